import Metering
import Testing

@testable import Formats

@Suite("A worklist's values")
struct WorklistValueTests {
  /// A column, a value that is refused, and the fault; nil for a column that is not there at all.
  struct Refusal: CustomTestStringConvertible, Sendable {
    var column: String
    var value: String?
    var code: FormatFault.Code
    var testDescription: String { "\(column) \(value ?? "absent") → \(code)" }

    init(_ column: String, _ value: String?, _ code: FormatFault.Code) {
      (self.column, self.value, self.code) = (column, value, code)
    }
  }

  static let refusals = [
    Refusal("CS_MOI", "", .missingValue), Refusal("CS_MOI", "-1", .negativeIndex),
    Refusal("CS_MOI", "-0", .negativeIndex), Refusal("CS_MOI", "1234567890", .badIndex),
    Refusal("CS_MOI", "1.2345", .badIndex), Refusal("CS_MOI", "1.2000", .badIndex),
    Refusal("CS_MOI", "1,5", .badIndex), Refusal("CS_MOI", "1e3", .badIndex),
    Refusal("CS_MOI", "12a", .badIndex), Refusal("CS_MOI", "1 920", .badIndex),
    Refusal("CS_MOI", ".5", .badIndex), Refusal("CS_MOI", "5.", .badIndex),
    Refusal("CS_MOI", "+5", .badIndex), Refusal("CS_MOI", "٣", .badIndex),
    Refusal("CS_CU", "", .missingValue), Refusal("CS_CU", "-7.5", .negativeIndex),
    Refusal("HSN", "0", .badMultiplier), Refusal("HSN", "-40", .badMultiplier),
    Refusal("HSN", "0.0001", .badMultiplier), Refusal("HSN", "x", .badMultiplier),
    Refusal("LOAI_BCS", "XX", .unknownCode), Refusal("LOAI_BCS", "kt", .unknownCode),
    Refusal("LOAI_BCS", "", .missingValue), Refusal("SERY_CTO", "", .missingValue),
    Refusal("SERY_CTO", "  ", .missingValue), Refusal("MA_DVIQLY", "", .missingValue),
    Refusal("NAM", "26", .badPeriod), Refusal("NAM", "", .missingValue),
    Refusal("THANG", "13", .badPeriod), Refusal("KY", "0", .badPeriod),
    Refusal("NGAY_MOI", "", .missingValue), Refusal("NGAY_MOI", "12/06/2026", .badDate),
    Refusal("NGAY_MOI", "2026-02-30T10:00:00", .badDate),
    Refusal("NGAY_MOI", "2026-06-12T24:00:00", .badDate),
    Refusal("NGAY_MOI", "2026-06-12T10:37:60", .badDate),
    Refusal("NGAY_CU", "2026-13-01", .badDate), Refusal("SL_MOI", "12kWh", .badConsumption),
    Refusal("SLUONG_2", "1.1234567", .badConsumption),
    Refusal("SL_CU", "1234567890123", .badConsumption), Refusal("STT", "-1", .badNumber),
    Refusal("STT", "4.5", .badNumber), Refusal("SO_CHU_SO", "0", .badNumber),
    Refusal("SO_CHU_SO", "10", .badNumber), Refusal("SO_THAP_PHAN", "4", .badNumber),
    Refusal("SO_HO", "hai", .badNumber), Refusal("TT_HDON", "CHUA", .unknownCode),
    Refusal("LY_DO", "KHAC", .unknownCode), Refusal("PT_GHI", "MAY", .unknownCode),
  ]

  @Test("are refused by name in CSV: line, column, value", arguments: refusals)
  func refusedInCSV(_ refusal: Refusal) throws {
    let rows = [Fixture.row([refusal.column: refusal.value])]
    let outcome = try Outcome.reading(Fixture.csv(rows))
    let fault = try #require(outcome.faults.first)
    #expect(outcome.count == 1)
    #expect(outcome.points.isEmpty)
    #expect(fault.code == refusal.code)
    #expect(fault.line == 2)
    #expect(fault.field == refusal.column)
    let value = refusal.value?.trimmed ?? ""
    #expect(fault.value == (value.isEmpty ? nil : value))
    let before = try #require(rows[0].firstIndex { $0.name == refusal.column })
    let column = rows[0][..<before].reduce(1) { $0 + $1.value.count + 1 }
    // A value with a comma is quoted: its own place is after the quote, the field's before it.
    #expect(fault.column == column)
  }

