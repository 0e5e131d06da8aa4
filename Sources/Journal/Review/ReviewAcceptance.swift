import Casework
import Evidence
import GRDB

/// Whether a decision may be taken here, looked at inside the transaction that appends it: by a certified
/// supervisor, on what stands now, on nobody's own work, knowing of the decisions before it.
struct ReviewAcceptance {
  let database: Database

  /// - Throws: `JournalError`: `decisionRefused` where this person may not decide, `bodyRefused` where
  ///   there is nothing (any more) that this decides.
  /// - Complexity: O(entries of the point).
  func check(_ review: Review) throws {
    let meter = review.point.identity.meter
    guard let certificate = try KeptEnrolment.last(in: database)?.certificate,
      certificate.role == .supervisor
    else {
      throw refused(
        "only a supervisor's device decides; enrol this one with a supervisor's code of the office")
    }
    let history = try Histories.history(of: review.point.identity, in: database)
    let standing = Standing.folding(history)
    let author = history.voices.first { $0.entries.contains { $0.hash == review.entry } }?.author
    guard let author else {
      throw unusable(
        "meter \(meter) has no entry \(review.entry.prefix(16)) here; sync first, then decide")
    }
    let persons = Set(standing.sides.map(\.author.person) + [author.person])
    if persons.contains(certificate.person) {
      throw refused(
        "\(certificate.person) worked on meter \(meter) and does not decide on it; leave it to "
          + "another supervisor")
    }
    try check(review, standing, meter)
    try checkDecisionsBefore(review, standing, meter)
  }

  private func check(_ review: Review, _ standing: Standing, _ meter: String) throws {
    guard let subject = standing.decidableSubject, review.decision.isOn(subject) else {
      throw unusable(
        "meter \(meter) is \(standing.state.rawValue): \(review.decision.rawValue) decides nothing "
          + "there; open it again and see how it stands")
    }
    let sides = standing.sides.map(\.inspection)
    let isTarget = review.entry == standing.decidable || sides.contains(review.entry)
    guard isTarget, Set(sides).isSubset(of: review.against + [review.entry]) else {
      throw unusable(
        "entry \(review.entry.prefix(16)) of meter \(meter) was withdrawn or replaced meanwhile; "
          + "open it again and see how it stands")
    }
    if review.decision.needsReason, !(review.reason ?? "").contains(where: { !$0.isWhitespace }) {
      throw unusable("\(review.decision.rawValue) needs a reason for meter \(meter); choose one")
    }
    guard review.decision == .approve else { return }
    guard review.invoice != nil else {
      throw unusable(
        "an approval for meter \(meter) says what is known of the invoice; open it again")
    }
    if let state = review.invoice?.state, standing.isApproval(staleAt: state) {
      throw unusable(
        "the invoice of meter \(meter) is \(state.rawValue) by now, which the minutes do not say; "
          + "return them, so that amended ones follow")
    }
    let basis = try basis(of: review)
    if basis.needsSupervisor, review.basis != basis {
      throw unusable(
        "the corrected index of meter \(meter) is \(basis.rawValue); approve it by itself, with its "
          + "basis")
    }
  }

  private func basis(of review: Review) throws -> CorrectionBasis {
    let entries = try Histories.history(of: review.point.identity, in: database).voices
      .flatMap(\.entries)
    guard
      case .correction(let correction)? = entries.first(where: { $0.hash == review.entry })?
        .body.record, correction.number == review.minutes
    else {
      throw unusable("entry \(review.entry.prefix(16)) is not minutes \(review.minutes ?? "")")
    }
    return correction.registers.first { $0.basis.needsSupervisor }?.basis ?? .reread
  }

  /// Who decides anew says what he decides against: a decision never slips in beside another.
  private func checkDecisionsBefore(
    _ review: Review, _ standing: Standing, _ meter: String
  ) throws {
    guard Set(standing.decisionsBefore).isSubset(of: review.replaces) else {
      throw unusable(
        "meter \(meter) is decided already; open it again, and decide knowing of that")
    }
  }

  private func refused(_ what: String) -> JournalError {
    JournalError(code: .decisionRefused, message: "nothing was saved: \(what)")
  }

  private func unusable(_ what: String) -> JournalError {
    JournalError(code: .bodyRefused, message: "nothing was saved: \(what)")
  }
}
