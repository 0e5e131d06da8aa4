import Metering

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

  /// Whether these characters stand here; they are not passed.
  func isNext(_ literal: StaticString) -> Bool {
    var ahead = self
    return ahead.skip(literal)
  }

  /// A text between quotes.
  mutating func text() throws(Deviation) -> String {
    String(decoding: try characters(), as: UTF8.self)
  }

  /// A decimal between quotes, in units of 10^-`places`.
  mutating func decimal(places: Int) throws(Deviation) -> Int64 {
    guard let value = Decimal.scaled(try characters(), places: places)?.value else {
      throw Deviation()
    }
    return value
  }

  /// What stands between quotes, without them.
  private mutating func characters() throws(Deviation) -> UnsafeBufferPointer<UInt8> {
    try pass("\"")
    let start = position
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return UnsafeBufferPointer(rebasing: bytes[start..<(position - 1)])
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

  /// A month and its cycle between quotes: `2026-06/1`.
  mutating func period() throws(Deviation) -> BillingPeriod {
    try pass("\"")
    let year = try number()
    try pass("-")
    let isShort = skip("0")
    let month = try number()
    guard isShort == (month < 10) else { throw Deviation() }
    try pass("/")
    let cycle = try number()
    try pass("\"")
    guard let period = BillingPeriod(year: Int(year), month: Int(month), cycle: Int(cycle)) else {
      throw Deviation()
    }
    return period
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
