import Casework
import Explanations
import Metering
package import Wording

/// Minutes of correction (*biên bản sửa sai*): the paper that both parties sign, or that says why one
/// did not.
package enum Minutes {
  /// The names a template of minutes may use.
  package static let vocabulary = TemplateVocabulary(
    fields: Set(MinutesField.allCases.map(\.rawValue)),
    conditions: Set(MinutesCondition.allCases.map(\.rawValue)),
    inserts: Set(MinutesInsert.allCases.map(\.rawValue)))

  /// The paper of `content`. `template` was read with `vocabulary`.
  package static func paper(
    _ content: MinutesContent, template: Template, _ say: Wording
  ) -> Paper {
    let writer = MinutesWriter(content: content, say: say)
    var data = TemplateData()
    for field in MinutesField.allCases { data.fields[field.rawValue] = writer.text(field) }
    for condition in MinutesCondition.allCases where writer.holds(condition) {
      data.conditions.insert(condition.rawValue)
    }
    for insert in MinutesInsert.allCases { data.inserts[insert.rawValue] = writer.blocks(insert) }
    return template.paper(data)
  }
}

/// The fields of a template of minutes; each may be empty.
enum MinutesField: String, CaseIterable {
  case number, unit, inspector, hour, minute, day, month, year, entry
  case point, customer, customerName, address, buyer, attendance, witness
  case meter, otherMeter, meterType, multiplier, book, period, recordedAt, readAt
  case causeSuggested, causeChosen, basis, difference, removedAndDirect
  case invoice, invoiceNumber, invoiceAsOf, seal, withdrawnAt, withdrawnReason
  case check, supersedes, supersededBy, photoMissing, position
  case signature, signedAt, signer, signWitness
  case costThisMonth, costNextMonth, costTotal, costBasis, costUnknown
  case causeReason, overruled, verdictSuggested, verdictChosen, sumBefore, sumAfter
}

/// The conditions of a template of minutes.
enum MinutesCondition: String, CaseIterable {
  /// Not saved yet.
  case preview
  case withdrawn
  /// From a remote reading, nobody at the dial.
  case unattended
  case customerPresent, customerAbsent, customerRefused
  case notIssued, issued, invoiceUnknown
  /// By the direction of the billed difference; `shifted` where registers change and the sum does not.
  case refund, backCharge, shifted
  /// The basis counts only by a supervisor's choice.
  case needsSupervisor
  /// A corrected index lies below the old one: the dial rolled over.
  case rollover
  /// Nothing of the list is at hand.
  case listMissing
  /// There are photos to list.
  case photos
  /// How the paper ended, where somebody said; neither holds before.
  case signed, signRefused
}

/// What the program draws on minutes.
enum MinutesInsert: String, CaseIterable {
  case indices, digits, consumption, remarks, photos, code
}
