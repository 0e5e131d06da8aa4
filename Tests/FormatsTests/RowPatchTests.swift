import TestSupport
import Testing

@testable import Formats

@Suite("A row that goes back to billing")
struct RowPatchTests {
  static let patch = RowPatch([
    RowPatch.Change("CS_MOI", "1307.4"), RowPatch.Change("BIEN_BAN", "A & B <1>"),
  ])

  static func patched(
    _ row: String, header: [String]? = nil, delimiter: Character = ",",
    encoding: TextEncoding = .utf8
  ) throws -> String {
    let layout: WorklistFormat.Layout =
      header.map {
        .csv(CSVFormat(delimiter: delimiter.asciiValue ?? 44, header: $0))
      } ?? .xml
    let format = WorklistFormat(layout: layout, encoding: encoding)
    let bytes = try WorklistReader.patched(
      SourceRow(bytes: encoding.bytes(Array(row.utf8))), with: patch, format: format)
    return String(decoding: encoding.utf8(bytes), as: UTF8.self)
  }

  @Test(
    "in CSV changes its fields and no other byte",
    arguments: [
      ("1,1920,x", "1,1307.4,x"), ("1,1920", "1,1307.4"),
      ("1,\"1920\",\" x \"\"y\"\", \"", "1,1307.4,\" x \"\"y\"\", \""), ("1,,x", "1,1307.4,x"),
      ("\"a\nb\",1920,đường  ", "\"a\nb\",1307.4,đường  "),
    ])
  func csv(row: String, expected: String) throws {
    let header = Array(
      ["MA", "cs_moi", "GHI"].prefix(row.split(separator: ",").count == 2 ? 2 : 3))
    let columns = row == "1,,x" ? ["MA", "cs_moi", "GHI"] : header
    for encoding in [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      #expect(try Self.patched(row, header: columns, encoding: encoding) == expected)
    }
  }

  @Test("in CSV quotes what the delimiter would split")
  func csvQuotes() throws {
    let patched = try WorklistReader.patched(
      SourceRow(bytes: Array("1;2".utf8)),
      with: RowPatch([RowPatch.Change("B", "x;\"y\"")]),
      format: WorklistFormat(
        layout: .csv(CSVFormat(delimiter: UInt8(ascii: ";"), header: ["A", "B"])),
        encoding: .utf8))
    #expect(String(decoding: patched, as: UTF8.self) == "1;\"x;\"\"y\"\"\"")
  }

  @Test(
    "in XML changes its elements' texts, adds what is not there and keeps the rest",
    arguments: [
      ("<Table1><CS_MOI>1920</CS_MOI></Table1>", "<Table1><CS_MOI>1307.4</CS_MOI>@</Table1>"),
      ("<Table1><CS_MOI/><X/></Table1>", "<Table1><CS_MOI>1307.4</CS_MOI><X/>@</Table1>"),
      ("<Table1><CS_MOI></CS_MOI></Table1>", "<Table1><CS_MOI>1307.4</CS_MOI>@</Table1>"),
      (
        "<Table1 a='1'>\n <X>&lt;CS_MOI&gt;7</X><!-- <CS_MOI>1</CS_MOI> -->\n"
          + " <CS_MOI b=\"2\"> 1920 </CS_MOI>\n</Table1>",
        "<Table1 a='1'>\n <X>&lt;CS_MOI&gt;7</X><!-- <CS_MOI>1</CS_MOI> -->\n"
          + " <CS_MOI b=\"2\">1307.4</CS_MOI>\n@</Table1>"
      ),
      (
        "<Table1><X><![CDATA[<CS_MOI>]]></X><CS_MOI><![CDATA[19]]>20</CS_MOI></Table1>",
        "<Table1><X><![CDATA[<CS_MOI>]]></X><CS_MOI>1307.4</CS_MOI>@</Table1>"
      ),
    ])
  func xml(row: String, expected: String) throws {
    let added = "<BIEN_BAN>A &amp; B &lt;1&gt;</BIEN_BAN>"
    let whole = expected.split(separator: "@", omittingEmptySubsequences: false)
      .joined(separator: added)
    for encoding in [TextEncoding.utf8, .utf16LittleEndian] {
      #expect(try Self.patched(row, encoding: encoding) == whole)
    }
  }

  @Test(
    "that is no row is refused",
    arguments: ["", "<Table1>", "<Table1><A></B></Table1>", "<A>\u{1}</A>"])
  func refused(row: String) {
    #expect(throws: FormatError.self) { try Self.patched(row) }
  }

  @Test("keeps every other value, whatever it holds, in either format")
  func property() throws {
    var random = SeededGenerator.fresh()
    let alphabet: [Character] = [
      "a", "Đ", "ữ", "\"", ",", ";", "\t", "<", ">", "&", "'", " ", "\n", "0", "]", "-", "🛵",
    ]
    for _ in 0..<300 {
      let values = (0..<4).map { _ in
        String(
          (0..<Int.random(in: 0...6, using: &random)).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
          })
      }
      let row = Fixture.row(["A": values[0], "B": values[1], "C": values[2], "D": values[3]])
      let names = row.map(\.name)
      let element = String(
        decoding: BookConversion.element(row.map { (name: $0.name, value: $0.value) }),
        as: UTF8.self)
      let trimmed = element.trimmed
      let csv = Fixture.csv([row], lineEnd: "").dropFirst(names.joined(separator: ",").count)
      for (text, header) in [(trimmed, nil), (String(csv), names)] as [(String, [String]?)] {
        let layout: WorklistFormat.Layout =
          header.map { .csv(CSVFormat(delimiter: 44, header: $0)) } ?? .xml
        let format = WorklistFormat(layout: layout, encoding: .utf8)
        let patched = try WorklistReader.patched(
          SourceRow(bytes: Array(text.utf8)), with: RowPatch([.init("CS_MOI", "7")]),
          format: format)
        let columns = try WorklistReader.columns(of: SourceRow(bytes: patched), format: format)
        for (name, value) in row where !value.isEmpty {
          let found = columns.first { $0.name == name }?.value
          #expect(
            found == (name == "CS_MOI" ? "7" : value), "seed \(random.seed): \(name) of \(text)")
        }
      }
    }
  }
}
