import Casework
import GRDB
import Metering

/// Work that a supervisor sent back and that waits to be done again: what the redo answers and replaces.
struct Returned {
  /// The hash (hex) of the decision.
  let review: String
  /// The minutes that came back.
  let minutes: SupersededMinutes

  /// Nil where nothing of this person's came back, or it was done again already.
  /// - Complexity: O(entries of the point), where somebody decided on it; else two look-ups.
  init?(_ identity: PointIdentity, in database: Database) throws {
    let history = try Histories.history(of: identity, in: database)
    let replaced = Set(history.reviews.flatMap(\.review.replaces))
    let returns = history.reviews.filter {
      $0.review.decision == .return && !replaced.contains($0.hash)
    }
    guard !returns.isEmpty else { return nil }
    let entries = try Histories.ownVoice(in: history, database)
    let gone = Standing.withdrawn(in: entries).union(Standing.superseded(in: entries))
    for returned in returns.reversed() {
      let entry = entries.first { $0.hash == returned.review.entry }
      guard case .correction(let correction)? = entry?.body.record, let entry,
        !gone.contains(entry.hash)
      else { continue }
      review = returned.hash
      minutes = SupersededMinutes(number: correction.number, entry: entry.hash)
      return
    }
    return nil
  }
}
