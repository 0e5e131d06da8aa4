import Metering

/// The residential prices and the tax of June 2026.
enum Prices {
  static let book = TariffBook(
    tariffs: [
      Tariff(
        decision: "1279/QĐ-BCT", from: LocalMinute("2025-05-10")?.day ?? Day(number: 0),
        tiers: zip(
          [50, 50, 100, 100, 100, nil] as [Int64?], [1984, 2050, 2380, 2998, 3350, 3460]
        ).map { Tariff.Tier(quota: $0, price: $1) })
    ].compactMap { $0 },
    taxes: [ValueAddedTax(from: Day(number: 0), percent: 8)])
}
