import Casework
import Evidence
import Sync

/// Whether a certificate allows a decision: a supervisor's, and on nobody's own work.
struct DecisionJudge {
  let session: any SQLSession
  let device: HeldDevice

  /// Why the entry does not count; nil where it does, or is no decision.
  ///
  /// What it decides on may come later, on a stick: then every home that folds it looks at the same rule.
  /// - Parameter bundle: the entries that it came with, which the store does not hold yet.
  /// - Complexity: one look-up in the point's entries.
  func fault(of facts: EntryFacts, in bundle: [Entry]) throws -> String? {
    switch facts.record {
    case .review(let review)?:
      guard device.role == .supervisor else { return "only a supervisor decides" }
      let named = [review.entry] + review.against
      let own = bundle.contains { named.contains($0.hash.hex) }
      guard let point = facts.point else { return nil }
      return try own || isOwnWork(named, at: point) ? "nobody decides on his own work" : nil
    case .bookSigned(let signing)?:
      guard device.role == .supervisor else { return "only a supervisor signs a book" }
      return signing.unit == device.unit ? nil : "nobody signs a book of another unit"
    default: return nil
    }
  }

  /// True where the device's person made one of these entries, on whatever device.
  private func isOwnWork(_ entries: [String], at point: [UInt8]) throws -> Bool {
    let hashes = entries.prefix(16).compactMap { ContentHash(hex: $0) }
    guard !hashes.isEmpty else { return false }
    let marks = hashes.indices.map { "$\($0 + 3)" }.joined(separator: ", ")
    let row = try session.first(
      """
      SELECT 1 FROM point_entry p
      JOIN entry e ON e.device = p.device AND e.epoch = p.epoch AND e.seq = p.seq
      JOIN device d ON d.device = p.device
      WHERE p.point = $1 AND d.person = $2 AND e.hash IN (\(marks)) LIMIT 1
      """, [.bytes(point), .text(device.person)] + hashes.map { .bytes($0.bytes) })
    return row != nil
  }
}