  @Test("are refused by name in XML: line, column, value", arguments: refusals)
  func refusedInXML(_ refusal: Refusal) throws {
    let rows = [Fixture.row([refusal.column: refusal.value])]
    let outcome = try Outcome.reading(Fixture.xml(rows))
    let fault = try #require(outcome.faults.first)
    #expect(outcome.count == 1)
    #expect(fault.code == refusal.code)
    let place = try #require(rows[0].firstIndex { $0.name == refusal.column })
    #expect(fault.line == 5 + place)
    #expect(fault.column == 5)
    #expect(fault.field == refusal.column)
  }

  @Test(
    "that are unusual but right are taken",
    arguments: [
      ("CS_MOI", "0"), ("CS_MOI", "999999999.999"), ("CS_MOI", " 1920 "), ("CS_MOI", "0001920"),
      ("SL_MOI", "-52"), ("SL_CU", "-0.5"), ("HSN", ""), ("HSN", "0.001"), ("SO_HO", "0"),
      ("NGAY_MOI", "2026-06-12"), ("NGAY_MOI", "2026-06-12T10:37"),
      ("NGAY_MOI", "2026-06-12T10:37:00.123+07:00"), ("TT_HDON", ""), ("LY_DO", "CANH"),
      ("TTR_MOI", "KT"), ("CANH_BAO", "CHO_DU"), ("X", "not a number"),
    ])
  func taken(column: String, value: String) throws {
    for text in [
      Fixture.csv([Fixture.row([column: value])]), Fixture.xml([Fixture.row([column: value])]),
    ] {
      let outcome = try Outcome.reading(text)
      #expect(outcome.faults.isEmpty)
      #expect(outcome.points.count == 1)
    }
  }

  @Test(
    "that say their zone are turned into Vietnamese time, in either format",
    arguments: [
      ("2026-06-12T10:37:00", "2026-06-12T10:37"), ("2026-06-12", "2026-06-12T00:00"),
      ("2026-06-12T10:37:00+07:00", "2026-06-12T10:37"),
      ("2026-06-12T18:37:00Z", "2026-06-13T01:37"),
    ])
  func zones(written: String, local: String) throws {
    for text in [
      Fixture.csv([Fixture.row(["NGAY_MOI": written])]),
      Fixture.xml([Fixture.row(["NGAY_MOI": written])]),
    ] {
      let point = try #require(try Outcome.reading(text).points.first)
      #expect(point.registers.map(\.recordedDate.description) == [local])
    }
  }

