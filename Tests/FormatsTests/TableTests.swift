import Metering
import TestSupport
import Testing

@testable import Formats

@Suite("Re-inspection readings")
struct ReadingsTests {
  private let header = "SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA"

  @Test("are read with and without their optional columns")
  func whole() throws {
    let plain = try ReadingsReader.read(
      input("\(header)\n19013325,KT,01307.4,2026-06-16T09:52:00\n"))
    #expect(
      plain == [
        ReadingRow(
          meter: "19013325", kind: .single, index: Index("1307.4"), decimals: 1,
          at: try #require(LocalMinute("2026-06-16T09:52")), line: 2)
      ])
    let text =
      "ma_ddo;ttr_ptra;\(header.split(separator: ",").joined(separator: ";"))\nP1;VN;1;VC;;2026-06-16T09:00\n;;1;VC;0;2026-06-16T09:00"
    let full = try ReadingsReader.read(input(text))
    #expect(full.map(\.point) == ["P1", nil])
    #expect(full.map(\.status) == ["VN", nil])
    #expect(full.map(\.index) == [nil, Index.zero])
  }

  @Test(
    "that are wrong are refused by name",
    arguments: [
      ("1,KT,,2026-06-16T09:00:00", .missingValue, "CS_PTRA"),
      ("1,KT,-3,2026-06-16T09:00:00", .negativeIndex, "CS_PTRA"),
      ("1,KT,1.2345,2026-06-16T09:00:00", .badIndex, "CS_PTRA"),
      ("1,KT,3,16/06/2026", .badDate, "NGAY_PTRA"), ("1,KT,3,", .missingValue, "NGAY_PTRA"),
      ("1,KT,3,2026-06-16", .badDate, "NGAY_PTRA"),
      ("1,KT,3,2026-06-16T09:00:00+99:99", .badDate, "NGAY_PTRA"),
      ("1,KT,3,2026-06-16T09:00:00+14:01", .badDate, "NGAY_PTRA"),
      ("1,QQ,3,2026-06-16T09:00", .unknownCode, "LOAI_BCS"),
      (",KT,3,2026-06-16T09:00", .missingValue, "SERY_CTO"),
    ] as [(String, FormatFault.Code, String)])
  func refused(row: String, code: FormatFault.Code, field: String) throws {
    let found = try faults { _ = try ReadingsReader.read(input("\(header)\n\(row)\n")) }
    #expect(found.map(\.code) == [code])
    #expect(found.first?.field == field)
    #expect(found.first?.line == 2)
  }

  @Test(
    "are of Vietnamese time: a zone that is written is counted, and none is local",
    arguments: [
      ("2026-06-16T09:52:00", "2026-06-16T09:52"), ("2026-06-16T09:52", "2026-06-16T09:52"),
      ("2026-06-16T09:52:00+07:00", "2026-06-16T09:52"),
      ("2026-06-15T23:59:00Z", "2026-06-16T06:59"), ("2026-06-15T23:59Z", "2026-06-16T06:59"),
      ("2026-06-16T00:30:00.5+08:00", "2026-06-15T23:30"),
      ("2026-12-31T20:00:00-05:30", "2027-01-01T08:30"),
      ("1970-01-01T06:00:00+14:00", "1969-12-31T23:00"),
    ])
  func zones(written: String, local: String) throws {
    let rows = try ReadingsReader.read(input("\(header)\n1,KT,3,\(written)\n"))
    #expect(rows.map(\.at.description) == [local])
  }

