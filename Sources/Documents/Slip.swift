import Explanations
package import Wording

/// The re-inspection slip (*phiếu phúc tra*): what was recorded, what the dial shows today and what
/// is usual, in words a customer can check at the gate.
package enum Slip {
  /// The names a template of slips may use.
  package static let vocabulary = TemplateVocabulary(
    fields: Set(SlipField.allCases.map(\.rawValue)),
    conditions: Set(SlipCondition.allCases.map(\.rawValue)),
    inserts: Set(SlipInsert.allCases.map(\.rawValue)))

  /// The paper of `content`. `template` was read with `vocabulary`.
  package static func paper(_ content: SlipContent, template: Template, _ say: Wording) -> Paper {
    let writer = SlipWriter(content: content, say: say)
    var data = TemplateData()
    for field in SlipField.allCases { data.fields[field.rawValue] = writer.text(field) }
    for condition in SlipCondition.allCases where writer.holds(condition) {
      data.conditions.insert(condition.rawValue)
    }
    for insert in SlipInsert.allCases { data.inserts[insert.rawValue] = writer.blocks(insert) }
    return template.paper(data)
  }
}

/// The fields of a template of slips; each may be empty.
enum SlipField: String, CaseIterable {
  case unit, inspector, meter, point, customer, customerName, address, readAt, recordedAt, period
  case multiplier, verdict, reason, cause, noReading, remark, otherMeter, entry, check
}

/// The conditions of a template of slips.
enum SlipCondition: String, CaseIterable {
  case confirmed, deviates, unresolved, unread, unattended
  /// There are months to draw bars of.
  case months
}

/// What the program draws on slips.
enum SlipInsert: String, CaseIterable {
  case digits, use, months, code
}
