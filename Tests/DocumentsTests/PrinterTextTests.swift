import Casework
import Documents
import TestSupport
import Testing

@Suite("Text in the bytes of a belt printer")
struct PrinterTextTests {
  @Test("there are 67 small and 67 capital letters that ASCII lacks")
  func letters() {
    #expect(LetterBytes.letters.count == 134)
    #expect(Set(LetterBytes.letters.map(\.0)).count == 134)
    #expect(LetterBytes.tcvn3.count == 74)
  }

  @Test("ASCII strips every accent and keeps the letter and its case")
  func ascii() {
    for (letter, base) in LetterBytes.letters {
      #expect(PrinterText(.ascii).bytes(String(letter)) == base.utf8.map { $0 }, "\(letter)")
    }
    let sentence = "Điện lực Tân Phú: 1.984 ₫/kWh – “đúng” … −5 × 2"
    #expect(
      PrinterText(.ascii).spelled(sentence)
        == "Dien luc Tan Phu: 1.984 VND/kWh - \"dung\" ... -5 x 2")
  }

  @Test("Windows-1258 reads back to every letter, its tone behind it")
  func windows1258() {
    for (letter, _) in LetterBytes.letters {
      let bytes = PrinterText(.cp1258).bytes(String(letter))
      #expect((1...2).contains(bytes.count))
      // Strings are equal by canonical equivalence: the tone stays a mark of its own.
      #expect(LetterBytes.decoded(bytes, .cp1258) == String(letter), "\(letter)")
    }
    #expect(
      PrinterText(.cp1258).bytes("ế Đ ₫ á") == [0xEA, 0xEC, 32, 0xD0, 32, 0xFE, 32, 0x61, 0xEC])
  }

  @Test("TCVN3 has a byte for every small letter; capitals with a tone go small, none is lost")
  func tcvn3() {
    for (letter, _) in LetterBytes.letters {
      let bytes = PrinterText(.tcvn3).bytes(String(letter))
      let expected =
        LetterBytes.tcvn3[letter] ?? letter.lowercased().first.flatMap { LetterBytes.tcvn3[$0] }
      #expect(bytes == expected.map { [$0] }, "\(letter)")
    }
  }

  @Test("UTF-8 stays as it is")
  func utf8() {
    for (letter, _) in LetterBytes.letters {
      #expect(PrinterText(.utf8).bytes(String(letter)) == Array(String(letter).utf8))
    }
    #expect(PrinterText(.utf8).spelled("─ █ … ₫") == "─ █ … ₫")
  }

  @Test("a decomposed letter is the same letter", arguments: PrinterCodePage.allCases)
  func decomposed(codePage: PrinterCodePage) {
    let text = PrinterText(codePage)
    for (composed, apart) in [
      ("ế", "e\u{302}\u{301}"), ("ặ", "a\u{323}\u{306}"), ("Ữ", "U\u{31B}\u{303}"),
    ] {
      if codePage != .utf8 { #expect(text.bytes(apart) == text.bytes(composed)) }
      #expect(text.spelled(apart) == text.spelled(composed))
    }
  }

  @Test("what a code page cannot spell is a question mark", arguments: PrinterCodePage.allCases)
  func unknown(codePage: PrinterCodePage) {
    let text = PrinterText(codePage)
    if codePage != .utf8 {
      #expect(text.spelled("電 ß 🔌 ü") == "? ? ? ?")
    }
    #expect(text.spelled("\u{E000}") == "?")
    #expect(text.bytes("") == [])
  }

  @Test(
    "no text makes a control byte, and what is spelled is spelled",
    arguments: PrinterCodePage.allCases)
  func property(codePage: PrinterCodePage) {
    var random = SeededGenerator.fresh()
    let text = PrinterText(codePage)
    for _ in 0..<400 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        let limits: [UInt32] = [0x20, 0x100, 0x400, 0x1F00, 0x11_0000]
        let value = UInt32.random(
          in: 0..<(limits.randomElement(using: &random) ?? 1), using: &random)
        scalars.append(Unicode.Scalar(value) ?? "x")
      }
      let source = String(scalars)
      let bytes = text.bytes(source)
      #expect(
        !bytes.contains { $0 < 0x20 || $0 == 0x7F },
        "seed \(random.seed): \(source.debugDescription)")
      let spelled = text.spelled(source)
      #expect(text.spelled(spelled) == spelled, "seed \(random.seed): \(source.debugDescription)")
      if codePage == .ascii { #expect(bytes.allSatisfy { $0 < 0x80 }, "seed \(random.seed)") }
    }
  }
}
