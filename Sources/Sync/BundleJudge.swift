package import Evidence

/// Where a hub stands with one device's log.
package struct HeldLog: Hashable, Sendable {
  /// After the last entry that the hub holds of the current epoch.
  package var head: ChainHead
  package var isFrozen: Bool

  package init(head: ChainHead, isFrozen: Bool = false) {
    self.head = head
    self.isFrozen = isFrozen
  }
}

/// What identifies the bytes of an entry: its header's hash and its signature; the body's hash is in
/// the header.
package struct EntryMark: Hashable, Sendable {
  package var hash: ContentHash
  package var signature: [UInt8]

  package init(hash: ContentHash, signature: [UInt8]) {
    self.hash = hash
    self.signature = signature
  }

  package init(_ entry: Entry) {
    self.init(hash: entry.hash, signature: entry.signature)
  }
}

/// What a hub does with a bundle whose every hash and signature was found sound.
package enum BundleVerdict: Hashable, Sendable {
  /// All of it is held already, byte for byte: the receipt of its last entry.
  case repeated
  /// The entries from this index on continue what is held.
  case append(from: Int)
  /// The entries open the device's next epoch, for which the hub gave its grant.
  case open
  /// It begins behind the head: nothing is taken.
  case gap
  /// From this index on it has other bytes than are held, or another predecessor: keep both, freeze.
  case fork(from: Int)
  /// An epoch that the hub has not granted.
  case ungranted
}

/// The one place that decides it; pure, so that the hub and its simulation decide alike.
package enum BundleJudge {
  /// - Parameters:
  ///   - entries: of one device and epoch, contiguous, at least one.
  ///   - held: what the hub has.
  ///   - granted: the head that the hub's own grant for the bundle's epoch names; nil where there is
  ///     no such grant in the first entry.
  ///   - mark: what is held at an epoch and sequence; asked only up to the head of that epoch.
  /// - Complexity: O(entries).
  package static func judge(
    _ entries: [Entry], held: HeldLog, granted: ContentHash?,
    mark: (_ epoch: Int64, _ sequence: Int64) throws -> EntryMark?
  ) rethrows -> BundleVerdict {
    guard let first = entries.first?.header else { return .gap }
    if first.epoch > held.head.epoch {
      guard first.epoch == held.head.epoch + 1, first.sequence == 1, let granted,
        granted == first.previous
      else { return first.sequence > 1 && first.epoch == held.head.epoch + 1 ? .gap : .ungranted }
      return isContinuous(entries, after: first.previous) ? .open : .fork(from: 0)
    }
    // An epoch that was closed grows no more: what is not held of it is a fork.
    let end = first.epoch == held.head.epoch ? held.head.sequence : Int64.max
    if first.sequence > end + (end == .max ? 0 : 1) { return .gap }
    for (index, entry) in entries.enumerated() {
      let sequence = entry.header.sequence
      if sequence > end {
        guard !held.isFrozen,
          isContinuous(entries[index...], after: held.head.hash)
        else { return .fork(from: index) }
        return .append(from: index)
      }
      guard try mark(first.epoch, sequence) == EntryMark(entry) else { return .fork(from: index) }
    }
    return .repeated
  }

  private static func isContinuous(
    _ entries: some Sequence<Entry>, after hash: ContentHash
  ) -> Bool {
    var previous = hash
    for entry in entries {
      guard entry.header.previous == previous else { return false }
      previous = entry.hash
    }
    return true
  }
}
