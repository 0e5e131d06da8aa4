package import Casework
import Explanations
import Metering
package import Wording

/// What an answer to a customer's complaint is made of.
package struct ComplaintAnswerContent: Hashable, Sendable {
  package var complaint: Complaint
  package var standing: Standing
  /// What was found at the meter; nil while nobody has been there.
  package var slip: SlipContent?
  /// The correction that counts.
  package var correction: Correction?
  package var customerName: String?
  package var unitName: String?

  package init(
    complaint: Complaint, standing: Standing, slip: SlipContent? = nil,
    correction: Correction? = nil, customerName: String? = nil, unitName: String? = nil
  ) {
    self.complaint = complaint
    self.standing = standing
    self.slip = slip
    self.correction = correction
    self.customerName = customerName
    self.unitName = unitName
  }
}

/// The answer to a complaint, as a text to send: what the customer said, what was found, and what follows
/// from it. Nothing is promised that no supervisor has approved.
package enum ComplaintAnswer {
  /// The names a template of answers may use.
  package static let vocabulary = TemplateVocabulary(
    fields: Set(AnswerField.allCases.map(\.rawValue)),
    conditions: Set(AnswerCondition.allCases.map(\.rawValue)),
    inserts: ["slip"])

  /// The paper of `content`.
  /// - Parameters:
  ///   - template: read with `vocabulary`.
  ///   - slip: read with `Slip.vocabulary`.
  package static func paper(
    _ content: ComplaintAnswerContent, template: Template, slip: Template, _ say: Wording
  ) -> Paper {
    let writer = AnswerWriter(content: content, say: say)
    var data = TemplateData()
    for field in AnswerField.allCases { data.fields[field.rawValue] = writer.text(field) }
    data.conditions = [writer.condition.rawValue]
    if let found = content.slip, writer.showsSlip {
      data.inserts["slip"] = Slip.paper(found, template: slip, say).blocks
    }
    return template.paper(data)
  }
}

/// The fields of a template of answers; each may be empty.
enum AnswerField: String, CaseIterable {
  case unit, customer, customerName, meter, made, text, minutes, money, invoice
}

/// The conditions of a template of answers; one of them holds.
enum AnswerCondition: String, CaseIterable {
  /// Nobody has been there yet.
  case waiting
  /// The record is right, or stands after all.
  case confirmed, recordStands
  /// Found wrong or not settled, and not decided yet.
  case underWay
  case unread
  case approved, applied
}

private struct AnswerWriter {
  let content: ComplaintAnswerContent
  let say: Wording

  var condition: AnswerCondition {
    switch content.standing.state {
    case .unvisited: .waiting
    case .confirmed: .confirmed
    case .rejected: .recordStands
    case .approved: .approved
    case .applied: .applied
    case .unread: .unread
    case .unresolved:
      content.standing.review?.review.decision == .acceptRecord ? .recordStands : .underWay
    case .deviates, .pending, .returned, .disputed: .underWay
    }
  }

  /// What was found and not taken over would only contradict the answer, and of a dispute each side would.
  var showsSlip: Bool { condition != .recordStands && content.standing.state != .disputed }

  func text(_ field: AnswerField) -> String {
    switch field {
    case .unit: content.unitName ?? content.complaint.point.identity.unit
    case .customer: content.complaint.customer
    case .customerName: content.customerName ?? ""
    case .meter: content.complaint.point.identity.meter
    case .made: say.moment(content.complaint.time)
    case .text: content.complaint.text.split(separator: "\n").joined(separator: " ")
    case .minutes: content.correction?.number ?? ""
    case .money:
      content.correction?.cost?.amounts.map { say.number($0.difference, signed: true) } ?? ""
    case .invoice: content.standing.answer?.invoice ?? ""
    }
  }
}