  @Test(
    "by which a meter is found stand on one line",
    arguments: ["SERY_CTO", "MA_DDO", "MA_DVIQLY"], ["190\n133", "190\t133", "190\r\n133"])
  func codesOnOneLine(column: String, value: String) throws {
    let fault = try #require(
      try Outcome.reading(Fixture.csv([Fixture.row([column: value])])).faults.first)
    #expect(fault.code == .controlCharacter && fault.field == column)
  }

  @Test("of every column reach the point")
  func everyColumn() throws {
    let row = Fixture.row([
      "MA_KHANG": "PE07000012345", "TEN_KHANG": "Khách hàng 000123", "MA_COT": "C72",
      "SO_HOM": "H3", "MA_TRAM": "T0012", "MA_QUYEN": "Q0012", "MA_GC": "G1", "MA_NVGCS": "NV012",
      "MA_NN": "SH", "SO_HO": "2", "MA_CTO": "CE14", "HSN": "40.5", "CS_MOI": "1920.50",
      "NGAY_CU": "2026-05-13T10:36:00", "TTR_CU": "Q", "TTR_MOI": "K", "SL_CU": "115",
      "SL_MOI": "740", "SL_THAO": "118", "SL_TTIEP": "2", "SLUONG_1": "115", "SLUONG_2": "",
      "SLUONG_3": "102", "SO_CHU_SO": "5", "SO_THAP_PHAN": "1", "TT_HDON": "DA_PH",
      "SO_HDON": "1K26", "CANH_BAO": "CHO_DU", "STT": "47", "PT_GHI": "XA", "LY_DO": "TANG",
    ])
    let point = try #require(try Outcome.reading(Fixture.csv([row])).points.first)
    let register = try #require(point.registers.first)
    #expect(
      [point.customer, point.customerName, point.address, point.pole, point.box, point.transformer]
        == [
          "PE07000012345", "Khách hàng 000123", "374/2 Lũy Bán Bích", "C72", "H3", "T0012",
        ])
    #expect(
      [point.book, point.route, point.reader, point.customerClass, point.meterType] == [
        "Q0012", "G1", "NV012", "SH", "CE14",
      ])
    #expect(point.identity.period == BillingPeriod("2026-06/1"))
    #expect(point.households == 2)
    #expect(point.invoice == .issued)
    #expect([point.invoiceNumber, point.hazard] == ["1K26", "CHO_DU"])
    #expect(point.walkOrder == 47)
    #expect(point.readingMethod == .remote)
    #expect(point.reason == .rise)
    #expect(register.multiplier == Multiplier("40.5"))
    #expect(register.recorded == Index("1920.5"))
    #expect(register.recordedDecimals == 2)
    #expect(register.oldDate == LocalMinute("2026-05-13T10:36:00"))
    #expect([register.oldStatus, register.recordedStatus] == ["Q", "K"])
    #expect(register.recordedConsumption == Energy("740"))
    #expect(register.removedConsumption == Energy("118"))
    #expect(register.directConsumption == Energy("2"))
    #expect(register.history == [Energy("115"), nil, Energy("102")])
    #expect(register.dial == Dial(integerDigits: 5, decimals: 1))
    #expect(try Outcome.reading(Fixture.xml([row])).points.first == point)
  }

  @Test("given once for the list fill what the rows lack")
  func defaults() throws {
    let row = Fixture.row(["MA_DVIQLY": nil, "NAM": nil, "THANG": nil, "KY": ""])
    let options = WorklistOptions(unit: "PE0700", period: BillingPeriod("2026-06/1"))
    for text in [Fixture.csv([row]), Fixture.xml([row])] {
      let identity = try Outcome.reading(text, options: options).points.first?.identity
      #expect(identity?.unit == "PE0700")
      #expect(identity?.period == BillingPeriod("2026-06/1"))
    }
    #expect(
      try Outcome.reading(Fixture.csv([row])).faults.map(\.field) == ["MA_DVIQLY", "NAM", "THANG"])
  }

  @Test("of the dial come from the row, else from the longest prefix of the type")
  func dials() throws {
    let types = DialTable([
      DialTable.Entry(type: "CE", dial: try #require(Dial(integerDigits: 5, decimals: 0))),
      DialTable.Entry(type: "CE14", dial: try #require(Dial(integerDigits: 6, decimals: 2))),
    ])
    let cases: [(type: String?, digits: String?, decimals: String?, dial: Dial?)] = [
      ("CE14", nil, nil, Dial(integerDigits: 6, decimals: 2)),
      ("CE18", nil, nil, Dial(integerDigits: 5, decimals: 0)),
      ("VSE", nil, nil, nil),
      ("VSE", nil, "1", nil),
      ("VSE", "5", nil, Dial(integerDigits: 5, decimals: 0)),
      ("CE14", "5", nil, Dial(integerDigits: 5, decimals: 2)),
      (nil, "5", "1", Dial(integerDigits: 5, decimals: 1)),
    ]
    for expected in cases {
      let row = Fixture.row([
        "MA_CTO": expected.type, "SO_CHU_SO": expected.digits, "SO_THAP_PHAN": expected.decimals,
      ])
      let options = WorklistOptions(meterTypes: types)
      let point = try Outcome.reading(Fixture.csv([row]), options: options).points.first
      #expect(point?.registers.first?.dial == expected.dial)
    }
  }
}
