/// What some energy of a billing period costs a household, in VND, with the arithmetic behind it.
package struct Bill: Hashable, Sendable {
  /// A stretch of the period under one price table; a period has two where prices changed in it.
  package struct Part: Hashable, Sendable {
    package var decision: String
    package var days: Int
    package var lines: [Line]
  }

  /// One tier's share.
  package struct Line: Hashable, Sendable {
    /// kWh that the tier holds in this stretch for all households; nil for the last tier.
    package var quota: Int64?
    package var energy: Energy
    /// VND a kWh, before VAT.
    package var price: Int64
    /// VND before VAT, rounded to whole dong.
    package var amount: Int64
  }

  package var parts: [Part]
  /// Per cent.
  package var taxPercent: Int64

  /// VND before VAT.
  package var beforeTax: Int64 {
    parts.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.amount } }
  }
  /// VND of VAT on the whole bill, rounded to whole dong.
  package var tax: Int64 { Rounding.half(Int128(beforeTax) * Int128(taxPercent), by: 100) }
  /// VND to pay.
  package var total: Int64 { beforeTax + tax }
  package var energy: Energy {
    parts.reduce(.zero) { $0 + $1.lines.reduce(.zero) { $0 + $1.energy } }
  }
  /// The decisions, earliest first.
  package var decisions: [String] { parts.map(\.decision) }
}

/// The days a bill is for, and for whom.
package struct BilledPeriod: Hashable, Sendable {
  /// The day of the reading before.
  package var from: Day
  /// The day of the reading that ends it.
  package var to: Day
  /// Households behind the meter (SO_HO), at least 1.
  package var households: Int

  package init(from: Day, to: Day, households: Int = 1) {
    self.from = from
    self.to = to
    self.households = max(households, 1)
  }

  /// Days between the two readings: N of the rule.
  package var days: Int { to.number - from.number }

  /// Days of the calendar month before the one that the period ends in: T of the rule. From a day of
  /// one month to the same day of the next there are just so many, so that a regular period has the
  /// full quotas.
  package var wholeMonth: Int {
    let end = to.civil
    return end.month == 1
      ? Day.length(year: end.year - 1, month: 12)
      : Day.length(year: end.year, month: end.month - 1)
  }
}

/// Arithmetic rounding: halves away from zero.
enum Rounding {
  static func half(_ value: Int128, by divisor: Int128) -> Int64 {
    let half = value < 0 ? -divisor / 2 : divisor / 2
    return Int64(clamping: (value + half) / divisor)
  }
}
