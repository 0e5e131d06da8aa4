import Metering
import Testing

@testable import Formats

@Suite("Registers and points of a worklist")
struct WorklistIdentityTests {
  @Test("the same register twice is a fault that names both lines, however far apart")
  func twice() throws {
    var rows = (1...300).map { Fixture.row(["SERY_CTO": "\($0)"]) }
    rows.append(Fixture.row(["SERY_CTO": "7", "DIA_CHI": "elsewhere"]))
    let outcome = try Outcome.reading(Fixture.csv(rows))
    #expect(
      outcome.faults == [
        FormatFault(
          .registerTwice, line: 302, column: 25, field: "SERY_CTO", value: "7", detail: "8")
      ])
    let xml = try Outcome.reading(Fixture.xml(rows)).faults
    #expect(xml.map(\.code) == [.registerTwice])
    #expect(xml.first?.detail == "\(4 + 14 * 6)")
  }

  @Test(
    "rows that differ in any part of their identity are different registers",
    arguments: ["MA_DVIQLY", "MA_DDO", "SERY_CTO", "LOAI_BCS", "NAM", "THANG", "KY"])
  func different(column: String) throws {
    let other = [
      "MA_DVIQLY": "PE0100", "MA_DDO": "PE1", "SERY_CTO": "1", "LOAI_BCS": "VC", "NAM": "2025",
      "THANG": "5", "KY": "2",
    ]
    let rows = [Fixture.row(), Fixture.row([column: other[column]])]
    #expect(try Outcome.reading(Fixture.csv(rows)).points.count == 2)
  }

  @Test("the customer's code stands in for a point without MA_DDO")
  func customerCode() throws {
    let rows = [
      Fixture.row(["MA_DDO": nil, "MA_KHANG": "A"]), Fixture.row(["MA_DDO": nil, "MA_KHANG": "B"]),
      Fixture.row(["MA_DDO": nil, "MA_KHANG": "A"]),
    ]
    #expect(
      try Outcome.reading(Fixture.csv(Array(rows[..<2]))).points.map(\.identity.point) == [
        "A", "B",
      ])
    #expect(try Outcome.reading(Fixture.csv(rows)).codes == [.registerTwice])
    let neither = [Fixture.row(["MA_DDO": nil])]
    #expect(try Outcome.reading(Fixture.csv(neither)).faults.map(\.field) == ["MA_DDO"])
  }

  @Test(
    "of one point that disagree about it are a warning, and the first row wins",
    arguments: ["DIA_CHI", "MA_COT", "SO_HOM", "MA_NVGCS"])
  func disagreement(column: String) throws {
    let rows = [
      Fixture.row(["LOAI_BCS": "BT", column: ""]), Fixture.row(["SERY_CTO": "other", column: "c"]),
      Fixture.row(["LOAI_BCS": "CD", column: "a"]), Fixture.row(["LOAI_BCS": "TD", column: "b"]),
    ]
    let bytes = Array(Fixture.csv(rows).utf8)
    let outcome = try Outcome.reading(bytes)
    let summary = try #require(outcome.summary)
    #expect(summary.warningCount == 1)
    let warning = try #require(summary.warnings.first)
    #expect(
      [warning.field, warning.value, warning.detail, warning.line.map { "\($0)" }]
        == [column, "b", "4", "5"])
    let sources = [0, 2, 3].map { sourceRow(outcome.sources[$0], of: bytes) }
    let point = try WorklistReader.point(rows: sources, format: summary.format)
    let merged = [
      "DIA_CHI": point.address, "MA_COT": point.pole, "SO_HOM": point.box,
      "MA_NVGCS": point.reader,
    ]
    #expect(merged[column] == "a")
    #expect(point.registers.map(\.kind) == [.normal, .peak, .offPeak])
  }

  @Test(
    "any issued register makes the point issued; silence is never taken for \"not issued\"",
    arguments: [
      (["CHUA_PH", "CHUA_PH"], .notIssued), (["CHUA_PH", "DA_PH"], .issued),
      (["", "DA_PH"], .issued), (["CHUA_PH", ""], .unknown), (["", ""], .unknown),
    ] as [([String], InvoiceState)])
  func invoices(states: [String], expected: InvoiceState) throws {
    let rows = zip(["BT", "CD"], states).map { Fixture.row(["LOAI_BCS": $0, "TT_HDON": $1]) }
    let bytes = Array(Fixture.csv(rows).utf8)
    let outcome = try Outcome.reading(bytes)
    let format = try #require(outcome.summary?.format)
    let point = try WorklistReader.point(
      rows: outcome.sources.map { sourceRow($0, of: bytes) }, format: format)
    #expect(point.invoice == expected)
  }

  @Test("are read again from their place in the file, in every layout and encoding")
  func again() throws {
    let rows = [
      Fixture.row(["GHI_CHU": "một \"hai\"\nba", "LOAI_BCS": "BT"]),
      Fixture.row(["GHI_CHU": "😀 & <b>", "LOAI_BCS": "CD"]),
      Fixture.row(["GHI_CHU": "", "SERY_CTO": "2"]),
    ]
    let xml = Fixture.xml(rows)
    let wide = xml.split(separator: "UTF-8").joined(separator: "UTF-16")
    for bytes in [
      Array(Fixture.csv(rows).utf8), [0xEF, 0xBB, 0xBF] + Array(Fixture.csv(rows).utf8),
      Fixture.utf16(Fixture.csv(rows, delimiter: "\t"), bigEndian: false),
      Fixture.utf16(Fixture.csv(rows, delimiter: ";"), bigEndian: true), Array(xml.utf8),
      [0xEF, 0xBB, 0xBF] + Array(xml.utf8), Fixture.utf16(wide, bigEndian: true),
    ] {
      let outcome = try Outcome.reading(bytes)
      let format = try WorklistFormat.detect(.bytes(bytes))
      #expect(outcome.summary?.format == format)
      #expect(outcome.points.count == 3)
      for (place, point) in outcome.points.enumerated() {
        let source = sourceRow(outcome.sources[place], of: bytes)
        #expect(try WorklistReader.point(rows: [source], format: format) == point)
        let columns = try WorklistReader.columns(of: source, format: format)
        #expect(columns.map(\.name) == rows[place].map(\.name))
        #expect(columns.map(\.value) == rows[place].map(\.value))
      }
    }
  }

  @Test("in decomposed letters are given in composed ones")
  func composed() throws {
    let row = Fixture.row(["DIA_CHI": "374/2 Lu\u{303}y Ba\u{301}n Bi\u{301}ch"])
    for text in [Fixture.csv([row]), Fixture.xml([row])] {
      let address = try Outcome.reading(text).points.first?.address
      #expect(
        address.map { Array($0.unicodeScalars) } == Array("374/2 Lũy Bán Bích".unicodeScalars))
    }
  }

  @Test("give the bytes of their texts, composed and with the list's unit")
  func bytes() throws {
    let row = Fixture.row(["DIA_CHI": "Ba\u{301}n Bi\u{301}ch", "MA_DVIQLY": nil, "SO_HOM": " H3 "])
    let reader = WorklistReader(
      .bytes(Array(Fixture.csv([row]).utf8)), options: WorklistOptions(unit: "PE0700"))
    var texts: [String] = []
    _ = try reader.read { row in
      let bytes = [.address, .unit, .box, .pole].map { row.utf8($0) }
      texts = bytes.map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(texts == ["Bán Bích", "PE0700", "H3", ""])
    #expect(texts[0].unicodeScalars.count == 8)
  }

  @Test("an error of the caller ends the reading and comes back as it is")
  func callerError() throws {
    struct Enough: Error {}
    for text in [
      Fixture.csv([Fixture.row(), Fixture.row(["LOAI_BCS": "VC"])]),
      Fixture.xml([Fixture.row(), Fixture.row(["LOAI_BCS": "VC"])]),
    ] {
      var rows = 0
      #expect(throws: Enough.self) {
        try WorklistReader(.bytes(Array(text.utf8))).read { _ in
          rows += 1
          throw Enough()
        }
      }
      #expect(rows == 1)
    }
  }

  private func sourceRow(_ source: RowSource, of bytes: [UInt8]) -> SourceRow {
    let start = Int(source.offset)
    return SourceRow(bytes: Array(bytes[start..<(start + source.length)]), line: source.line)
  }
}

@Suite("The ledger of identities")
struct IdentityLedgerTests {
  @Test("forgets nothing while it grows, and knows registers and digests apart")
  func ledger() {
    var ledger = IdentityLedger()
    let points = (1...50_000).map { UInt64($0) &* 0x9E37_79B9_7F4A_7C15 }
    for point in points {
      let first = ledger.enter(point: point, kind: 0, digest: point >> 7)
      #expect(!first.mayBeDouble && !first.mayDisagree)
    }
    for point in points {
      let other = ledger.enter(point: point, kind: 3, digest: point >> 7)
      #expect(!other.mayBeDouble && !other.mayDisagree)
      let again = ledger.enter(point: point, kind: 0, digest: (point >> 7) ^ 1)
      #expect(again.mayBeDouble && again.mayDisagree)
    }
  }
}
