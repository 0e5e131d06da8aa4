/// Measuring and breaking text by the columns it takes on a terminal or a belt printer.
///
/// Papers are written in Vietnamese and English, where a character takes one column; ideographs and
/// emoji, which may stand in a remark, take two.
enum DisplayText {
  /// Columns that `text` takes.
  static func width(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  static func width(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// `text` with control characters (an escape sequence would command a printer) made blanks.
  static func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isControl(scalar) ? " " : scalar) }
    return String(result)
  }

  /// Control characters, and those that turn the direction of what follows: a name that holds one
  /// could make another number of what is printed after it.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: return true
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// Lines of at most `width` columns, broken at blanks, and inside a word only where it alone is too
  /// wide. Runs of blanks count as one. At least one line, empty for an empty text.
  /// - Complexity: O(characters).
  static func wrapped(_ text: String, width: Int, hanging: Int = 0) -> [String] {
    let width = max(width, 2)
    let indent = min(max(hanging, 0), width - 2)
    var lines: [String] = []
    var line = ""
    var used = 0
    func room() -> Int { lines.isEmpty ? width : width - indent }
    for word in printable(text).split(separator: " ") {
      var rest = word[...]
      var length = self.width(rest)
      if used > 0, used + 1 + length > room() {
        lines.append(line)
        (line, used) = ("", 0)
      }
      while length > room() {
        let piece = prefix(of: rest, width: room())
        lines.append(String(piece))
        rest = rest[piece.endIndex...]
        length = self.width(rest)
      }
      if used > 0 { line.append(" ") }
      line += rest
      used += length + (used > 0 ? 1 : 0)
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    let margin = String(repeating: " ", count: indent)
    return lines.enumerated().map { $0.offset > 0 ? margin + $0.element : $0.element }
  }

  private static func prefix(of text: Substring, width: Int) -> Substring {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex, used + self.width(of: text[end]) <= width {
      used += self.width(of: text[end])
      end = text.index(after: end)
    }
    return text[..<end]
  }

  /// `text` with blanks up to `width` columns after it, or before it where `isRight`.
  static func padded(_ text: String, to width: Int, isRight: Bool = false) -> String {
    let blanks = String(repeating: " ", count: max(0, width - self.width(text)))
    return isRight ? blanks + text : text + blanks
  }

  /// `text` in the middle of `width` columns.
  static func centred(_ text: String, in width: Int) -> String {
    String(repeating: " ", count: max(0, (width - self.width(text)) / 2)) + text
  }

  static func withoutTrailingBlanks(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }

  /// Columns of the widest word.
  static func widestWord(_ text: String) -> Int {
    text.split(separator: " ").map { width($0) }.max() ?? 0
  }

  /// The least columns in which `text` takes no more than `lines` lines, whole words kept.
  static func leastWidth(_ text: String, lines: Int) -> Int {
    let most = max(width(text), 1)
    let least = max(widestWord(text), 1)
    return (least...max(most, least)).first { wrapped(text, width: $0).count <= lines } ?? most
  }
}
