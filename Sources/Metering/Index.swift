/// What a register's dial shows or is said to have shown: thousandths of an index unit, exact.
///
/// An index is never negative and never floating point: a Float32 turns 1234567.8 into 1234567.75.
/// An index of 0 is a reading like any other; absence is an optional.
package struct Index: Hashable, Comparable, Sendable {
  /// Thousandths of an index unit, 0 or above.
  package let thousandths: Int64

  /// The most an index can be: nine integer and three decimal digits.
  package static let greatest = Index(unchecked: 999_999_999_999)

  /// The index 0.
  package static let zero = Index(unchecked: 0)

  private init(unchecked thousandths: Int64) {
    self.thousandths = thousandths
  }

  /// Nil where `thousandths` is negative or beyond nine integer digits.
  package init?(thousandths: Int64) {
    guard (0...999_999_999_999).contains(thousandths) else { return nil }
    self.thousandths = thousandths
  }

  /// Reads plain digits with at most three places after a point: `"1307.4"`, `"01307"`.
  ///
  /// Nil for anything else: a sign, blanks, more than nine integer or three decimal digits.
  package init?(_ text: some StringProtocol) {
    guard let value = Decimal.scaled(text, places: 3), text.utf8.first != UInt8(ascii: "-") else {
      return nil
    }
    self.init(thousandths: value)
  }

  package static func < (left: Index, right: Index) -> Bool {
    left.thousandths < right.thousandths
  }

  /// The digits before the point, as a number.
  package var integerPart: Int64 { thousandths / 1000 }
}

extension Index: CustomStringConvertible {
  /// Plain digits with a point and no trailing zeros: `"1307.4"`.
  package var description: String { Decimal.text(thousandths, places: 3) }
}
