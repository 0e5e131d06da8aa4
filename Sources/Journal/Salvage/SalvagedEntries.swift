import Evidence

/// The entries found whole, by epoch and number, with where each lies. Holds places, not entries: a
/// journal may be larger than the memory.
struct SalvagedEntries {
  /// Where an entry can be read again.
  enum Place {
    case row(Int64)
    case carved(file: Int, offset: Int)
  }

  struct Found {
    var hash: ContentHash
    var previous: ContentHash
    var place: Place
  }

  struct Key: Hashable, Comparable {
    var epoch: Int64
    var sequence: Int64

    static func < (left: Key, right: Key) -> Bool {
      (left.epoch, left.sequence) < (right.epoch, right.sequence)
    }
  }

  private var found: [Key: [Found]] = [:]

  /// Takes a sound entry; a copy of one that is known changes nothing.
  mutating func take(_ entry: Entry, _ place: Place) {
    let key = Key(epoch: entry.header.epoch, sequence: entry.sequence)
    guard found[key]?.contains(where: { $0.hash == entry.hash }) != true else { return }
    found[key, default: []].append(
      Found(hash: entry.hash, previous: entry.header.previous, place: place))
  }

  /// One entry a number, in order. Where several are signed for one number, that which stood in a row
  /// was committed; else that which its neighbours name.
  func chosen() -> [(key: Key, found: Found)] {
    var chosen: [(key: Key, found: Found)] = []
    for key in found.keys.sorted() {
      let candidates = found[key] ?? []
      let before = chosen.last.flatMap { $0.key.isFollowed(by: key) ? $0.found.hash : nil }
      let after = Set((found[key.next] ?? []).map(\.previous))
      let best =
        candidates.first { $0.isRow } ?? candidates.first { $0.previous == before }
        ?? candidates.first { after.contains($0.hash) } ?? candidates.first
      if let best { chosen.append((key, best)) }
    }
    return chosen
  }
}

extension SalvagedEntries.Found {
  fileprivate var isRow: Bool {
    if case .row = place { true } else { false }
  }
}

extension SalvagedEntries.Key {
  var next: SalvagedEntries.Key { .init(epoch: epoch, sequence: sequence + 1) }

  func isFollowed(by other: SalvagedEntries.Key) -> Bool { other == next }
}
