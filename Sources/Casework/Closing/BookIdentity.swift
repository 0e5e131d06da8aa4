package import Metering

/// Which book (MA_QUYEN) is meant: books are closed for billing one unit and period at a time.
package struct BookIdentity: Hashable, Sendable {
  /// The utility unit (MA_DVIQLY).
  package let unit: String
  package let book: String
  package let period: BillingPeriod

  package init(unit: String, book: String, period: BillingPeriod) {
    self.unit = unit
    self.book = book
    self.period = period
  }
}

extension BookIdentity: Comparable {
  package static func < (left: BookIdentity, right: BookIdentity) -> Bool {
    (left.unit, left.period, left.book) < (right.unit, right.period, right.book)
  }
}
