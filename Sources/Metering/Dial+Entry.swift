extension Dial {
  /// What a row of keyed digits is to this dial.
  package enum Entry: Hashable, Sendable {
    /// Every digit of the dial is there.
    case complete(Index)
    /// So many digits are still missing, black and red together.
    case missing(Int)
    /// So many digits more than the dial has.
    case surplus(Int)
    /// Something other than digits and one point or comma before the red ones.
    case malformed
  }

  /// Holds keyed digits against the dial, black ones first; one point or comma may stand before the
  /// red digits. Nothing is padded or cut: which digit is missing is for the person at the dial to
  /// say.
  package func entry(_ digits: String) -> Entry {
    if let index = read(digits: digits) { return .complete(index) }
    var bytes = Array(digits.utf8)
    let separators = [UInt8(ascii: "."), UInt8(ascii: ",")]
    if decimals > 0, let point = bytes.firstIndex(where: separators.contains) {
      guard point <= integerDigits else { return .malformed }
      // A point before all black digits are there says that the missing ones are black.
      guard point == integerDigits else {
        bytes.remove(at: point)
        let isDigits = bytes.allSatisfy(Dial.isDigit) && bytes.count - point <= decimals
        return isDigits ? .missing(integerDigits + decimals - bytes.count) : .malformed
      }
      bytes.remove(at: point)
    }
    guard bytes.allSatisfy(Dial.isDigit) else { return .malformed }
    let short = integerDigits + decimals - bytes.count
    return short > 0 ? .missing(short) : .surplus(-short)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
