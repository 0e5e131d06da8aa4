/// An amount of energy (kWh; kvarh for a reactive register) in exact millionths, of either sign.
///
/// Thousandths of an index times thousandths of a multiplier are millionths: nothing is rounded.
package struct Energy: Hashable, Comparable, Sendable {
  /// Millionths of a kWh.
  package let millionths: Int128

  /// No energy.
  package static let zero = Energy(millionths: 0)

  package init(millionths: Int128) {
    self.millionths = millionths
  }

  /// The most that is read, either way: 10^27 kWh. No index times a multiplier comes near it, nor a
  /// city of them added up, and a hundred thousand such texts still add up without an overflow.
  private static let greatest: Int128 = 1_000_000_000_000_000_000_000_000_000_000_000

  /// Reads plain digits, optionally with a minus and up to six places: `"740"`, `"-12.5"`. Whatever
  /// comes of indices and multipliers is read again as it was printed.
  package init?(_ text: some StringProtocol) {
    guard let value = Decimal.scaled(text.utf8, places: 6, in: Int128.self)?.value,
      value.magnitude <= Energy.greatest.magnitude
    else { return nil }
    self.init(millionths: value)
  }

  /// `thousandths` of an index unit turned into energy by `multiplier`.
  package init(thousandths: Int64, multiplier: Multiplier) {
    self.init(millionths: Int128(thousandths) * Int128(multiplier.thousandths))
  }

  package static func < (left: Energy, right: Energy) -> Bool {
    left.millionths < right.millionths
  }

  package static func + (left: Energy, right: Energy) -> Energy {
    Energy(millionths: left.millionths + right.millionths)
  }

  package static func - (left: Energy, right: Energy) -> Energy {
    Energy(millionths: left.millionths - right.millionths)
  }

  /// Whole kWh, rounded half away from zero, for showing to a person.
  package var roundedKilowattHours: Int64 {
    let half: Int128 = millionths < 0 ? -500_000 : 500_000
    return Int64(clamping: (millionths + half) / 1_000_000)
  }

  /// Tenths of a kWh a day over `days`, rounded half away from zero; nil for no days.
  package func tenthsPerDay(days: Int) -> Int64? {
    guard days > 0 else { return nil }
    let divisor = Int128(days) * 100_000
    let half = millionths < 0 ? -divisor / 2 : divisor / 2
    return Int64(clamping: (millionths + half) / divisor)
  }
}

extension Energy: CustomStringConvertible {
  /// Plain digits with a point and no trailing zeros: `"740"`, `"-12.5"`.
  package var description: String { Decimal.text(millionths, places: 6) }
}

/// The factor from index units to kWh (*hệ số nhân*, HSN): 1, or the ratio of the transformers.
package struct Multiplier: Hashable, Sendable {
  /// Thousandths, above 0.
  package let thousandths: Int64

  /// A directly connected meter.
  package static let one = Multiplier(unchecked: 1000)

  private init(unchecked thousandths: Int64) {
    self.thousandths = thousandths
  }

  /// Nil unless above 0 and below a billion.
  init?(thousandths: Int64) {
    guard (1...999_999_999_999).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  /// Reads plain digits with up to three places; nil unless above 0 and below a billion.
  package init?(_ text: some StringProtocol) {
    guard let value = Decimal.scaled(text, places: 3), (1...999_999_999_999).contains(value) else {
      return nil
    }
    self.thousandths = value
  }
}

extension Multiplier: CustomStringConvertible {
  package var description: String { Decimal.text(thousandths, places: 3) }
}
