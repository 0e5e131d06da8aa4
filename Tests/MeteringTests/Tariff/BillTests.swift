import TestSupport
import Testing

@testable import Metering

@Suite("A household's bill")
struct BillTests {
  /// Worked by hand, tier by tier.
  @Test(
    "is what the tiers come to by hand",
    arguments: [
      // Regular month, 31 days after a month of 31: full quotas.
      // 50×1984 + 50×2050 + 100×2380 + 100×2998 + 100×3350 + 340×3460
      // = 99200 + 102500 + 238000 + 299800 + 335000 + 1176400 = 2250900; VAT 180072.
      ("740", "2026-05-12", "2026-06-12", 1, 2_250_900, 180_072),
      // 50×1984 + 50×2050 + 10×2380 = 99200 + 102500 + 23800 = 225500; VAT 18040.
      ("110", "2026-05-12", "2026-06-12", 1, 225_500, 18_040),
      // N 29, T 31: quotas 47 47 94 94 94.
      // 47×1984 + 47×2050 + 94×2380 + 94×2998 + 94×3350 + 24×3460
      // = 93248 + 96350 + 223720 + 281812 + 314900 + 83040 = 1093070; VAT 87445.6.
      ("400", "2026-05-14", "2026-06-12", 1, 1_093_070, 87_446),
      // Two households: quotas 100 100 200 200 200.
      // 100×1984 + 50×2050 = 198400 + 102500 = 300900; VAT 24072.
      ("150", "2026-05-12", "2026-06-12", 2, 300_900, 24_072),
      // VAT of 10 % from 2027: January's period follows a December of 31 days.
      // 50×1984 + 10×2050 = 99200 + 20500 = 119700; VAT 11970.
      ("60", "2026-12-12", "2027-01-12", 1, 119_700, 11_970),
      // Prices changed on 10 May 2025, T = 30 (April), N = 30: 300 kWh.
      // Of 30 days 19 end before the 10th and 11 from it on. 300 × 19/30 = 190 by the old prices,
      // quotas 50×19/30 = 31.67 → 32, 32, 63.33 → 63, 63:
      // 32×1893 + 32×1956 + 63×2271 + 63×2860 = 60576 + 62592 + 143073 + 180180 = 446421;
      // 110 by the new, quotas 18.33 → 18, 18, 36.67 → 37, 37:
      // 18×1984 + 18×2050 + 37×2380 + 37×2998 = 35712 + 36900 + 88060 + 110926 = 271598.
      // Together 718019; VAT 57441.52.
      ("300", "2025-04-20", "2025-05-20", 1, 718_019, 57_442),
      // Nothing used costs nothing.
      ("0", "2026-05-12", "2026-06-12", 1, 0, 0),
      // A part of a kWh: 127.4 = 50 + 50 + 27.4; 27.4×2380 = 65212. Sum 266912; VAT 21352.96.
      ("127.4", "2026-05-12", "2026-06-12", 1, 266_912, 21_353),
    ] as [(String, String, String, Int, Int64, Int64)])
  func byHand(
    kilowattHours: String, from: String, to: String, households: Int, before: Int64, tax: Int64
  ) throws {
    let bill = try Prices.book.bill(
      try #require(Energy(kilowattHours)),
      in: Prices.period(from, to, households: households))
    #expect(bill.beforeTax == before)
    #expect(bill.tax == tax)
    #expect(bill.total == before + tax)
    #expect(bill.energy == Energy(kilowattHours))
  }

  @Test("takes the rule's own example: 29 of 31 days give 47, 47, 94, 94, 94")
  func quotas() throws {
    let bill = try Prices.book.bill(
      try #require(Energy("1000")), in: Prices.period("2026-05-14", "2026-06-12"))
    #expect(bill.parts.map { $0.lines.map(\.quota) } == [[47, 47, 94, 94, 94, nil]])
  }

  @Test(
    "is not made up where no table, tax, period or use is known",
    arguments: [
      ("10", "2024-09-01", "2024-10-01", UnpricedReason.noTariff),
      ("10", "2024-10-05", "2024-11-05", .noTariff), ("10", "2026-06-12", "2026-06-12", .noPeriod),
      ("10", "2026-06-12", "2026-05-12", .noPeriod), ("10", "2025-06-12", "2026-06-30", .noPeriod),
      ("-1", "2026-05-12", "2026-06-12", .negativeConsumption),
    ])
  func unknown(
    kilowattHours: String, from: String, to: String, reason: UnpricedReason
  ) throws {
    let energy = try #require(Energy(kilowattHours))
    #expect(throws: reason) { try Prices.book.bill(energy, in: Prices.period(from, to)) }
  }

  @Test("of an absurd consumption is refused, and the largest that is not fits")
  func extremes() throws {
    let period = Prices.period("2025-04-20", "2025-05-20")
    let most = Energy(millionths: 1_000_000_000_000_000_000)
    #expect(try Prices.book.bill(most, in: period).total > 0)
    for millionths in [most.millionths + 1, Int128(Int64.max) * 1_000_000, .max] {
      #expect(throws: UnpricedReason.tooLarge) {
        try Prices.book.bill(Energy(millionths: millionths), in: period)
      }
    }
  }

  @Test("never falls when more is used, and its tiers hold all of the energy")
  func properties() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<2_000 {
      let days = Int.random(in: 1...62, using: &random)
      let end = Int.random(in: 20_100...20_800, using: &random)
      let period = BilledPeriod(
        from: Day(number: end - days), to: Day(number: end),
        households: Int.random(in: 1...20, using: &random))
      let energy = Energy(millionths: Int128(Int64.random(in: 0...9_000_000_000, using: &random)))
      let more = Energy(millionths: energy.millionths + 1_000_000)
      let bill = try Prices.book.bill(energy, in: period)
      let larger = try Prices.book.bill(more, in: period)
      #expect(bill.energy == energy, "seed \(random.seed)")
      #expect(larger.total >= bill.total, "seed \(random.seed)")
      #expect(
        bill.parts.reduce(0) { $0 + $1.days } == days, "seed \(random.seed)")
    }
  }
}
