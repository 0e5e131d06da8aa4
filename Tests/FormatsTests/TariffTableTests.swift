import Metering
import TestSupport
import Testing

@testable import Formats

@Suite("Tables of prices")
struct TariffTableTests {
  private let header = "DECISION,FROM,TIER,KWH,PRICE"

  @Test("are read decision by decision, the last tier open")
  func whole() throws {
    let read = try TariffReader.tariffs(
      input("\(header)\nA,2024-01-01,1,50,10\nA,2024-01-01,2,,20\nB,2025-01-01,1,,30\n"))
    #expect(read.map(\.decision) == ["A", "B"])
    #expect(read.first?.tiers == [.init(quota: 50, price: 10), .init(quota: nil, price: 20)])
    #expect(read.last?.from == Day(year: 2025, month: 1, day: 1))
  }

  @Test(
    "name what is wrong in them, with its line",
    arguments: [
      ("A,2024-01-01,1,50,x", .badNumber, "PRICE", 2),
      ("A,2024-01-01,1,0,10", .badNumber, "KWH", 2),
      ("A,01/01/2024,1,,10", .badDate, "FROM", 2),
      (",2024-01-01,1,,10", .missingValue, "DECISION", 2),
      ("A,2024-01-01,2,,10", .badNumber, "TIER", 2),
      ("A,2024-01-01,1,50,10\nA,2024-02-01,2,,10", .badDate, "FROM", 3),
      ("A,2024-01-01,1,50,10\nB,2025-01-01,1,,10", .badNumber, "KWH", 3),
      ("A,2024-01-01,1,,10\nA,2024-01-01,1,,10", .registerTwice, "DECISION", 3),
      ("A,2024-01-01,1,50,10", .missingValue, "KWH", 2),
      ("A,2024-01-01,1,,10\nB,2024-01-01,1,,20", .decisionTwice, "FROM", 3),
      ("A,2024-01-01,1,,10\nB,2025-01-01,1,,20\nC,2024-01-01,1,,30", .decisionTwice, "FROM", 4),
    ] as [(String, FormatFault.Code, String, Int)])
  func refused(rows: String, code: FormatFault.Code, field: String, line: Int) throws {
    let found = try faults { _ = try TariffReader.tariffs(input("\(header)\n\(rows)\n")) }
    #expect(found.first?.code == code)
    #expect(found.first?.field == field)
    #expect(found.first?.line == line)
  }

  @Test("and of tax rates, whose windows may not end before they begin")
  func taxes() throws {
    let read = try TariffReader.taxes(
      input("PERCENT,FROM,THROUGH\n10,2009-01-01,\n8,2022-02-01,2022-12-31\n"))
    #expect(read.map(\.percent) == [10, 8])
    #expect(read.map(\.through) == [nil, Day(year: 2022, month: 12, day: 31)])
    let found = try faults {
      _ = try TariffReader.taxes(input("PERCENT,FROM,THROUGH\n8,2022-02-01,2022-01-31\n"))
    }
    #expect(found.map(\.code) == [.badDate])
    let tooMuch = try faults {
      _ = try TariffReader.taxes(input("PERCENT,FROM,THROUGH\n101,2022-02-01,\n"))
    }
    #expect(tooMuch.map(\.code) == [.badNumber])
    let twice = try faults {
      _ = try TariffReader.taxes(
        input("PERCENT,FROM,THROUGH\n8,2022-02-01,2022-12-31\n10,2022-02-01,2022-12-31\n"))
    }
    #expect(twice.map(\.line) == [3] && twice.map(\.detail) == ["2"])
  }

  @Test("that the product ships hold five decisions in order, none of them disputed")
  func shipped() throws {
    let folder = Environment.asset("tariffs").path
    let tariffs = try ByteInput.withFile(at: "\(folder)/residential.csv") {
      try TariffReader.tariffs($0)
    }
    #expect(
      tariffs.map { "\($0.decision) \($0.from) \($0.tiers.map(\.price))" } == [
        "648/QĐ-BCT 2019-03-20 [1678, 1734, 2014, 2536, 2834, 2927]",
        "1062/QĐ-BCT 2023-05-04 [1728, 1786, 2074, 2612, 2919, 3015]",
        "2941/QĐ-BCT 2023-11-09 [1806, 1866, 2167, 2729, 3050, 3151]",
        "2699/QĐ-BCT 2024-10-11 [1893, 1956, 2271, 2860, 3197, 3302]",
        "1279/QĐ-BCT 2025-05-10 [1984, 2050, 2380, 2998, 3350, 3460]",
      ])
    #expect(tariffs.allSatisfy { $0.tiers.map(\.quota) == [50, 50, 100, 100, 100, nil] })
    let taxes = try ByteInput.withFile(at: "\(folder)/vat.csv") {
      try TariffReader.taxes($0)
    }
    let book = TariffBook(tariffs: tariffs, taxes: taxes)
    let rates: [(String, Int64?)] = [
      ("2021-06-30", 10), ("2022-01-31", 10), ("2022-02-01", 8), ("2022-12-31", 8),
      ("2023-01-01", 10), ("2023-06-30", 10), ("2023-07-01", 8), ("2024-07-01", 8),
      ("2026-06-12", 8), ("2026-12-31", 8), ("2027-01-01", 10), ("2008-12-31", nil),
    ]
    for (day, percent) in rates {
      #expect(LocalMinute(day).flatMap { book.tax(on: $0.day) } == percent, "\(day)")
    }
  }

  @Test("name the price codes of homes, and a list's price string is read")
  func codes() throws {
    let path = Environment.asset("tariffs/codes.csv").path
    #expect(
      try ByteInput.withFile(at: path) { try TariffReader.residentialCodes($0) } == ["SHBT"])
    #expect(
      try faults { _ = try TariffReader.residentialCodes(input("CODE\nSH-BT\n")) }.map(\.code)
        == [.unknownCode])
    let header = "MA_DVIQLY,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI,CHUOI_GIA"
    let row = "PE0700,P1,1,KT,2026,6,1,1180,1920,2026-06-12,KT: 100%*1984-SHBT-A"
    var strings: [String?] = []
    _ = try WorklistReader(input("\(header)\n\(row)\n")).read {
      strings.append($0.point().priceString)
    }
    #expect(strings == ["KT: 100%*1984-SHBT-A"])
  }
}
