/// Reads JSON in the one plain form in which this program writes it: keys sorted, no spaces, no
/// escapes, ASCII.
///
/// It accepts less than JSON and never more: whatever deviates is left to the JSON decoder, which
/// takes some ten times as long.
struct PlainReader {
  /// The bytes are not in the plain form; no fault yet.
  struct Deviation: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }

  /// Passes exactly these characters.
  mutating func pass(_ literal: StaticString) throws(Deviation) {
    guard skip(literal) else { throw Deviation() }
  }

  /// Passes these characters where they stand here.
  mutating func skip(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard bytes.count - position >= count else { return false }
    let start = literal.utf8Start
    for offset in 0..<count where bytes[position + offset] != start[offset] { return false }
    position += count
    return true
  }

  /// A text between quotes.
  mutating func text() throws(Deviation) -> String {
    try pass("\"")
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = String(
          decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        position += 1
        return text
      }
      guard (0x20...0x7E).contains(byte), byte != UInt8(ascii: "\\") else { break }
      position += 1
    }
    throw Deviation()
  }

  /// A value of a text.
  mutating func value<Value>(_ make: (String) -> Value?) throws(Deviation) -> Value {
    guard let value = make(try text()) else { throw Deviation() }
    return value
  }

  /// At most eighteen digits, none leading in vain.
  mutating func number() throws(Deviation) -> Int64 {
    let start = position
    var number: Int64 = 0
    while position < bytes.count, position - start < 18,
      case let digit = bytes[position] &- UInt8(ascii: "0"), digit <= 9
    {
      number = number * 10 + Int64(digit)
      position += 1
    }
    let count = position - start
    guard count > 0, count == 1 || bytes[start] != UInt8(ascii: "0") else { throw Deviation() }
    return number
  }

  /// Values between brackets.
  mutating func list<Value>(
    _ element: (inout PlainReader) throws(Deviation) -> Value
  ) throws(Deviation) -> [Value] {
    try pass("[")
    if skip("]") { return [] }
    var values = [try element(&self)]
    while skip(",") { values.append(try element(&self)) }
    try pass("]")
    return values
  }
}
