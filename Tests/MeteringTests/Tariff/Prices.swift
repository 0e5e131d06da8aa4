@testable import Metering

/// The prices of 1279/QĐ-BCT and 2699/QĐ-BCT, with VAT of 8 % until the end of 2026 and 10 % after.
enum Prices {
  static func tiers(_ prices: [Int64]) -> [Tariff.Tier] {
    zip([50, 50, 100, 100, 100, nil] as [Int64?], prices).map { Tariff.Tier(quota: $0, price: $1) }
  }

  static func day(_ text: String) -> Day {
    LocalMinute(text)?.day ?? Day(number: 0)
  }

  static let book = TariffBook(
    tariffs: [
      Tariff(
        decision: "2699", from: day("2024-10-11"),
        tiers: tiers([1893, 1956, 2271, 2860, 3197, 3302])),
      Tariff(
        decision: "1279", from: day("2025-05-10"),
        tiers: tiers([1984, 2050, 2380, 2998, 3350, 3460])),
    ].compactMap { $0 },
    taxes: [
      ValueAddedTax(from: day("2009-01-01"), percent: 10),
      ValueAddedTax(from: day("2025-01-01"), through: day("2026-12-31"), percent: 8),
    ], residentialCodes: ["SHBT"])

  static func period(_ from: String, _ to: String, households: Int = 1) -> BilledPeriod {
    BilledPeriod(from: day(from), to: day(to), households: households)
  }
}
