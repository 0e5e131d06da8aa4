/// Whether an entry of a point still counts, and why not.
package enum EntryStanding: Hashable, Sendable {
  case counts
  case withdrawn
  /// Later minutes take its place.
  case superseded(by: String)
  /// A later inspection, or minutes that rest on one, count instead.
  case replaced

  /// How the entry with this hash (hex) stands, by all entries of its point, oldest first.
  /// - Complexity: O(entries of the point).
  package init(of hash: String, in entries: [RecordedEntry]) {
    let standing = Standing.folding(entries)
    switch entries.first(where: { $0.hash == hash })?.body.record {
    case _ where Standing.withdrawn(in: entries).contains(hash): self = .withdrawn
    case .correction:
      let minutes = MinutesStanding(of: hash, in: entries)
      if let later = minutes.supersededBy {
        self = .superseded(by: later.number)
      } else {
        self = minutes.counts ? .counts : .replaced
      }
    case .inspection(let inspection) where inspection.verdict != .unread:
      self = standing.inspection == hash ? .counts : .replaced
    default: self = .counts
    }
  }
}
