/// Finds surrogates without their other half in UTF-16 that streams by.
///
/// Expat takes any unit behind a leading surrogate for its trailing one and makes up a character; a
/// row read so could not be read again the same.
struct SurrogateCheck {
  private let encoding: TextEncoding
  private var awaitsTrail = false

  init(_ encoding: TextEncoding) {
    self.encoding = encoding
  }

  /// How many of the next bytes are sound: all of them, or those before the first unit at fault.
  /// UTF-8 is left to the parser.
  ///
  /// Every piece but the last must hold whole units.
  mutating func check(_ bytes: UnsafeRawBufferPointer) -> Int {
    guard encoding != .utf8 else { return bytes.count }
    let high = encoding == .utf16LittleEndian ? 1 : 0
    var position = 0
    while position + 1 < bytes.count {
      let isTrail = (0xDC...0xDF).contains(bytes[position + high])
      guard isTrail == awaitsTrail else { return position }
      awaitsTrail = (0xD8...0xDB).contains(bytes[position + high])
      position += 2
    }
    return bytes.count
  }
}
