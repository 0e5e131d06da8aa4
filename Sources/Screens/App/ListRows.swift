package import Casework

/// One line of the journal.
package struct EntryRow: Hashable, Sendable, Identifiable {
  /// The entry's sequence number, counted over all epochs.
  package var id: Int64
  package var hash: String
  package var kind: String
  package var time: String
  package var clock: ClockState
  package var body: Record?
  /// A later entry takes it back.
  package var isWithdrawn: Bool
  /// Minutes that later ones take the place of.
  package var isSuperseded: Bool
  /// The point it is about, where this home still lists it.
  package var point: Int64?
  /// The point is still to be read: what its record says stays hidden until then.
  package var isPointUnread = false

  package init(
    id: Int64, hash: String, kind: String, time: String, clock: ClockState, body: Record?,
    isWithdrawn: Bool, isSuperseded: Bool = false, point: Int64?
  ) {
    self.id = id
    self.hash = hash
    self.kind = kind
    self.time = time
    self.clock = clock
    self.body = body
    self.isWithdrawn = isWithdrawn
    self.isSuperseded = isSuperseded
    self.point = point
  }
}

/// One line of the list of minutes.
package struct MinutesRow: Hashable, Sendable, Identifiable {
  package var id: Int64
  package var hash: String
  package var time: String
  package var correction: Correction
  package var isWithdrawn: Bool
  /// Later minutes take the place of these.
  package var isSuperseded: Bool
  /// How their paper ended; nil while nobody said.
  package var signing: MinutesSigning.Outcome?

  package init(
    id: Int64, hash: String, time: String, correction: Correction, isWithdrawn: Bool,
    isSuperseded: Bool = false, signing: MinutesSigning.Outcome? = nil
  ) {
    self.id = id
    self.hash = hash
    self.time = time
    self.correction = correction
    self.isWithdrawn = isWithdrawn
    self.isSuperseded = isSuperseded
    self.signing = signing
  }

  /// How the minutes of one entry stand, from all entries that name their point, oldest first.
  /// - Complexity: O(entries of the point).
  package init(
    id: Int64, hash: String, time: String, correction: Correction, among entries: [RecordedEntry]
  ) {
    let standing = MinutesStanding(of: hash, in: entries)
    self.init(
      id: id, hash: hash, time: time, correction: correction,
      isWithdrawn: standing.withdrawal != nil, isSuperseded: standing.supersededBy != nil,
      signing: standing.signing)
  }

  /// True while the minutes count.
  package var counts: Bool { !isWithdrawn && !isSuperseded }

  /// An invoice that is out is put right with the customer's signature, or his refusal before a
  /// witness.
  package var needsSigning: Bool { counts && correction.invoice.state == .issued && signing == nil }
}
