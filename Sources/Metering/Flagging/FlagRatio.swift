/// From which rise a month's consumption is re-inspected: an exact decimal above 1, such as 1.3.
package struct FlagRatio: Hashable, Sendable {
  /// Millionths, above 1,000,000.
  package let millionths: Int64

  /// 1.3, the utilities' rule of 2020.
  package static let standard = FlagRatio(unchecked: 1_300_000)

  private init(unchecked millionths: Int64) {
    self.millionths = millionths
  }

  /// Reads plain digits with a point and at most six places; nil unless above 1 and at most 1000.
  package init?(_ text: some StringProtocol) {
    guard let value = Decimal.scaled(text, places: 6), value > 1_000_000, value <= 1_000_000_000
    else { return nil }
    millionths = value
  }

  /// The ratios at which a band of the report begins: this one, then the published 1.3, 1.5, 2 and 4
  /// as far as they lie above it. In millionths, ascending, at most five.
  package var bandStarts: [Int64] {
    [millionths] + [1_300_000, 1_500_000, 2_000_000, 4_000_000].filter { $0 > millionths }
  }
}

extension FlagRatio: CustomStringConvertible {
  package var description: String { Decimal.text(millionths, places: 6) }
}
