/// XML as this program writes it.
enum XMLText {
  /// `text` with the characters that XML would read as its own escaped; carriage returns too, which a
  /// parser would make line feeds.
  static func escaped(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += Array("&amp;".utf8)
      case UInt8(ascii: "<"): result += Array("&lt;".utf8)
      case UInt8(ascii: ">"): result += Array("&gt;".utf8)
      case UInt8(ascii: "\r"): result += Array("&#13;".utf8)
      default: result.append(byte)
      }
    }
    return result
  }

  /// Bytes of the longest entity that `escaped` writes for one byte.
  static let longestEntity = 6

  /// True for a byte that `escaped` changes.
  @inline(__always)
  static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\r")
  }

  /// An element of this name, which is one already: another file's, or `elementName(_:)`'s.
  static func element(_ name: String, _ value: String) -> [UInt8] {
    Array("<\(name)>".utf8) + escaped(value) + Array("</\(name)>".utf8)
  }

  /// A column's name as an element may bear it: other characters become `_xHHHH_`, as .NET writes it.
  static func elementName(_ name: String) -> String {
    var result = ""
    for scalar in name.unicodeScalars {
      if isLetter(scalar) || (!result.isEmpty && isLater(scalar)) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "_x" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_"
      }
    }
    return result
  }

  /// True for the letters that a name may begin with by every edition of XML 1.0: Latin ones, with all
  /// that Vietnamese has, and ideographs. Parsers, expat among them, go by the fourth edition, so what
  /// the fifth added is no letter here.
  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "A"..."Z", "a"..."z", "_": true
    case "\u{C0}"..."\u{D6}", "\u{D8}"..."\u{F6}", "\u{F8}"..."\u{131}": true
    case "\u{134}"..."\u{13E}", "\u{141}"..."\u{148}", "\u{14A}"..."\u{17E}": true
    case "\u{180}"..."\u{1C3}", "\u{1CD}"..."\u{1F0}", "\u{1E00}"..."\u{1E9B}": true
    case "\u{1EA0}"..."\u{1EF9}", "\u{4E00}"..."\u{9FA5}": true
    default: false
    }
  }

  private static func isLater(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || scalar == "-" || scalar == "."
  }
}
