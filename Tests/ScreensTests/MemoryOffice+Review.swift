import Casework
import Metering
import Screens

extension MemoryOffice {
  /// The queue as the journal would give it.
  var cases: [ReviewCase] { points.keys.sorted().compactMap(reviewCase) }

  func reviewCase(_ id: Int64) -> ReviewCase? {
    guard let point = points[id] else { return nil }
    return ReviewCase(
      of: id, identity: point.identity, book: point.book ?? "", address: point.address ?? "",
      invoice: point.invoice, standing: standing(id), history: history(id))
  }

  func file(_ id: Int64) -> CaseFile? {
    guard let summary = reviewCase(id), let dossier = dossier(id) else { return nil }
    return CaseFile(summary: summary, dossier: dossier, history: history(id))
  }

  mutating func decide(_ requests: [DecisionRequest], _ next: Int64?) -> Answer {
    for request in requests {
      guard let point = points[request.point] else { return .failed("không có") }
      let review = Review(
        point: PointReference(identity: point.identity, list: MemoryOffice.list),
        decision: request.decision, entry: request.entry, minutes: request.minutes,
        reason: request.reason, due: request.due,
        invoice: InvoiceKnowledge(state: point.invoice, asOf: MemoryOffice.loadedAt),
        basis: request.basis, against: request.against, replaces: request.replaces,
        partner: request.partner, batch: request.batch)
      guard store(.review(review)) != nil else { return .failed("đĩa đầy") }
    }
    let changed = requests.compactMap { reviewCase($0.point) }
    return .decided(
      DecisionOutcome(
        changed: changed, gone: [], count: requests.count,
        isBatch: requests.contains { $0.batch != nil }, next: next.flatMap(file)))
  }
}
