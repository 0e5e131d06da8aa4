import Testing

@testable import Formats

@Suite("Columns as XML elements")
struct XMLNameTests {
  @Test(
    "keep the letters of every edition of XML and escape all else, as .NET writes it",
    arguments: [
      ("TEN_KHANG", "TEN_KHANG"), ("TÊN_ĐƯỜNG", "TÊN_ĐƯỜNG"), ("Ơ", "Ơ"), ("日本", "日本"),
      ("a-1.b", "a-1.b"), ("GHI CHÚ", "GHI_x0020_CHÚ"), ("1A", "_x0031_A"), ("-a", "_x002D_a"),
      ("a:b", "a_x003A_b"), ("m²", "m_x00B2_"), ("Nº", "N_x00BA_"), ("A½", "A_x00BD_"),
      ("a①", "a_x2460_"), ("ⅷ", "_x2177_"), ("Ⓐ", "_x24B6_"), ("ǅ", "_x01C5_"), ("Ꭰ", "_x13A0_"),
      ("𝒜", "_x1D49C_"), ("٣", "_x0663_"), ("GHI_x0020_CHU", "GHI_x0020_CHU"),
    ])
  func names(column: String, element: String) {
    #expect(XMLText.elementName(column) == element)
  }

  @Test("can be read again, whatever character a header holds", arguments: ["", "A"])
  func everyCharacter(before: String) throws {
    // Two columns that differ in case alone are one column twice.
    var known: Set<String> = []
    let scalars = (0x20...0xFFFD).compactMap { Unicode.Scalar($0) }.filter {
      known.insert(String($0).uppercased()).inserted
    }
    for start in stride(from: 0, to: scalars.count, by: 1000) {
      let names = scalars[start..<min(start + 1000, scalars.count)].map {
        XMLText.elementName(before + String($0))
      }
      let row = Array("<Table1>".utf8) + names.flatMap { XMLText.element($0, "x") }
      let columns = try WorklistReader.columns(
        of: SourceRow(bytes: row + Array("</Table1>".utf8)),
        format: WorklistFormat(layout: .xml, encoding: .utf8))
      #expect(columns.map(\.name) == names)
    }
  }

  @Test("a column without a name has its place for one, and two that would be one are refused")
  func headers() {
    let format = CSVFormat(
      delimiter: 0x2C, header: ["ma_ddo", "", "A B", "A_x0020_B", "COT_2"])
    #expect(format.elementNames == ["MA_DDO", "COT_2", "A_x0020_B", "A_x0020_B", "COT_2"])
    #expect(format.ambiguousColumns.map(\.code) == [.columnTwice, .columnTwice])
    #expect(format.ambiguousColumns.map(\.field) == ["A_x0020_B", "COT_2"])
  }
}
