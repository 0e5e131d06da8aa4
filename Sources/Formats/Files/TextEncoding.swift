/// How a file's text is encoded.
package enum TextEncoding: String, Hashable, Sendable {
  case utf8, utf16LittleEndian, utf16BigEndian

  /// The encoding and the length of the BOM, from the first four bytes.
  /// - Throws: `unsupportedEncoding` for UTF-32.
  static func detect(_ head: some Collection<UInt8>) throws(ScanStop) -> (TextEncoding, bom: Int) {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw .fault(FormatFault(.unsupportedEncoding, value: "UTF-32"))
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if head.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if head.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    return (.utf8, 0)
  }

  /// `bytes` of this encoding (without a BOM) as UTF-8.
  ///
  /// What is no text becomes the byte 0xFF, which is never UTF-8, so the one check of the text that
  /// follows finds the place.
  func utf8(_ bytes: [UInt8]) -> [UInt8] {
    guard self != .utf8 else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while let (scalar, length) = scalar(at: position, of: bytes) {
      if let encoded = scalar.flatMap({ UTF8.encode($0) }) {
        result.append(contentsOf: encoded)
      } else {
        result.append(0xFF)
      }
      position += length
    }
    return result
  }

  /// The line feeds among some bytes of this encoding, whole characters all.
  func lineFeeds(in bytes: [UInt8]) -> Int {
    if self == .utf8 { return bytes.count { $0 == UInt8(ascii: "\n") } }
    return stride(from: 0, to: bytes.count, by: 2).count { unit(at: $0, of: bytes) == 0x0A }
  }

  /// The place after the first line feed among them; nil where there is none.
  func afterLineFeed(in bytes: [UInt8]) -> Int? {
    if self == .utf8 { return bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } }
    return stride(from: 0, to: bytes.count, by: 2).first { unit(at: $0, of: bytes) == 0x0A }
      .map { $0 + 2 }
  }

  /// The scalar at a place of UTF-16 bytes and how many bytes it takes; a nil scalar for a lone
  /// surrogate or half a unit; nil at the end.
  private func scalar(
    at position: Int, of bytes: [UInt8]
  ) -> (scalar: Unicode.Scalar?, length: Int)? {
    guard position < bytes.count else { return nil }
    guard let first = unit(at: position, of: bytes) else { return (nil, bytes.count - position) }
    guard UTF16.isLeadSurrogate(first) else { return (Unicode.Scalar(first), 2) }
    guard let second = unit(at: position + 2, of: bytes), UTF16.isTrailSurrogate(second) else {
      return (nil, 2)
    }
    let high = UInt32(first - 0xD800) << 10
    return (Unicode.Scalar(0x10000 + high + UInt32(second - 0xDC00)), 4)
  }

  private func unit(at position: Int, of bytes: [UInt8]) -> UInt16? {
    guard position + 1 < bytes.count else { return nil }
    let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
    return self == .utf16LittleEndian ? first | second << 8 : first << 8 | second
  }
}

/// A file's text as a stream of UTF-8, whatever its encoding, from a place on.
struct TextSource {
  let input: ByteInput
  let encoding: TextEncoding
  /// Where in the file the next byte comes from.
  private(set) var offset: Int64

  init(input: ByteInput, encoding: TextEncoding, offset: Int64) {
    self.input = input
    self.encoding = encoding
    self.offset = offset
  }

  /// Fills the buffer (at least 16 bytes) as far as it goes; 0 at the end of the file.
  mutating func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ScanStop) -> Int {
    if encoding == .utf8 {
      let count = try input.read(at: offset, into: buffer)
      offset += Int64(count)
      return count
    }
    // Two bytes of UTF-16 are at most three of UTF-8.
    var units = try input.bytes(at: offset, count: min(buffer.count / 3 * 2, 65536))
    if units.count > 2, isLead(units, at: units.count - 2) { units.removeLast(2) }
    offset += Int64(units.count)
    let text = encoding.utf8(units)
    buffer.copyBytes(from: text)
    return text.count
  }

  /// True where the unit is the first of a pair, whose second lies in the next read.
  private func isLead(_ bytes: [UInt8], at position: Int) -> Bool {
    let high = bytes[encoding == .utf16LittleEndian ? position + 1 : position]
    return (0xD8...0xDB).contains(high)
  }
}
