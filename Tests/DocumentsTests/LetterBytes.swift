import Casework
import Documents

/// The letters of Vietnamese with the bytes that the standards give them, written down one by one so
/// that the tables of the program are held against something else.
enum LetterBytes {
  /// All 134 letters that ASCII lacks: the letter, and what it is without accents.
  static let letters: [(Character, Character)] =
    zip(
      "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
      "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
    ).flatMap { small, base in
      [(small, base)]
        + zip(small.uppercased(), base.uppercased()).map { ($0, $1) }
    }

  /// TCVN 5712:1993 VN3.
  static let tcvn3: [Character: UInt8] = [
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7, "ă": 0xA8,
    "â": 0xA9, "ê": 0xAA, "ô": 0xAB, "ơ": 0xAC, "ư": 0xAD, "đ": 0xAE, "à": 0xB5, "ả": 0xB6,
    "ã": 0xB7, "á": 0xB8, "ạ": 0xB9, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE, "ặ": 0xC6,
    "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF,
    "é": 0xD0, "ẹ": 0xD1, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6, "ì": 0xD7,
    "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE, "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3,
    "ọ": 0xE4, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9, "ờ": 0xEA, "ở": 0xEB,
    "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE, "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4,
    "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9, "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC,
    "ý": 0xFD, "ỵ": 0xFE,
  ]

  /// Windows-1258, from 0x80 on: what a byte is on its own, or which mark it puts on the letter before.
  static let windows1258: [UInt8: Unicode.Scalar] = [
    0x80: "\u{20AC}", 0x85: "\u{2026}", 0x91: "\u{2018}", 0x92: "\u{2019}", 0x93: "\u{201C}",
    0x94: "\u{201D}", 0x95: "\u{2022}", 0x96: "\u{2013}", 0x97: "\u{2014}", 0xAB: "\u{AB}",
    0xB0: "\u{B0}", 0xB1: "\u{B1}", 0xB2: "\u{B2}", 0xB3: "\u{B3}", 0xB7: "\u{B7}",
    0xBB: "\u{BB}", 0xBD: "\u{BD}", 0xC2: "\u{C2}", 0xC3: "\u{102}", 0xCA: "\u{CA}",
    0xCC: "\u{300}", 0xD0: "\u{110}", 0xD2: "\u{309}", 0xD4: "\u{D4}", 0xD5: "\u{1A0}",
    0xD7: "\u{D7}", 0xDD: "\u{1AF}", 0xDE: "\u{303}", 0xE2: "\u{E2}", 0xE3: "\u{103}",
    0xEA: "\u{EA}", 0xEC: "\u{301}", 0xF0: "\u{111}", 0xF2: "\u{323}", 0xF4: "\u{F4}",
    0xF5: "\u{1A1}", 0xF7: "\u{F7}", 0xFD: "\u{1B0}", 0xFE: "\u{20AB}",
  ]

  /// What a printer of that code page shows of the bytes.
  static func decoded(_ bytes: [UInt8], _ codePage: PrinterCodePage) -> String {
    var text = String.UnicodeScalarView()
    switch codePage {
    case .utf8: return String(decoding: bytes, as: UTF8.self)
    case .ascii:
      for byte in bytes { text.append(byte < 0x80 ? Unicode.Scalar(byte) : "\u{FFFD}") }
    case .cp1258:
      for byte in bytes {
        text.append(byte < 0x80 ? Unicode.Scalar(byte) : windows1258[byte] ?? "\u{FFFD}")
      }
    case .tcvn3:
      let back = Dictionary(tcvn3.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      for byte in bytes {
        let letter: Character =
          byte < 0x80 ? Character(Unicode.Scalar(byte)) : back[byte] ?? "\u{FFFD}"
        text.append(contentsOf: letter.unicodeScalars)
      }
    }
    return String(text)
  }
}
