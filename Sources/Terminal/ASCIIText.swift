import Frames

/// Text for a terminal that shows ASCII alone: every grapheme becomes one that reads alike and
/// takes as many columns, so that the screen keeps its shape.
package enum ASCIIText {
  /// `text` in printable ASCII, column for column; what has no likeness becomes `?`.
  package static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for character in text { result += likeness(of: character) }
    return result
  }

  private static func likeness(of character: Character) -> String {
    let width = DisplayWidth.of(String(character))
    guard width > 0 else { return "" }
    if let known = likenesses[character] { return String(known) }
    let bare = Composer.unaccented(String(character))
    if width == 1, let byte = bare.utf8.first, bare.utf8.count == 1, (0x20..<0x7F).contains(byte) {
      return bare
    }
    return String(repeating: boxes(character) ?? "?", count: width)
  }

  /// Box drawing by Unicode's block: straight lines, then all that has a corner.
  private static func boxes(_ character: Character) -> String? {
    guard let value = character.unicodeScalars.first?.value else { return nil }
    switch value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550, 0x2574, 0x2576,
      0x2578, 0x257A, 0x257C, 0x257E:
      return "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577,
      0x2579, 0x257B, 0x257D, 0x257F:
      return "|"
    case 0x2500...0x257F: return "+"
    case 0x2581...0x258F, 0x2588, 0x2592, 0x2593: return "#"
    default: return nil
    }
  }

  private static let likenesses: [Character: Character] = [
    "✓": "+", "✔": "+", "✗": "x", "✘": "x", "×": "x", "○": "o", "●": "*", "◐": "%", "•": "*",
    "▶": ">", "►": ">", "◀": "<", "→": ">", "←": "<", "↑": "^", "↓": "v", "▲": "^", "▼": "v",
    "↩": "<", "⇅": "=", "⏎": "\\", "⌫": "<", "⚠": "!", "…": "~", "·": ".", "–": "-", "—": "-",
    "−": "-", "“": "\"", "”": "\"", "‘": "'", "’": "'", "«": "<", "»": ">", "₫": "d", "đ": "d",
    "Đ": "D", "█": "#", "▓": "#", "░": ".", "≈": "~", "≥": ">", "≤": "<", "±": "~", "²": "2",
    "³": "3", "\u{A0}": " ", "\u{AD}": "-",
  ]
}
