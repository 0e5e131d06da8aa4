/// So many of so many, exact; ratios are rounded half up to whole millionths, without floating point.
package struct Share: Hashable, Sendable {
  package var count: Int
  package var whole: Int

  package init(_ count: Int, of whole: Int) {
    self.count = count
    self.whole = whole
  }

  /// Millionths; nil of nothing at all.
  package var millionths: Int? {
    guard whole > 0 else { return nil }
    return Int((Int128(count) * 2_000_000 + Int128(whole)) / (2 * Int128(whole)))
  }

  /// Thousandths; nil of nothing at all.
  package var permille: Int? {
    guard whole > 0 else { return nil }
    return Int((Int128(count) * 2000 + Int128(whole)) / (2 * Int128(whole)))
  }

  /// Hundredths of one in ten thousand, for what is rare: 13 of 374,260 are 35.
  package var hundredthsPerTenThousand: Int? { millionths }
}

/// A rate of wrong records that a utility published.
package struct PublishedRate: Hashable, Sendable {
  package var utility: String
  /// Month as `2020-06`.
  package var month: String
  package var wrong: Share

  /// What utilities said of the re-inspections of 2020. EVNHCMC counts reader's errors alone; the
  /// re-inspected of EVNNPC are printed as 1.34 and 3.53 million.
  package static let all = [
    PublishedRate(utility: "EVNHCMC", month: "2020-06", wrong: Share(13, of: 374_260)),
    PublishedRate(utility: "EVNNPC", month: "2020-05", wrong: Share(2056, of: 1_340_000)),
    PublishedRate(utility: "EVNNPC", month: "2020-06", wrong: Share(2175, of: 3_530_000)),
  ]
}
