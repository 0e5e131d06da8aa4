import Casework
import Documents
import Metering

/// Answers to complaints that the snapshots show: one for each that a customer can get.
enum AnswerCase: String, CaseIterable, Sendable {
  case waiting, confirmed, underWay, disputed, approved, applied, rejected, accepted, unread

  func content() throws -> ComplaintAnswerContent {
    let minutes = try MinutesCase.transpositionBeforeIssue.content()
    var content = ComplaintAnswerContent(
      complaint: Complaint(
        point: try Sample.reference(), customer: "PE07000012345",
        text: "Tháng này tăng gấp sáu,\nnhà không dùng gì thêm", list: "",
        time: "2026-06-15T08:05:00+07:00"),
      standing: Standing(state: .unvisited, attempts: 0), customerName: "Nguyễn Thị <Hoa>",
      unitName: "Điện lực Tân Phú")
    switch self {
    case .waiting: break
    case .confirmed:
      content.standing.state = .confirmed
      content.slip = try SlipCase.confirmed.content()
    case .underWay, .disputed, .rejected:
      content.standing.state =
        self == .underWay ? .pending : self == .disputed ? .disputed : .rejected
      content.slip = try SlipCase.deviates.content()
      content.correction = minutes.correction
    case .approved, .applied:
      content.standing.state = self == .approved ? .approved : .applied
      content.slip = try SlipCase.deviates.content()
      content.correction = minutes.correction
      content.standing.answer = BillingAnswer(
        point: try Sample.reference(), minutes: minutes.correction.number, entry: "",
        outcome: .applied, asOf: "2026-06-22T00:00:00+07:00", invoice: "0012399")
    case .accepted:
      content.standing.state = .unresolved
      content.slip = try SlipCase.unresolvedOtherMeter.content()
      content.standing.review = AttributedReview(
        hash: "", author: Author(person: "S01", tag: "S01"), time: "",
        review: Review(
          point: try Sample.reference(), decision: .acceptRecord, entry: "",
          reason: "phù hợp các tháng trước"))
    case .unread:
      content.standing.state = .unread
      content.slip = try SlipCase.unread.content()
    }
    return content
  }
}
