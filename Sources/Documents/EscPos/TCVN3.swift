/// TCVN 5712:1993, the set VN3 (known as TCVN3, ABC): one byte a letter, none below 0xA1.
///
/// VN3 has the seven capitals that are letters of their own, but no capital with a tone: fonts of
/// that time kept those in a second font. They are written as small letters here, which loses a
/// capital but never a tone, and names stay what they are.
enum TCVN3 {
  /// nil where the set does not have the character, small or capital.
  static func byte(of character: Character) -> UInt8? {
    if let byte = letters[character] { return byte }
    guard let letter = VietnameseLetter(character), letter.tone != .level else { return nil }
    let small = character.lowercased()
    return small.count == 1 ? small.first.flatMap { letters[$0] } : nil
  }

  private static let letters: [Character: UInt8] = {
    var letters: [Character: UInt8] = [:]
    for (first, row) in rows {
      for (offset, character) in row.enumerated() where character != " " {
        letters[character] = first + UInt8(offset)
      }
    }
    return letters
  }()

  /// Bytes in order from the first of each row; a blank is a byte that is no letter.
  private static let rows: [(UInt8, String)] = [
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"), (0xB5, "àảãáạ ằẳẵắ"), (0xC6, "ặầẩẫấậè ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"),
  ]
}
