extension EntryHeader {
  /// Reads a header, every byte of it.
  /// - Throws: `FormError` with the line and value of the first fault.
  package init(parsing bytes: [UInt8]) throws(FormError) {
    var lines = LineReader(bytes, code: .header)
    self = try EntryHeader(from: &lines)
    try lines.end()
  }

  /// Reads the eight lines that come next.
  init(from lines: inout LineReader) throws(FormError) {
    try lines.literal("phuctra-entry/1")
    device = try lines.identity("device")
    epoch = try lines.number("epoch")
    sequence = try lines.number("seq")
    previous = try lines.hash("previous")
    kind = try lines.field("kind", "a lower-case letter, then at most 31 letters or hyphens") {
      EntryKind($0)
    }
    bodyLength = try lines.field("body-length", "a decimal number of bytes, at most 65536") {
      Self.length($0)
    }
    bodyHash = try lines.hash("body-sha256")
  }

  private static func length(_ digits: ArraySlice<UInt8>) -> Int? {
    guard let length = Number.plain(digits, mostDigits: 5), length <= Int64(longestBody) else {
      return nil
    }
    return Int(length)
  }
}

/// Decimal numbers in the one spelling the formats allow.
enum Number {
  /// The value of 1 to `mostDigits` digits without a leading zero (but for 0 itself), else nil.
  static func plain(_ digits: ArraySlice<UInt8>, mostDigits: Int) -> Int64? {
    guard (1...mostDigits).contains(digits.count),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}
