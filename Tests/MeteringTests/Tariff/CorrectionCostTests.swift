import TestSupport
import Testing

@testable import Metering

@Suite("What a correction costs")
struct CorrectionCostTests {
  private func point(
    old: String, recorded: String, from: String = "2026-05-13", to: String = "2026-06-12",
    customerClass: String? = "SH"
  ) throws -> MeteringPoint {
    var point = MeteringPoint(
      identity: PointIdentity(
        unit: "PE0700", point: "P1", meter: "1",
        period: try #require(BillingPeriod(year: 2026, month: 6, cycle: 1))),
      registers: [
        RecordedRegister(
          kind: .single, old: try #require(Index(old)), recorded: try #require(Index(recorded)),
          oldDate: LocalMinute(from), recordedDate: try #require(LocalMinute(to)))
      ])
    point.customerClass = customerClass
    return point
  }

  private func cost(
    _ point: MeteringPoint, _ corrected: String, on day: String = "2026-06-12"
  ) throws -> CorrectionCost {
    try CorrectionCost(
      of: point, corrected: try #require(Index(corrected)), correctedOn: Prices.day(day),
      tariffs: Prices.book)
  }

  /// 740 kWh cost 2,250,900 and 110 cost 225,500 before VAT: 2,025,400 less, with 8 % 2,187,432.
  @Test("of 1920 written for 1290 is 2,187,432 dong back, this month")
  func overRead() throws {
    let cost = try cost(try point(old: "1180", recorded: "1920"), "1290")
    #expect(cost.thisMonth.difference == -2_187_432)
    // Next month, 31 days after a June of 30: 110 kWh from 1290 are billed, none from 1920.
    // Quotas 50×31/30 = 51.67 → 52, 52, 103; 52×1984 + 52×2050 + 6×2380 = 103168 + 106600 + 14280
    // = 224048; VAT 17923.84.
    let next = try #require(cost.nextMonth)
    #expect(next.before.total == 0)
    #expect(next.after.total == 241_972)
    #expect(cost.difference == -2_187_432 + 241_972)
  }

  /// On the re-read basis this month takes the days and kWh up to the re-reading, the next one fewer.
  @Test("on the re-read basis bills the days up to the re-reading")
  func reread() throws {
    let cost = try cost(
      try point(old: "1180", recorded: "1920"), "1307.4", on: "2026-06-16")
    // 35 days after a month of 31: quotas 56, 56, 113; 127.4 = 56 + 56 + 15.4.
    // 56×1984 + 56×2050 + 15.4×2380 = 111104 + 114800 + 36652 = 262556; VAT 21004.48.
    #expect(cost.thisMonth.after.total == 283_560)
    #expect(cost.thisMonth.after.parts.map(\.days) == [35])
    // Next month: 27 days left at 3.64 kWh a day: 98.28 kWh, quotas 45, 45, 90.
    #expect(cost.nextMonth?.after.parts.map(\.days) == [27])
    #expect(cost.nextMonth?.after.energy == Energy("98.28"))
  }

  /// Read 100 too low: 100 kWh more now, and as many fewer in the next month.
  @Test("of an under-read is a back-charge that the next month gives back, at its tiers")
  func underRead() throws {
    let cost = try cost(try point(old: "1000", recorded: "1100"), "1200")
    // 100 → 200 kWh: 201700 → 439700 before VAT.
    #expect(cost.thisMonth.difference == 474_876 - 217_836)
    let next = try #require(cost.nextMonth)
    #expect(next.before.energy == Energy("300"))
    #expect(next.after.energy == Energy("200"))
    #expect(next.difference < 0)
  }

  @Test(
    "is not told where the tables do not reach",
    arguments: [
      ("SX", "1180", "1920", "2026-05-13", UnpricedReason.notResidential),
      (nil, "1180", "1920", "2026-05-13", .notResidential),
      ("SH", "1180", "1920", "2026-06-13", .noPeriod),
      ("SH", "1180", "1920", "2024-06-12", .noPeriod),
      ("SH", "1950", "1920", "2026-05-13", .negativeConsumption),
    ] as [(String?, String, String, String, UnpricedReason)])
  func unknown(
    customerClass: String?, old: String, recorded: String, from: String, reason: UnpricedReason
  ) throws {
    let point = try point(
      old: old, recorded: recorded, from: from, customerClass: customerClass)
    #expect(throws: reason) { try cost(point, "1960") }
  }

  @Test("is not told for a meter of several rates, nor where its list lacks the day before")
  func rates() throws {
    var three = try point(old: "1", recorded: "2")
    let register = three.registers[0]
    three.registers = [RegisterKind.normal, .peak, .offPeak].map {
      var other = register
      other.kind = $0
      return other
    }
    #expect(throws: UnpricedReason.severalRates) { try cost(three, "1") }
    var undated = try point(old: "1", recorded: "2")
    undated.registers[0].oldDate = nil
    #expect(throws: UnpricedReason.noPeriod) { try cost(undated, "1") }
    var reactive = try point(old: "1180", recorded: "1920")
    var checked = reactive.registers[0]
    checked.kind = .reactive
    reactive.registers.append(checked)
    #expect(try cost(reactive, "1290").thisMonth.difference == -2_187_432)
  }

  @Test(
    "is told only where the price string, if there is one, names the residential tiers alone",
    arguments: [
      (nil, nil), (" KT: 100%*1984-SHBT-A", nil), ("KT: 100%*1572-SXBT-A", .otherPrice),
      ("KT: 60%*1984-SHBT-A,40%*3152-KDDV-A", .otherPrice), ("??", .otherPrice),
    ] as [(String?, UnpricedReason?)])
  func priceString(text: String?, reason: UnpricedReason?) throws {
    var point = try point(old: "1180", recorded: "1920")
    point.priceString = text
    if let reason {
      #expect(throws: reason) { try cost(point, "1290") }
    } else {
      #expect(try cost(point, "1290").thisMonth.difference == -2_187_432)
    }
  }

  @Test("there and back again is nothing: a record corrected to itself moves no money")
  func nothing() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<500 {
      let old = Int64.random(in: 0...90_000_000, using: &random)
      let used = Int64.random(in: 0...2_000_000, using: &random)
      let other = Int64.random(in: 0...2_000_000, using: &random)
      var point = try point(old: "0", recorded: "0")
      point.registers[0].old = try #require(Index(thousandths: old))
      point.registers[0].recorded = try #require(Index(thousandths: old + used))
      let corrected = try #require(Index(thousandths: old + other))
      let there = try CorrectionCost(
        of: point, corrected: corrected, correctedOn: Prices.day("2026-06-12"),
        tariffs: Prices.book)
      let same = try CorrectionCost(
        of: point, corrected: point.registers[0].recorded,
        correctedOn: Prices.day("2026-06-12"), tariffs: Prices.book)
      #expect(same.difference == 0, "seed \(random.seed)")
      point.registers[0].recorded = corrected
      let back = try CorrectionCost(
        of: point, corrected: try #require(Index(thousandths: old + used)),
        correctedOn: Prices.day("2026-06-12"), tariffs: Prices.book)
      #expect(
        there.thisMonth.difference == -back.thisMonth.difference, "seed \(random.seed)")
      #expect((there.thisMonth.difference < 0) == (other < used) || there.thisMonth.difference == 0)
    }
  }
}
