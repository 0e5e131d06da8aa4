/// Windows-1258: Vietnamese letters without tone as one byte, tones as a combining byte after them.
///
/// Letters with a tone that the code page happens to have ready (à, é, …) are written in parts as
/// well, so that a printer shows all tones in one way. Source: the code page's table in the Unicode
/// Consortium's mappings (CP1258.TXT).
enum Windows1258 {
  /// nil where the code page does not have the character.
  static func bytes(of character: Character) -> [UInt8]? {
    if let letter = VietnameseLetter(character) {
      let untoned = letter.untoned
      guard let base = untoned.asciiValue ?? letters[untoned] else { return nil }
      return [base] + (tone(letter.tone).map { [$0] } ?? [])
    }
    return signs[character].map { [$0] }
  }

  private static func tone(_ tone: VietnameseLetter.Tone) -> UInt8? {
    switch tone {
    case .level: nil
    case .grave: 0xCC
    case .hook: 0xD2
    case .tilde: 0xDE
    case .acute: 0xEC
    case .dot: 0xF2
    }
  }

  private static let letters: [Character: UInt8] = [
    "Â": 0xC2, "Ă": 0xC3, "Ê": 0xCA, "Đ": 0xD0, "Ô": 0xD4, "Ơ": 0xD5, "Ư": 0xDD,
    "â": 0xE2, "ă": 0xE3, "ê": 0xEA, "đ": 0xF0, "ô": 0xF4, "ơ": 0xF5, "ư": 0xFD,
  ]

  private static let signs: [Character: UInt8] = [
    "€": 0x80, "…": 0x85, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96,
    "—": 0x97, "«": 0xAB, "°": 0xB0, "±": 0xB1, "²": 0xB2, "³": 0xB3, "·": 0xB7, "»": 0xBB,
    "½": 0xBD, "×": 0xD7, "÷": 0xF7, "₫": 0xFE,
  ]
}
