import Evidence

/// Holds a mirror's file against the journal.
///
/// What counts is the key: a whole entry that verifies and that the journal does not hold is evidence
/// and stops everything; bytes at the end that are no such thing are what a power cut left of the
/// last write.
struct MirrorComparison {
  let bytes: MirrorBytes
  let journal: Journal
  let head: ChainHead

  /// How far the file is the journal's own.
  struct Outcome {
    /// Bytes that are the journal's entries, and the last of these entries.
    var size: Int64
    var sequence: Int64
    /// True where something follows that may be cut off.
    var isTorn: Bool
  }

  /// The most that is written between two syncs, and so the most that a power cut tears.
  static let longestTear = MirrorCatchUp.piece + Int64(MirrorScan.longestEntry)

  /// Looks at the part of the file that a power cut may have torn, and takes what lies before it as
  /// it was left: enough to go on writing. Verification compares all of it.
  /// - Returns: nil where that part is not the journal's.
  /// - Complexity: O(1) in the file's size.
  func end() throws -> Outcome? {
    let most = MirrorComparison.longestTear + Int64(MirrorScan.longestEntry)
    guard bytes.size > most else { return nil }
    let window = try bytes.at(bytes.size - most, count: Int(most))
    var position = 0
    while let start = MirrorScan.next(in: window, from: position) {
      guard start <= MirrorScan.longestEntry else { return nil }
      if let first = MirrorScan.entry(in: window, at: start)?.entry,
        try journal.holds(first)
      {
        let last = try last(in: window[start...], from: first.sequence)
        return last.map { Outcome(size: bytes.size, sequence: $0, isTorn: false) }
      }
      position = start + 1
    }
    return nil
  }

  /// The last of the journal's entries that `rest` consists of, whole; nil where it does not.
  private func last(in rest: ArraySlice<UInt8>, from first: Int64) throws -> Int64? {
    var rest = rest
    var last: Int64?
    try journal.entries(epoch: head.epoch, after: first - 1) { entry in
      let due = Bundle.bytes(of: entry)
      guard rest.starts(with: due) else { return false }
      rest = rest.dropFirst(due.count)
      last = entry.sequence
      return !rest.isEmpty
    }
    return rest.isEmpty ? last : nil
  }

  /// Compares from the first byte on.
  /// - Throws: `MirrorConflict` where the file must be kept as it is, or `JournalError`.
  /// - Complexity: O(bytes of the file).
  func whole() throws -> Outcome {
    var outcome = Outcome(size: 0, sequence: 0, isTorn: false)
    let opening = try bytes.at(0, count: Bundle.opening.count)
    if opening == Bundle.opening {
      outcome.size = Int64(opening.count)
      try journal.entries(epoch: head.epoch, after: 0) { entry in
        let due = Bundle.bytes(of: entry)
        guard try bytes.at(outcome.size, count: due.count) == due else { return false }
        outcome.size += Int64(due.count)
        outcome.sequence = entry.sequence
        return outcome.size < bytes.size
      }
    } else if !zip(opening, Bundle.opening).allSatisfy({ $0 == $1 || $0 == 0 }) {
      throw MirrorConflict(state: .diverged(sequence: 1))
    }
    guard outcome.size < bytes.size else { return outcome }
    try refuseEvidence(after: outcome)
    outcome.isTorn = true
    return outcome
  }

  private func refuseEvidence(after outcome: Outcome) throws {
    let found = try MirrorRemainder(bytes: bytes, journal: journal, head: head)
      .look(from: outcome.size)
    let diverged = MirrorConflict(state: .diverged(sequence: outcome.sequence + 1))
    if let other = found.other { throw MirrorConflict(state: .diverged(sequence: other)) }
    if let newest = found.newest {
      throw MirrorConflict(state: .ahead(mirror: newest, journal: head.sequence))
    }
    let rest = bytes.size - outcome.size
    guard rest <= MirrorComparison.longestTear else { throw diverged }
    guard found.holdsOurs else { return }
    // Entries of ours behind a gap: a cut may leave sectors out, as zeros; any other change is none.
    guard try isTorn(outcome, rest: Int(rest)) else { throw diverged }
  }

  private func isTorn(_ outcome: Outcome, rest: Int) throws -> Bool {
    var due: [UInt8] = []
    if outcome.size == 0 { due = Bundle.opening }
    try journal.entries(epoch: head.epoch, after: outcome.sequence) { entry in
      due += Bundle.bytes(of: entry)
      return due.count < rest
    }
    let found = try bytes.at(outcome.size, count: rest)
    guard due.count >= rest else { return false }
    return zip(found, due).allSatisfy { $0 == $1 || $0 == 0 }
  }
}

/// What lies in a mirror behind the part that is the journal's.
struct MirrorRemainder {
  let bytes: MirrorBytes
  let journal: Journal
  let head: ChainHead

  struct Found {
    /// The last sound entry beyond the journal's end.
    var newest: Int64?
    /// The first sound entry in a place where the journal has another.
    var other: Int64?
    /// True where entries of the journal lie there too.
    var holdsOurs = false
  }

  /// - Complexity: O(bytes), a signature check for each entry that is not the journal's.
  func look(from offset: Int64) throws -> Found {
    var found = Found()
    var start = offset
    while start < bytes.size {
      let window = try bytes.at(start, count: 1 << 20)
      let isLast = start + Int64(window.count) == bytes.size
      var position = 0
      while let next = MirrorScan.next(in: window, from: position) {
        // An entry that may go beyond the window is looked at with the next one.
        if !isLast, window.count - next < MirrorScan.longestEntry {
          position = next
          break
        }
        guard let whole = MirrorScan.entry(in: window, at: next) else {
          position = next + 1
          continue
        }
        position = whole.end
        try take(whole.entry, into: &found)
      }
      if isLast { break }
      start += Int64(max(position, window.count - MirrorScan.longestEntry))
    }
    return found
  }

  private func take(_ entry: Entry, into found: inout Found) throws {
    if try journal.holds(entry) {
      found.holdsOurs = true
    } else if MirrorScan.isSound(entry, key: journal.publicKey) {
      if entry.header.epoch == head.epoch, entry.sequence > head.sequence {
        found.newest = max(found.newest ?? 0, entry.sequence)
      } else {
        found.other = min(found.other ?? .max, entry.sequence)
      }
    }
  }
}

extension Journal {
  /// True where the journal has exactly this entry.
  func holds(_ entry: Entry) throws -> Bool {
    let stored = try read("cannot look for an entry") {
      try Epochs.entry(entry.header.epoch, entry.sequence, in: $0)
    }
    return stored?.header == entry.headerBytes && stored?.body == entry.body
      && stored?.signature == entry.signature
  }

  /// Calls `body` with the entries of an epoch after a sequence, in order, until it says that it has
  /// enough.
  func entries(
    epoch: Int64, after sequence: Int64, _ body: (Entry) throws -> Bool
  ) throws {
    try read("cannot read the journal") { database in
      guard let base = try Epochs.base(epoch, in: database) else { return }
      let end = try Epochs.end(epoch, in: database) ?? .max
      var next = base + sequence + 1
      while next <= end, let stored = try StoredEntry.at(next, in: database) {
        guard try body(stored.entry()) else { return }
        next += 1
      }
    }
  }
}
