/// What a look at a text's bytes says.
enum TextCheck: Equatable {
  case fine
  /// Holds a combining mark (U+0300 to U+036F): may not be NFC.
  case decomposed
  /// No UTF-8, from this place on.
  case invalid(at: Int)
  /// DEL or a control character of the C1 set (U+0080 to U+009F), which terminals obey.
  case control(at: Int)
  /// U+FFFE or U+FFFF, which XML cannot hold, not even escaped.
  case noncharacter(at: Int)

  /// Checks UTF-8 by the table of well-formed byte sequences (Unicode 15, table 3-7).
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    var decomposed = false
    while position < bytes.count {
      let first = bytes[position]
      if first < 0x7F {
        position += 1
        continue
      }
      if first == 0x7F {
        self = .control(at: position)
        return
      }
      let length = TextCheck.length(at: position, of: bytes)
      guard length > 0 else {
        self = .invalid(at: position)
        return
      }
      let second = bytes[position + 1]
      if first == 0xC2, second < 0xA0 {
        self = .control(at: position)
        return
      }
      if first == 0xEF, second == 0xBF, bytes[position + 2] >= 0xBE {
        self = .noncharacter(at: position)
        return
      }
      if first == 0xCC || (first == 0xCD && second < 0xB0) { decomposed = true }
      position += length
    }
    self = decomposed ? .decomposed : .fine
  }

  /// The length of the sequence that starts with a byte above 0x7F; 0 where it is ill-formed.
  private static func length(at position: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let first = bytes[position]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]) else { return 0 }
    for place in (position + 1)..<(position + length) where bytes[place] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
