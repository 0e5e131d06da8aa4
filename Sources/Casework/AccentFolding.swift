/// Vietnamese text without accents and capitals, as people type it in a search field.
package enum AccentFolding {
  /// The UTF-8 of a text folded: đ is d, ỡ is o, Ư is u; other letters stay, combining marks go.
  /// - Complexity: O(bytes), without an allocation once `folded` has grown.
  package static func append(_ text: UnsafeBufferPointer<UInt8>, to folded: inout [UInt8]) {
    var position = 0
    while position < text.count {
      let byte = text[position]
      if byte < 0x80 {
        folded.append(lowered(byte))
        position += 1
        continue
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let end = min(text.count, position + length)
      var scalar = UInt32(byte) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
      for next in text[(position + 1)..<end] { scalar = scalar << 6 | UInt32(next & 0x3F) }
      if let letter = base(scalar) {
        folded.append(letter)
      } else if !(0x300...0x36F).contains(scalar) {
        folded.append(contentsOf: text[position..<end])
      }
      position = end
    }
  }

  /// The same for a text that a person typed.
  package static func folded(_ text: String) -> [UInt8] {
    var text = text
    var folded: [UInt8] = []
    text.withUTF8 { append($0, to: &folded) }
    return folded
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }

  /// The bare lower-case letter under a Latin letter's accents; nil for anything else.
  private static func base(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0xC0...0xFF: return letter(latinOne, scalar - 0xC0)
    case 0x102, 0x103: return UInt8(ascii: "a")
    case 0x110, 0x111: return UInt8(ascii: "d")
    case 0x128, 0x129: return UInt8(ascii: "i")
    case 0x168, 0x169, 0x1AF, 0x1B0: return UInt8(ascii: "u")
    case 0x1A0, 0x1A1: return UInt8(ascii: "o")
    case 0x1EA0...0x1EF9: return letter(vietnamese, scalar - 0x1EA0)
    default: return nil
    }
  }

  private static func letter(_ table: [UInt8], _ place: UInt32) -> UInt8? {
    let letter = table[Int(place)]
    return letter == UInt8(ascii: ".") ? nil : letter
  }

  /// U+00C0 to U+00FF; a point where the letter stays as it is.
  private static let latinOne = Array(
    "aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y".utf8)

  /// U+1EA0 to U+1EF9, capital and small in turn.
  private static let vietnamese = Array(
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"
      .utf8)
}
