/// What became of minutes after they were written.
package struct MinutesStanding: Hashable, Sendable {
  /// How they were taken back, themselves or with the inspection they rest on; nil where not.
  package var withdrawal: Withdrawn?
  /// The later minutes that take their place; nil where none do.
  package var supersededBy: SupersededMinutes?
  /// How their paper ended; nil while nobody said.
  package var signing: MinutesSigning.Outcome?
  /// True where they are the minutes that count for their point.
  package var counts: Bool

  /// When and why an entry was taken back.
  package struct Withdrawn: Hashable, Sendable {
    /// Local time with offset.
    package var time: String
    package var reason: Withdrawal.Reason
  }

  /// What became of the minutes in the entry with this hash (hex), by all entries of its point,
  /// oldest first.
  /// - Complexity: O(entries of the point).
  package init(of hash: String, in entries: [RecordedEntry]) {
    let withdrawn = Standing.withdrawn(in: entries)
    counts = Standing.folding(entries).correction == hash
    for entry in entries where !withdrawn.contains(entry.hash) {
      switch entry.body.record {
      case .correction(let later) where later.supersedes?.entry == hash:
        supersededBy = SupersededMinutes(number: later.number, entry: entry.hash)
      case .signing(let signing) where signing.correction == hash: self.signing = signing.outcome
      default: break
      }
    }
    guard withdrawn.contains(hash) else { return }
    withdrawal = MinutesStanding.withdrawal(of: hash, in: entries)
  }

  /// The withdrawal that names the entry, else the one that names the inspection it rests on.
  private static func withdrawal(of hash: String, in entries: [RecordedEntry]) -> Withdrawn? {
    let own = entries.first { $0.hash == hash }
    var names = [hash]
    if case .correction(let correction) = own?.body.record { names.append(correction.inspection) }
    for name in names {
      for entry in entries {
        guard case .withdrawal(let withdrawal) = entry.body.record, withdrawal.entry == name
        else { continue }
        return Withdrawn(time: entry.body.stamp.time, reason: withdrawal.reason)
      }
    }
    return nil
  }
}
