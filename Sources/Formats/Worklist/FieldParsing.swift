import Metering

/// Exact numbers and dates from a field's bytes, without a String in between.
///
/// Stricter than `Decimal`: digits are counted as written, leading and trailing zeros included.
enum FieldParsing {
  /// A plain decimal in units of 10^-places, and the places written.
  struct Number {
    var value: Int64
    var written: Int
  }

  /// Reads an optional minus, 1 to `integers` digits, and at most `places` digits after a point.
  @inline(__always)
  static func decimal(
    _ bytes: UnsafeBufferPointer<UInt8>, integers: Int, places: Int
  ) -> Number? {
    var position = 0
    let count = bytes.count
    let negative = count > 0 && bytes[0] == UInt8(ascii: "-")
    if negative { position = 1 }
    var value: Int64 = 0
    let first = position
    while position < count {
      let digit = bytes[position] &- UInt8(ascii: "0")
      if digit > 9 { break }
      // At most 18 digits in all, so the value cannot overflow.
      if position - first == integers { return nil }
      value = value &* 10 &+ Int64(digit)
      position &+= 1
    }
    if position == first { return nil }
    var written = 0
    if position < count {
      guard bytes[position] == UInt8(ascii: ".") else { return nil }
      position += 1
      while position < count {
        let digit = bytes[position] &- UInt8(ascii: "0")
        if digit > 9 || written == places { return nil }
        value = value &* 10 &+ Int64(digit)
        written += 1
        position += 1
      }
      if written == 0 { return nil }
    }
    for _ in written..<places { value = value &* 10 }
    return Number(value: negative ? -value : value, written: written)
  }

  /// A whole number without a sign, of at most nine digits.
  static func whole(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let number = decimal(bytes, integers: 9, places: 0), bytes[0] != UInt8(ascii: "-") else {
      return nil
    }
    return Int(number.value)
  }

  /// A date and time in Viet Nam. The common form `2026-06-12T10:37:00` is read here, the others by
  /// `LocalMinute` itself.
  static func minute(_ bytes: UnsafeBufferPointer<UInt8>) -> LocalMinute? {
    guard bytes.count == 19, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[16] == UInt8(ascii: ":"),
      let century = pair(bytes, 0), let year = pair(bytes, 2), let month = pair(bytes, 5),
      let dayOfMonth = pair(bytes, 8), let hour = pair(bytes, 11), let minute = pair(bytes, 14),
      let second = pair(bytes, 17), hour < 24, minute < 60, second < 60,
      let day = Day(year: century * 100 + year, month: month, day: dayOfMonth)
    else {
      return bytes.count > 40 ? nil : LocalMinute(inVietnam: String(decoding: bytes, as: UTF8.self))
    }
    return LocalMinute(day: day, minute: hour * 60 + minute)
  }

  /// Two digits.
  @inline(__always)
  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int? {
    let (tens, units) = (bytes[place] &- 0x30, bytes[place + 1] &- 0x30)
    return tens > 9 || units > 9 ? nil : Int(tens) * 10 + Int(units)
  }
}

/// A short code's bytes packed into a number, so that codes are compared without Strings.
struct PackedCode: Hashable {
  let bits: UInt128

  /// Nil beyond 16 bytes.
  @inline(__always)
  init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count <= 16 else { return nil }
    var bits: UInt128 = 0
    for byte in bytes { bits = bits << 8 | UInt128(byte) }
    self.bits = bits
  }
}

/// A closed set of codes that a column may hold, each with its meaning.
struct CodeTable<Meaning: Sendable>: Sendable {
  private let entries: [(code: UInt128, meaning: Meaning)]
  /// For a fault's text.
  let names: String

  init(_ codes: [(String, Meaning)]) {
    entries = codes.compactMap { name, meaning in
      PackedCode(Array(name.utf8)).map { ($0.bits, meaning) }
    }
    names = codes.map(\.0).joined(separator: " ")
  }

  @inline(__always)
  func meaning(of bytes: UnsafeBufferPointer<UInt8>) -> Meaning? {
    guard let code = PackedCode(bytes) else { return nil }
    for entry in entries where entry.code == code.bits { return entry.meaning }
    return nil
  }
}

/// The codes of worklists.
enum Codes {
  static let registers = CodeTable(RegisterKind.allCases.map { ($0.rawValue, $0) })
  static let invoices = CodeTable([("CHUA_PH", InvoiceState.notIssued), ("DA_PH", .issued)])
  static let reasons = CodeTable(FlagReason.allCases.map { ($0.rawValue, $0) })
  static let methods = CodeTable(ReadingMethod.allCases.map { ($0.rawValue, $0) })
}
