extension Dial {
  /// Reads the digits as they stand on the dial, black ones first: `"013074"` on a dial of 5 + 1
  /// digits is 1307.4. One point or comma may stand before the red digits.
  ///
  /// Nil unless every digit of the dial is there: a missing leading zero is the commonest slip of
  /// entry, and guessing which digit is missing would invent a reading.
  package func read(digits: String) -> Index? {
    var bytes = Array(digits.utf8)
    if bytes.count == integerDigits + decimals + 1, decimals > 0,
      [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[integerDigits])
    {
      bytes.remove(at: integerDigits)
    }
    guard bytes.count == integerDigits + decimals else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    for _ in decimals..<3 { value *= 10 }
    return Index(thousandths: value)
  }
}
