import Foundation
import TestSupport
import Testing

@testable import Formats

@Suite("CSV")
struct CSVTests {
  private func rows(_ bytes: [UInt8], chunk: Int) throws -> [[String]] {
    var scanner = CSVScanner(
      source: TextSource(input: .bytes(bytes), encoding: .utf8, offset: 0),
      delimiter: UInt8(ascii: ","), chunk: chunk)
    var rows: [[String]] = []
    while try scanner.next() {
      rows.append(
        (0..<scanner.fieldCount).map { number in
          let field = scanner.fields[number]
          return String(
            decoding: UnsafeBufferPointer(
              start: scanner.rowBase + Int(field.start), count: Int(field.count)), as: UTF8.self)
        })
    }
    return rows
  }

  @Test("that was written is read back the same, whatever the buffer's size")
  func roundTrip() throws {
    var random = SeededGenerator.fresh()
    let pieces = ["", "a", "\"", ",", "\n", "\r\n", ";", "ữ", "😀", "12345678", " ", "\t", "x\"\"y"]
    for _ in 0..<300 {
      let rows = (0..<Int.random(in: 1...6, using: &random)).map { _ in
        (0..<4).map { _ in
          (0..<Int.random(in: 0...5, using: &random)).map { _ in
            pieces.randomElement(using: &random) ?? ""
          }.joined()
        }
      }
      var writer = CSVWriter()
      for row in rows { writer.write(row) }
      for chunk in [64, 97, 4096] {
        let read = try self.rows(writer.output, chunk: chunk)
        #expect(read == rows, "PHUCTRA_SEED=\(random.seed)")
      }
    }
  }

  @Test("is quoted only where it must be")
  func quoting() {
    var writer = CSVWriter(delimiter: UInt8(ascii: ";"), withBOM: true)
    writer.write(["a,b", "c;d", "e\"f", "g\nh", ""])
    writer.write([""])
    #expect(writer.output.starts(with: [0xEF, 0xBB, 0xBF]))
    let text = String(decoding: writer.output.dropFirst(3), as: UTF8.self)
    #expect(text == "a,b;\"c;d\";\"e\"\"f\";\"g\nh\";\r\n\"\"\r\n")
  }

  @Test(
    "has the delimiter that its header holds most of outside quotes",
    arguments: [
      ("a,b,c\n1;2;3;4;5", ","), ("a;b\n", ";"), ("a\tb\tc,d\n", "\t"), ("\"x;y;z\",b\n", ","),
      ("\r\n\na;b", ";"), ("abc", ","), ("", ","),
    ] as [(String, Unicode.Scalar)])
  func delimiter(text: String, expected: Unicode.Scalar) {
    #expect(CSVFormat.delimiter(of: text.utf8) == UInt8(ascii: expected))
  }

  @Test("with a row above 1 MiB is refused before the buffer follows it")
  func longRow() throws {
    let row = String(repeating: String(repeating: "x", count: 60_000) + ",", count: 20)
    #expect(throws: ScanStop.self) { try rows(Array(row.utf8), chunk: 4096) }
  }
}

@Suite("Latin letters")
struct LatinCompositionTests {
  @Test("and their marks are composed as Unicode's NFC has it")
  func likeFoundation() {
    var random = SeededGenerator.fresh()
    let vietnamese = "ÀÁẢÃẠăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    for letter in vietnamese {
      let apart = String(letter).decomposedStringWithCanonicalMapping
      #expect(
        LatinComposition.shared.composed(apart).unicodeScalars.elementsEqual(
          String(letter).unicodeScalars))
    }
    let letters = Array("aăâeêoôơuưyđAEIOUY bcnsz".unicodeScalars) + Array("ằộữñçǖḗ".unicodeScalars)
    let marks = Array(
      "\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31B}\u{323}\u{327}\u{308}\u{304}".unicodeScalars
    )
    for _ in 0..<3000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<3 {
        if let letter = letters.randomElement(using: &random) { text.append(letter) }
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          if let mark = marks.randomElement(using: &random) { text.append(mark) }
        }
      }
      let composed = LatinComposition.shared.composed(String(text))
      let expected = String(text).precomposedStringWithCanonicalMapping
      #expect(
        composed.unicodeScalars.elementsEqual(expected.unicodeScalars),
        "\(Array(text)) PHUCTRA_SEED=\(random.seed)")
    }
  }
}

@Suite("A fault's text")
struct FaultTextTests {
  @Test(
    "says every kind in both languages and leaves nothing unfilled",
    arguments: FormatFault.Code.allCases)
  func everyCode(_ code: FormatFault.Code) {
    let fault = FormatFault(code, line: 12, column: 40, field: "CS_MOI", value: "12a", detail: "7")
    let texts = FaultLanguage.allCases.map { fault.text(in: $0) }
    #expect(texts[0].hasPrefix("dòng 12, cột 40: CS_MOI"))
    #expect(texts[1].hasPrefix("line 12, column 40: CS_MOI"))
    #expect(texts[0] != texts[1])
    #expect(texts.allSatisfy { !$0.contains("{") })
  }

  @Test(
    "names line and column, and never what a customer is called or where he lives",
    arguments: [
      (FormatFault.Code.disagreement, "DIA_CHI"), (.disagreement, "ten_khang"),
      (.controlCharacter, "TEN_KHANG"), (.strayText, nil),
    ] as [(FormatFault.Code, String?)])
  func personal(code: FormatFault.Code, field: String?) {
    let fault = FormatFault(
      code, line: 6, column: 5, field: field, value: "Nguyễn Văn A", detail: "1")
    for language in FaultLanguage.allCases {
      let text = fault.text(in: language)
      #expect(!text.contains("Nguyễn") && text.contains("6") && text.contains("5"), "\(text)")
      #expect(field.map { text.contains($0) } ?? true, "\(text)")
    }
  }

  @Test("reads as a person would say it")
  func sentences() {
    let fault = FormatFault(.badIndex, line: 3, column: 9, field: "CS_MOI", value: "1,5")
    #expect(
      fault.text(in: .english)
        == "line 3, column 9: CS_MOI “1,5”: expected an index: up to 9 digits, a point, up to 3 decimals"
    )
    #expect(FormatFault(.emptyFile).text(in: .vietnamese) == "tệp rỗng")
    let long = FormatFault(.badIndex, value: String(repeating: "9", count: 90) + "\n")
    #expect(long.value?.count == 40)
  }
}
