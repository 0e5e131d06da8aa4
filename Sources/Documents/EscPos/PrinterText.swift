package import Casework

/// Text in the bytes of a belt printer.
///
/// In two steps, so that columns can be counted between them: `spelled` leaves only characters that
/// the code page has (each a column wide), `bytes` then writes them. A character that has no
/// spelling is `?`; a control character, which would command the printer, is never let through.
package struct PrinterText: Hashable, Sendable {
  package let codePage: PrinterCodePage

  package init(_ codePage: PrinterCodePage) {
    self.codePage = codePage
  }

  /// `text` in characters of the code page; what it lacks is spelled with what it has.
  /// - Complexity: O(characters).
  package func spelled(_ text: String) -> String {
    var result = ""
    for character in text {
      if hasBytes(character) {
        result.append(character)
      } else if character.unicodeScalars.contains(where: DisplayText.isControl) {
        // A line break is one character of two scalars, and a blank like any other control.
        result.append(" ")
      } else if let spelling = PrinterText.spellings[character] {
        result += spelling
      } else if let letter = VietnameseLetter(character) {
        result.append(letter.base)
      } else {
        result.append("?")
      }
    }
    return result
  }

  /// The bytes of `text`, spelled first.
  package func bytes(_ text: String) -> [UInt8] {
    spelled(text).flatMap { bytes(of: $0) ?? [] }
  }

  private func hasBytes(_ character: Character) -> Bool { bytes(of: character) != nil }

  /// nil where the code page does not have the character. Bytes below 0x20 and 0x7F are never given.
  private func bytes(of character: Character) -> [UInt8]? {
    if let ascii = character.asciiValue {
      return character.utf8.count == 1 && (0x20..<0x7F).contains(ascii) ? [ascii] : nil
    }
    switch codePage {
    case .ascii: return nil
    case .cp1258: return Windows1258.bytes(of: character)
    case .tcvn3: return TCVN3.byte(of: character).map { [$0] }
    case .utf8:
      let isPlain = !character.unicodeScalars.contains { !PrinterText.isPrintable($0) }
      return isPlain ? Array(String(character).utf8) : nil
    }
  }

  /// Format characters (directions, joiners) would disturb the columns, and private ones mean
  /// nothing to a printer.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }

  /// What stands in for signs that a code page lacks.
  private static let spellings: [Character: String] = [
    "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "─": "-", "│": "|", "█": "#",
    "“": "\"", "”": "\"", "„": "\"", "«": "\"", "»": "\"", "‘": "'", "’": "'", "‚": "'",
    "…": "...", "•": "*", "·": ".", "×": "x", "÷": "/", "±": "+/-", "→": "->", "←": "<-",
    "≥": ">=", "≤": "<=", "≠": "<>", "≈": "~", "°": " do", "²": "2", "³": "3", "½": "1/2",
    "₫": "VND", "€": "EUR", "\u{A0}": " ", "\u{202F}": " ", "\u{2009}": " ", "\u{2007}": " ",
    "\u{200B}": "", "\u{FEFF}": "", "\u{AD}": "", "✓": "v", "⚠": "!",
  ]
}
