import Testing

@testable import Metering

struct TaxTests {
  /// A reduction in a set window, and a general rate that was raised within it.
  private static let book = TariffBook(
    tariffs: [],
    taxes: [
      ValueAddedTax(from: Prices.day("2009-01-01"), percent: 10),
      ValueAddedTax(
        from: Prices.day("2025-07-01"), through: Prices.day("2026-12-31"), percent: 8),
      ValueAddedTax(from: Prices.day("2026-01-01"), percent: 12),
      ValueAddedTax(
        from: Prices.day("2026-03-01"), through: Prices.day("2026-03-31"), percent: 5),
    ])

  @Test(
    arguments: [
      ("2008-12-31", nil), ("2025-06-30", 10), ("2025-07-01", 8), ("2026-01-01", 8),
      ("2026-03-15", 5), ("2026-06-12", 8), ("2026-12-31", 8), ("2027-01-01", 12),
    ] as [(String, Int64?)])
  func `the shortest window counts, whichever began last`(day: String, percent: Int64?) {
    #expect(TaxTests.book.tax(on: Prices.day(day)) == percent)
  }
}
