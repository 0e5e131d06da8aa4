package import Metering

/// A book closed for billing, in part if need be: the supervisor's signature under the list of what was
/// confirmed, corrected and approved, or closed by a decision.
package struct BookSigning: Codable, Hashable, Sendable {
  package var unit: String
  package var book: String
  /// As `2026-06/1`.
  package var period: String
  /// SHA-256, in hex, of the closed list: a CSV in the blobs, one row a point that counts.
  package var closedList: String
  /// The points of the closed list, and their kWh and VND by the record and as they are to be billed.
  package var totals: Totals
  /// The rest, by name.
  package var held: [HeldPoint]
  /// The hashes of the signings that this one takes the place of; empty for the first.
  package var replaces: [String]

  /// What a closed list adds up to.
  package struct Totals: Codable, Hashable, Sendable {
    package var points: Int
    /// Those that are not billed by the record.
    package var corrected: Int
    /// Of billed registers.
    package var energyBefore: Energy
    package var energyAfter: Energy
    /// VND with VAT that corrections move, as far as it could be told; an estimate.
    package var money: Int64
    /// Corrections whose money could not be told.
    package var unpriced: Int

    package init(
      points: Int = 0, corrected: Int = 0, energyBefore: Energy = .zero,
      energyAfter: Energy = .zero, money: Int64 = 0, unpriced: Int = 0
    ) {
      self.points = points
      self.corrected = corrected
      self.energyBefore = energyBefore
      self.energyAfter = energyAfter
      self.money = money
      self.unpriced = unpriced
    }
  }

  /// A point that is not confirmed for billing yet: who is to see to it, and by when.
  package struct HeldPoint: Codable, Hashable, Sendable {
    package var point: String
    package var meter: String
    package var state: Standing.State
    package var reason: OpenPoint.Reason
    /// A person, the tag of the device that has the list, or the unit.
    package var owner: String
    package var due: Day

    package init(
      point: String, meter: String, state: Standing.State, reason: OpenPoint.Reason,
      owner: String, due: Day
    ) {
      self.point = point
      self.meter = meter
      self.state = state
      self.reason = reason
      self.owner = owner
      self.due = due
    }
  }

  /// The most held points that one entry names, so that its body stays well below 64 KiB.
  package static let mostHeld = 300

  /// Which book it is; nil for a period that no list can have.
  package var identity: BookIdentity? {
    BillingPeriod(period).map { BookIdentity(unit: unit, book: book, period: $0) }
  }

  package init(
    unit: String, book: String, period: String, closedList: String, totals: Totals,
    held: [HeldPoint] = [], replaces: [String] = []
  ) {
    self.unit = unit
    self.book = book
    self.period = period
    self.closedList = closedList
    self.totals = totals
    self.held = held
    self.replaces = replaces
  }
}