  @Test("of the same register twice, of no rows, and of other files are refused")
  func files() throws {
    let row = "1,KT,3,2026-06-16T09:00"
    let twice = try faults {
      _ = try ReadingsReader.read(input("\(header)\n\(row)\n2,KT,3,2026-06-16T09:00\n\(row)\n"))
    }
    #expect(
      twice == [
        FormatFault(.registerTwice, line: 4, column: 1, field: "SERY_CTO", value: "1", detail: "2")
      ])
    #expect(try faults { _ = try ReadingsReader.read(input(header)) }.map(\.code) == [.noRows])
    #expect(try faults { _ = try ReadingsReader.read(input("")) }.map(\.code) == [.emptyFile])
    #expect(try faults { _ = try ReadingsReader.read(input("<html>")) }.map(\.code) == [.htmlPage])
    #expect(
      try faults { _ = try ReadingsReader.read(input("SERY_CTO,CS_PTRA\n1,2\n")) }.map(\.field)
        == ["LOAI_BCS", "NGAY_PTRA"])
    #expect(
      try faults { _ = try ReadingsReader.read(input("\(header)\n\(row)\n3,KT,\"4\n")) }.map(\.code)
        == [.unterminatedQuote])
  }
}

@Suite("Truths and tables of Assets")
struct AssetTableTests {
  @Test("a truth names the cause, or none")
  func truth() throws {
    let rows = try TruthReader.read(
      input("SERY_CTO,LOAI_BCS,CS_THUC,LOAI_LOI\n1,KT,1290,transposition\n2,BT,7.5,none\n"))
    #expect(rows.map(\.cause) == [.transposition, nil])
    #expect(rows.map(\.index) == [Index("1290"), Index("7.5")])
    let found = try faults {
      _ = try TruthReader.read(input("SERY_CTO,LOAI_BCS,CS_THUC,LOAI_LOI\n1,KT,1290,typo\n"))
    }
    #expect(found.map(\.code) == [.unknownCode])
  }

  @Test("the shipped meter types and hazards can be read")
  func assets() throws {
    let types = try ByteInput.withFile(at: Environment.asset("meters/types.csv").path) {
      try DialTable($0)
    }
    #expect(types.dial(for: "CE14") == Dial(integerDigits: 6, decimals: 2))
    #expect(types.dial(for: "EMIC-CV140-B") == Dial(integerDigits: 5, decimals: 1))
    #expect(types.dial(for: "CE1") == nil)
    #expect(types.face(for: "CE14") == .segments)
    #expect(types.face(for: "EMIC-CV140-B") == .drums)
    #expect(types.face(for: "CE1") == nil)
    let hazards = try ByteInput.withFile(at: Environment.asset("meters/hazards.csv").path) {
      try HazardTable($0)
    }
    #expect(hazards.entry("CHO_DU")?.english == "fierce dog")
    #expect(hazards.entry("CHO_DU")?.vietnamese == "chó dữ")
    #expect(hazards.entry("KHAC") == nil)
  }

  @Test("a table may leave out how dials show their digits, but not say it in another word")
  func faces() throws {
    let plain = try DialTable(input("MA_CTO,SO_CHU_SO,SO_THAP_PHAN\nCE14,6,2\n"))
    #expect(plain.dial(for: "CE14") == Dial(integerDigits: 6, decimals: 2))
    #expect(plain.face(for: "CE14") == nil)
    let some = try DialTable(
      input("MA_CTO,SO_CHU_SO,SO_THAP_PHAN,KIEU_MAT\nCE14,6,2,\nCV140,5,1,CO\n"))
    #expect(some.face(for: "CE14") == nil)
    #expect(some.face(for: "CV140") == .drums)
    let found = try faults {
      _ = try DialTable(input("MA_CTO,SO_CHU_SO,SO_THAP_PHAN,KIEU_MAT\nCE14,6,2,LCD\n"))
    }
    #expect(found.map(\.code) == [.unknownCode])
  }

  @Test("a wrong meter type is refused by name")
  func badType() throws {
    let found = try faults {
      _ = try DialTable(input("MA_CTO,SO_CHU_SO,SO_THAP_PHAN\nCE14,12,2\n,5,1\n"))
    }
    #expect(found.map(\.code) == [.badNumber, .missingValue])
    #expect(found.map(\.line) == [2, 3])
  }

  @Test("a file that is not there says so")
  func missing() {
    #expect(throws: FileReadError(code: 2)) {
      try ByteInput.withFile(at: "/nowhere/list.csv") { try DialTable($0) }
    }
    #expect(throws: FileReadError(code: 21)) {
      try ByteInput.withFile(at: "/") { try WorklistReader($0).read { _ in } }
    }
  }
}
