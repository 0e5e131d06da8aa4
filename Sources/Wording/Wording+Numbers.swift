extension Wording {
  /// The mark before decimals: `,` in Vietnamese, `.` in English.
  package var decimalMark: Character { language == .vietnamese ? "," : "." }

  /// The mark between groups of three digits.
  package var groupMark: Character { language == .vietnamese ? "." : "," }

  /// Plain digits such as `"-1234.5"` as this language writes them: `-1.234,5`.
  ///
  /// A proper minus sign stands before a negative number where `signed`, and a plus before a
  /// positive one.
  package func number(_ plain: String, signed: Bool = false) -> String {
    var digits = plain[...]
    let isNegative = digits.first == "-"
    if isNegative { digits.removeFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    var grouped = ""
    let whole = parts.first ?? "0"
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position).isMultiple(of: 3) { grouped.append(groupMark) }
      grouped.append(digit)
    }
    if parts.count > 1 {
      grouped.append(decimalMark)
      grouped += parts[1]
    }
    if isNegative { return "−" + grouped }
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return signed && !isZero ? "+" + grouped : grouped
  }

  /// A whole number with groups.
  package func number(_ value: some BinaryInteger, signed: Bool = false) -> String {
    number(String(value), signed: signed)
  }

  /// Tenths as a number with one decimal: 37 → `3,7`.
  package func tenths(_ value: Int64, signed: Bool = false) -> String {
    let magnitude = value.magnitude
    return number("\(value < 0 ? "-" : "")\(magnitude / 10).\(magnitude % 10)", signed: signed)
  }

  /// Millionths as whole percent, never rounded up to 100 or down to 0 unless they are that.
  package func percent(millionths: Int) -> String {
    let rounded = (millionths + 5000) / 10_000
    if rounded == 100 && millionths < 1_000_000 { return "> 99 %" }
    if rounded == 0 && millionths > 0 { return "< 1 %" }
    return "\(rounded) %"
  }
}
