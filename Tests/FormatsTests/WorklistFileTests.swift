import Metering
import Testing

@testable import Formats

@Suite("A worklist file")
struct WorklistFileTests {
  static let rows = [
    Fixture.row(["GHI_CHU": "a \"b\"; c,\td"]),
    Fixture.row(["SERY_CTO": "22107741", "GHI_CHU": "hai\ndòng"]),
  ]

  @Test("is told apart by content, whatever its delimiter, line ends and encoding")
  func encodings() throws {
    let expected = try Outcome.reading(Fixture.csv(Self.rows)).points
    #expect(expected.count == 2)
    var texts = [Fixture.xml(Self.rows)]
    for delimiter in [",", ";", "\t"] {
      for lineEnd in ["\n", "\r\n"] {
        let text = Fixture.csv(Self.rows, delimiter: delimiter, lineEnd: lineEnd)
        texts += [text, "\n" + text, text + lineEnd, String(text.dropLast(1))]
      }
    }
    for text in texts {
      let isXML = text.hasPrefix("<")
      let wide = isXML ? text.split(separator: "UTF-8").joined(separator: "UTF-16") : text
      for bytes in [
        Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8),
        Fixture.utf16(wide, bigEndian: false), Fixture.utf16(wide, bigEndian: true),
      ] {
        let outcome = try Outcome.reading(bytes)
        #expect(outcome.faults == [])
        #expect(outcome.points == expected)
      }
    }
  }

  @Test("has a header in any case and order, blanks around names ignored")
  func header() throws {
    var row = Fixture.row().reversed().map { (name: " \($0.name.lowercased())", value: $0.value) }
    #expect(
      try Outcome.reading(Fixture.csv([row])).points
        == Outcome.reading(Fixture.csv([Fixture.row()])).points)
    row.append((name: "Hsn", value: "1"))
    let faults = try Outcome.reading(Fixture.csv([row])).faults
    #expect(faults == [FormatFault(.columnTwice, line: 1, field: "Hsn")])
  }

  @Test("has XML elements in any case as well, and a column in two spellings is there twice")
  func elementCase() throws {
    let rows = [Fixture.row(["HSN": "40"])]
    let small = rows.map { $0.map { (name: $0.name.lowercased(), value: $0.value) } }
    #expect(
      try Outcome.reading(Fixture.xml(small)).points == Outcome.reading(Fixture.xml(rows)).points)
    for (first, second) in [("HSN", "hsn"), ("hsn", "Hsn"), ("GHI_CHU", "Ghi_Chu")] {
      let plain = Fixture.row(["HSN": nil])
      // A spelling that only another row has is no second column.
      let other = Fixture.row(["HSN": nil, "MA_DDO": "P2"]) + [(name: second, value: "1")]
      let both = plain + [(name: first, value: "1"), (name: second, value: "40")]
      let faults = try Outcome.reading(Fixture.xml([other, both])).faults
      #expect(faults.map(\.code) == [.columnTwice], "\(first) \(second)")
      #expect(faults.first?.field == second)
    }
  }

  /// Bytes that are no list, and the fault.
  static let refused: [(name: String, bytes: [UInt8], code: FormatFault.Code)] = [
    ("nothing", [], .emptyFile), ("BOM alone", [0xEF, 0xBB, 0xBF], .emptyFile),
    ("blank lines", Array("\n\r\n\n".utf8), .emptyFile),
    ("header alone", Array(Fixture.csv(rows).prefix { $0 != "\r\n" }.utf8), .noRows),
    ("no rows", Array("<NewDataSet></NewDataSet>".utf8), .noRows),
    ("UTF-32", [0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0], .unsupportedEncoding),
    (
      "UTF-16 without BOM", Fixture.utf16(Fixture.csv(rows), bigEndian: false, bom: false), .nulByte
    ),
    ("workbook", [0x50, 0x4B, 3, 4, 20, 0], .workbook),
    ("old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1], .workbook),
    ("page", Array("<!DOCTYPE html><html><body>502</body></html>".utf8), .htmlPage),
    ("page without doctype", Array("\n<HTML><body>502</body></HTML>".utf8), .htmlPage),
    (
      "entity bomb",
      Array(
        "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]><NewDataSet>&c;</NewDataSet>".utf8),
      .doctype
    ),
    (
      "external entity",
      Array("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><NewDataSet/>".utf8), .doctype
    ),
    ("other root", Array("<DataSet><Table1/></DataSet>".utf8), .wrongRoot),
    ("other table", Array("<NewDataSet><Table2/></NewDataSet>".utf8), .unexpectedElement),
    (
      "element in a column",
      Array("<NewDataSet><Table1><A><B/></A></Table1></NewDataSet>".utf8), .unexpectedElement
    ),
    ("stray text", Array("<NewDataSet>x</NewDataSet>".utf8), .strayText),
    ("stray text in a row", Array("<NewDataSet><Table1>x</Table1></NewDataSet>".utf8), .strayText),
    (
      "too deep",
      Array(("<NewDataSet><schema>" + String(repeating: "<a>", count: 5000)).utf8), .tooDeep
    ),
    ("two roots", Array("<NewDataSet/><NewDataSet/>".utf8), .malformedXML),
    ("crossed tags", Array("<NewDataSet><Table1></NewDataSet></Table1>".utf8), .malformedXML),
    ("unknown entity", Array("<NewDataSet>&nbsp;</NewDataSet>".utf8), .malformedXML),
    (
      "code page",
      Array("<?xml version=\"1.0\" encoding=\"windows-1258\"?><NewDataSet/>".utf8),
      .unsupportedEncoding
    ),
    (
      "Latin-1", Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><NewDataSet/>".utf8),
      .unsupportedEncoding
    ),
    (
      "UTF-16 said, UTF-8 meant",
      Array("<?xml version=\"1.0\" encoding=\"UTF-16\"?><NewDataSet/>".utf8), .unsupportedEncoding
    ),
    ("stray quote", Array("a,b\n\"x\"y,z\n".utf8), .missingColumn),
    ("unclosed quote", Array("a,\"b\n".utf8), .unterminatedQuote),
    ("prose", Array("Kính gửi Điện lực\n".utf8), .missingColumn),
  ]

  @Test("that is no list is refused with its reason", arguments: refused.indices)
  func refusals(_ number: Int) throws {
    let (name, bytes, code) = Self.refused[number]
    let outcome = try Outcome.reading(bytes)
    #expect(outcome.codes.first == code, "\(name): \(outcome.faults)")
    #expect(outcome.points.isEmpty)
  }

  @Test(
    "with a forbidden byte is refused at its place",
    arguments: [
      ([0x00], .nulByte), ([0x1B], .controlCharacter), ([0x7F], .controlCharacter),
      ([0xC2, 0x9B], .controlCharacter), ([0xFF], .invalidEncoding),
      ([0xEF, 0xBF, 0xBE], .noncharacter), ([0xEF, 0xBF, 0xBF], .noncharacter),
      ([0xC0, 0x80], .invalidEncoding),
      ([0xED, 0xA0, 0x80], .invalidEncoding), ([0xF4, 0x90, 0x80, 0x80], .invalidEncoding),
      ([0xE1, 0xBA], .invalidEncoding),
    ] as [([UInt8], FormatFault.Code)])
  func forbidden(bytes: [UInt8], code: FormatFault.Code) throws {
    let mark = Array("Lũy Bán".utf8)
    for text in [Fixture.csv([Fixture.row()]), Fixture.xml([Fixture.row()])] {
      var file = Array(text.utf8)
      let place = try #require(file.indices.first { file[$0...].starts(with: mark) })
      file.replaceSubrange((place + 3)..<(place + 4), with: bytes)
      let fault = try #require(try Outcome.reading(file).faults.first)
      #expect(fault.code == code)
      #expect(fault.line == (text.hasPrefix("<") ? 16 : 2))
    }
  }

  @Test("with a lone surrogate or half a unit of UTF-16 is refused")
  func badUTF16() throws {
    let text = Fixture.csv([Fixture.row()])
    let whole = Fixture.utf16(text, bigEndian: false)
    var lone = whole
    let place = try #require(lone.indices.first { lone[$0...].starts(with: [0x69, 1]) })
    lone.replaceSubrange(place..<(place + 2), with: [0x3D, 0xD8])
    #expect(try Outcome.reading(lone).codes == [.invalidEncoding])
    #expect(try Outcome.reading(whole.dropLast(5)).codes == [.invalidEncoding])
  }

  @Test("with too few or too many fields in a row is refused, row by row")
  func fieldCounts() throws {
    var lines = Fixture.csv([Fixture.row(), Fixture.row(["SERY_CTO": "2"])]).split(
      separator: "\r\n")
    lines.insert("PE0700,x", at: 2)
    lines.append(lines[1] + ",extra")
    let outcome = try Outcome.reading(lines.joined(separator: "\n"))
    #expect(
      outcome.faults == [
        FormatFault(.fieldCount, line: 3, column: 1, value: "2", detail: "12"),
        FormatFault(.fieldCount, line: 5, column: 1, value: "13", detail: "12"),
      ])
  }

  @Test("with a field above 64 KiB is refused, at that size it is taken")
  func longFields() throws {
    for (count, code) in [(65536, nil), (65537, FormatFault.Code.fieldTooLong)] {
      let row = Fixture.row(["DIA_CHI": String(repeating: "x", count: count)])
      #expect(try Outcome.reading(Fixture.csv([row])).codes.first == code)
      #expect(try Outcome.reading(Fixture.xml([row])).codes.first == code)
      let quoted = Fixture.row(["DIA_CHI": String(repeating: "x", count: count - 1) + ","])
      #expect(try Outcome.reading(Fixture.csv([quoted])).codes.first == code)
    }
  }

  @Test("names up to 20 faults, in order, and counts the others")
  func manyFaults() throws {
    let rows = (1...50).map { Fixture.row(["SERY_CTO": "\($0)", "CS_MOI": "x"]) }
    for text in [Fixture.csv(rows), Fixture.xml(rows)] {
      let outcome = try Outcome.reading(text)
      #expect(outcome.count == 50)
      #expect(outcome.faults.count == 20)
      #expect(outcome.faults.map { $0.line ?? 0 } == outcome.faults.map { $0.line ?? 0 }.sorted())
      let error = FormatError(faults: outcome.faults, count: outcome.count)
      #expect(error.text(in: .english).hasSuffix("… and 30 more"))
      #expect(error.text(in: .vietnamese).hasSuffix("… và 30 lỗi nữa"))
    }
  }

  @Test("cut anywhere is refused, unless nothing but its last line end is gone")
  func truncatedXML() throws {
    let text = Array(Fixture.xml(Self.rows).utf8)
    let end = text.count - 1
    for length in 0..<text.count {
      let outcome = try Outcome.reading(Array(text[..<length]))
      #expect(outcome.faults.isEmpty == (length == end), "cut after \(length) bytes")
    }
  }

  @Test("as CSV cut anywhere is refused where its last row lacks a field")
  func truncatedCSV() throws {
    let rows = Self.rows.map { $0.map { (name: $0.name, value: $0.value) } + [("Z", "\"z\"")] }
    let text = Array(Fixture.csv(rows).utf8)
    let whole = try Outcome.reading(text).points
    for length in 0..<text.count {
      let outcome = try Outcome.reading(Array(text[..<length]))
      let isRow = outcome.faults.isEmpty
      #expect(!isRow || whole.starts(with: outcome.points), "cut after \(length) bytes")
      // The last field of either row is quoted. A row is whole after its last delimiter (an empty
      // field may end a file), after a closing quote, and in or after the line end.
      if isRow { #expect([0x2C, 0x22, 0x0D, 0x0A].contains(text[length - 1])) }
    }
  }
}

@Suite("Half a surrogate pair in UTF-16")
struct SurrogateTests {
  @Test("is refused, in XML as in CSV", arguments: [true, false], [true, false])
  func refused(isXML: Bool, bigEndian: Bool) throws {
    let rows = [Fixture.row(["DIA_CHI": "Hộp"])]
    let text =
      isXML
      ? Fixture.xml(rows).split(separator: "UTF-8").joined(separator: "UTF-16") : Fixture.csv(rows)
    var bytes = Fixture.utf16(text, bigEndian: bigEndian)
    let whole = try Outcome.reading(bytes)
    #expect(whole.count == 0)
    // The last letter above U+1E00 becomes a leading surrogate.
    let letter = try #require(
      stride(from: bytes.count - 2, to: 0, by: -2).first { place in
        let unit = bigEndian ? (bytes[place], bytes[place + 1]) : (bytes[place + 1], bytes[place])
        return unit.0 == 0x1E
      })
    bytes[bigEndian ? letter : letter + 1] = 0xD8
    let damaged = try Outcome.reading(bytes)
    #expect(damaged.summary == nil)
    #expect(damaged.faults.map(\.code) == [.invalidEncoding])
  }
}
