/// The digits of a register's dial: the black integer digits, and the red or displayed decimals.
///
/// The number of integer digits is data, never inferred from a reading: a rollover is taken modulo
/// 10^`integerDigits`, and inferring the digits from 00980 makes 00980 → 00012 come out as 32
/// instead of 99,032.
package struct Dial: Hashable, Sendable {
  /// Black digits, 1 to 9.
  package let integerDigits: Int
  /// Red digits or displayed decimals, 0 to 3.
  package let decimals: Int

  /// Nil outside 1–9 integer digits or 0–3 decimals.
  package init?(integerDigits: Int, decimals: Int) {
    guard (1...9).contains(integerDigits), (0...3).contains(decimals) else { return nil }
    self.integerDigits = integerDigits
    self.decimals = decimals
  }

  /// One full turn of the dial, in thousandths of an index unit: 10^`integerDigits`.
  package var turn: Int64 {
    var turn: Int64 = 1000
    for _ in 0..<integerDigits { turn *= 10 }
    return turn
  }

  /// True where the dial can show `index`: within its integer digits and with no finer decimals.
  package func canShow(_ index: Index) -> Bool {
    var unit: Int64 = 1000
    for _ in 0..<decimals { unit /= 10 }
    return index.thousandths < turn && index.thousandths % unit == 0
  }
}

/// How a dial shows its digits: what they are taken for depends on it.
package enum DialFace: String, CaseIterable, Hashable, Sendable {
  /// Numbered drums of a mechanical meter (*công tơ cơ*), one of which may stand between two digits.
  case drums = "CO"
  /// Seven segments of an electronic meter (*công tơ điện tử*), of which one may be weak.
  case segments = "DT"
}
