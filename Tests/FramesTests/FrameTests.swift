import Frames
import TestSupport
import Testing

@Suite("The screen as a value")
struct FrameTests {
  @Test("text is clipped at the right edge and never wraps")
  func clipped() {
    var frame = Frame(Size(columns: 8, rows: 2))
    #expect(frame.write("374/2 Lũy Bán Bích", row: 0, column: 2) == 6)
    #expect(frame.write("abcdef", row: 1, column: 1, maxWidth: 3) == 3)
    #expect(frame.text == "  374/2\n abc\n")
  }

  @Test("what lies outside the grid is not drawn and does no harm")
  func outside() {
    var frame = Frame(Size(columns: 4, rows: 1))
    #expect(frame.write("x", row: 1, column: 0) == 0)
    #expect(frame.write("x", row: -1, column: 0) == 0)
    #expect(frame.write("x", row: 0, column: 4) == 0)
    #expect(frame.write("x", row: 0, column: 0, maxWidth: -3) == 0)
    #expect(frame.write("abcd", row: 0, column: -2) == 4)
    frame.fill(row: -3, column: -3, rows: 2, columns: 2)
    frame.paint(row: 9, role: .bad)
    frame.horizontalLine(row: 7)
    #expect(frame.text == "cd\n")
    #expect(frame[5, 5] == .blank)
    #expect(Frame(Size(columns: -1, rows: 3)).text == "\n\n\n")
  }

  @Test("a wide grapheme takes two columns, and a space where an edge cuts it")
  func wide() {
    var frame = Frame(Size(columns: 5, rows: 3))
    #expect(frame.write("電力表", row: 0, column: 0) == 5)
    #expect(frame.text == "電力\n\n\n")
    frame.write("電力", row: 1, column: -1)
    #expect(frame.line(1) == " 力")
    frame.write("電力", row: 2, column: 0, maxWidth: 3)
    #expect(frame.line(2) == "電")
  }

  @Test("overwriting half of a wide grapheme leaves a space for the other half")
  func halves() {
    var frame = Frame(Size(columns: 6, rows: 1))
    frame.write("電力表", row: 0, column: 0)
    frame.write("x", row: 0, column: 1)
    #expect(frame.text == " x力表\n")
    frame.write("y", row: 0, column: 2)
    #expect(frame.text == " xy 表\n")
    frame.fill(row: 0, column: 5, columns: 1, with: "-")
    #expect(frame.text == " xy  -\n")
  }

  @Test("control characters never reach the screen; invisible ones are dropped")
  func controls() {
    var frame = Frame(Size(columns: 12, rows: 1))
    #expect(frame.write("a\u{1B}[2Jb\n\u{202E}c\u{200B}\u{9B}", row: 0, column: 0) == 9)
    #expect(frame.text == "a·[2Jb·c·\n")
  }

  @Test("combining marks take no column and are composed")
  func marks() {
    var frame = Frame(Size(columns: 12, rows: 1))
    #expect(frame.write("Vie\u{323}\u{302}t q\u{323}\u{307}", row: 0, column: 0) == 6)
    #expect(frame.text == "Việt q\u{323}\u{307}\n")
    #expect(frame[0, 2].character == "ệ")
    #expect(frame[0, 5].character == "q\u{323}\u{307}")
    let zalgo = "x" + String(repeating: "\u{301}", count: 500)
    #expect(frame.write(zalgo, row: 0, column: 0) == 1)
    #expect(frame.line(0).utf8.count < 40)
  }

  @Test("right and centred writing shorten with an ellipsis")
  func aligned() {
    var frame = Frame(Size(columns: 10, rows: 4))
    frame.writeRight("12:41", row: 0)
    frame.writeRight("2.187.432 đ", row: 1, maxWidth: 6)
    frame.writeCentred("KT", row: 2)
    frame.writeCentred("CÔNG TƠ 19013325", row: 3, column: 2, width: 7)
    #expect(frame.text == "     12:41\n    2.187…\n    KT\n  CÔNG T…\n")
  }

  @Test("a whole row takes another role and keeps its text")
  func painted() {
    var frame = Frame(Size(columns: 8, rows: 2))
    frame.write("đúng", row: 0, column: 1, role: .good)
    frame.write("lệch", row: 1, column: 1, role: .bad)
    frame.paint(row: 1, column: 0, role: .selected)
    #expect(frame.text == " đúng\n lệch\n")
    #expect(frame.roles == ".gggg\nSSSSSSSS\n")
  }

  @Test("every role has a letter of its own")
  func roleLetters() {
    #expect(Set(Role.allCases.map(\.rawValue)).count == Role.allCases.count)
  }

  @Test(
    "truncating keeps what fits",
    arguments: [
      ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("Bán Bích", 4, "Bán…"), ("電力表", 5, "電力…"),
      ("電力表", 4, "電…"), ("abc", 1, "…"), ("abc", 0, ""), ("", 3, ""), ("a\u{7}", 2, "a·"),
    ])
  func truncated(text: String, width: Int, expected: String) {
    #expect(DisplayWidth.truncated(text, to: width) == expected)
  }

  @Test(
    "columns of text",
    arguments: [
      ("tiếng Việt", 10), ("tie\u{302}\u{301}ng", 5), ("電", 2), ("ｶ", 1), ("✓○▶█▓░━┏⚠⏎⇅↩", 12),
      ("", 0), ("한국", 4), ("😀", 2), ("\u{301}", 0), ("\u{1B}", 1), ("\u{AD}", 1),
    ])
  func width(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test("padding and wrapping count columns")
  func layout() {
    #expect(DisplayWidth.padded("đúng", to: 6) == "đúng  ")
    #expect(DisplayWidth.padded("đúng", to: 3) == "đú…")
    #expect(DisplayWidth.paddedLeft("740", to: 5) == "  740")
    #expect(
      DisplayWidth.wrapped("Nhìn lại công tơ 19013325", to: 9) == [
        "Nhìn lại", "công tơ", "19013325",
      ])
    #expect(DisplayWidth.wrapped("123456789\n\nx", to: 4) == ["1234", "5678", "9", "", "x"])
    #expect(DisplayWidth.wrapped("x", to: 0) == [])
  }
}
