package import Metering

/// A point that a book's closing confirms for billing: one row of the closed list.
package struct ClosedPoint: Hashable, Sendable {
  /// What billing is to do with the point.
  package enum Settlement: String, CaseIterable, Hashable, Sendable {
    /// The record is billed as it stands.
    case recordStands = "GIU_NGUYEN"
    /// The corrected index goes into the book: the invoice does not exist yet.
    case corrected = "HIEU_CHINH"
    /// The bill has gone out: an adjustment invoice follows.
    case adjusted = "DIEU_CHINH"
    /// Nobody could read the dial: billed by the mean of the months before.
    case estimated = "TAM_TINH"
  }

  package var identity: PointIdentity
  package var state: Standing.State
  package var settlement: Settlement
  /// Who was at the meter.
  package var person: String
  /// The hash (hex) of the entry that it rests on: the minutes', else the inspection's.
  package var entry: String
  /// The hash (hex) of the decision; nil where the meter simply was right.
  package var review: String?
  /// The minutes' number, where the record changes.
  package var minutes: String?
  /// kWh of the billed registers by the record, and as they are to be billed.
  package var energyBefore: Energy
  package var energyAfter: Energy
  /// VND with VAT by which the bill changes, an estimate: 0 where nothing changes, nil where it could not
  /// be told.
  package var money: Int64?

  package init(
    identity: PointIdentity, state: Standing.State, settlement: Settlement, person: String,
    entry: String, review: String? = nil, minutes: String? = nil, energyBefore: Energy,
    energyAfter: Energy, money: Int64?
  ) {
    self.identity = identity
    self.state = state
    self.settlement = settlement
    self.person = person
    self.entry = entry
    self.review = review
    self.minutes = minutes
    self.energyBefore = energyBefore
    self.energyAfter = energyAfter
    self.money = money
  }

  /// True where both say the same of what is billed and what that rests on. Billing's own answer is no
  /// change: it follows from the closed list.
  package func bills(like other: ClosedPoint) -> Bool {
    var other = other
    other.state = state
    return self == other
  }
}

extension BookSigning.Totals {
  /// What rows add up to; nothing is rounded on the way.
  /// - Complexity: O(rows).
  package init(_ rows: some Sequence<ClosedPoint>) {
    self.init()
    for row in rows {
      points += 1
      if row.settlement != .recordStands { corrected += 1 }
      energyBefore = energyBefore + row.energyBefore
      energyAfter = energyAfter + row.energyAfter
      guard let amount = row.money else {
        unpriced += 1
        continue
      }
      money = Int64(clamping: Int128(money) + Int128(amount))
    }
  }
}
