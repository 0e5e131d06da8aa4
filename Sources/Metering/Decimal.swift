/// Exact decimal numbers of a fixed number of places, parsed from and printed as plain digits.
///
/// The reader takes ASCII digits with at most one point and an optional leading minus; no exponent,
/// no thousands separator, no surrounding blanks. What does not fit exactly is refused, never rounded.
package enum Decimal {
  /// The value of `text` in units of 10^-`places`, or nil where it is not a plain decimal, has more
  /// significant places than `places`, or does not fit.
  /// - Complexity: O(length of the text).
  package static func scaled(_ text: some StringProtocol, places: Int) -> Int64? {
    scaled(text.utf8, places: places)?.value
  }

  /// As `scaled(_:places:)` over UTF-8 bytes; also gives how many places were written.
  @inlinable
  package static func scaled(
    _ bytes: some Sequence<UInt8>, places: Int
  ) -> (value: Int64, written: Int)? {
    scaled(bytes, places: places, in: Int64.self)
  }

  /// The same in whatever integer is wide enough for what is read.
  @inlinable
  package static func scaled<Value: FixedWidthInteger & SignedInteger>(
    _ bytes: some Sequence<UInt8>, places: Int, in type: Value.Type
  ) -> (value: Value, written: Int)? {
    var magnitude: Value = 0
    var negative = false
    var digits = 0
    var written = -1
    for (position, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "-") where position == 0:
        negative = true
      case UInt8(ascii: ".") where written < 0 && digits > 0:
        written = 0
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits += 1
        if written >= 0 { written += 1 }
        if written > places {
          guard byte == UInt8(ascii: "0") else { return nil }
          continue
        }
        let (shifted, over) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, overSum) = shifted.addingReportingOverflow(Value(byte - UInt8(ascii: "0")))
        guard !over, !overSum else { return nil }
        magnitude = sum
      default:
        return nil
      }
    }
    guard digits > 0, written != 0 else { return nil }
    for _ in 0..<(places - min(max(written, 0), places)) {
      let (shifted, over) = magnitude.multipliedReportingOverflow(by: 10)
      guard !over else { return nil }
      magnitude = shifted
    }
    return (negative ? -magnitude : magnitude, max(written, 0))
  }

  /// `value` · 10^-`places` as plain digits, without trailing zeros, `separator` before the places.
  package static func text<Value: BinaryInteger>(
    _ value: Value, places: Int, separator: Character = "."
  ) -> String {
    var digits = String(value.magnitude)
    if digits.count <= places {
      digits = String(repeating: "0", count: places + 1 - digits.count) + digits
    }
    let whole = digits.dropLast(places)
    var fraction = digits.suffix(places)
    while fraction.last == "0" { fraction.removeLast() }
    let sign = value < 0 ? "-" : ""
    return fraction.isEmpty ? sign + whole : "\(sign)\(whole)\(separator)\(fraction)"
  }
}
