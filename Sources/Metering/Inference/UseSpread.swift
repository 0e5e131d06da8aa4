/// How use spreads around what was expected: the distribution of the ratio use / expected.
///
/// Probabilities are UInt64 with 36 binary places, ratios Int64 with 20, both exact functions of
/// whole numbers.
struct UseSpread: Sendable {
  /// Probability 1.
  static let certain: UInt64 = 1 << 36

  private struct Knot {
    var ratio: Int64
    var below: UInt64
    /// (next.below − below) and (next.ratio − ratio).
    var rise: UInt64 = 0
    var run: Int64 = 1
  }

  private let knots: [Knot]
  /// For each sixteenth of the ratio up to `mapped` of them the last knot at or below its beginning:
  /// where a search may start.
  private let starts: [UInt8]
  private static let step: Int64 = 1 << 16
  private static let mapped = 64

  /// - Parameter quantiles: per mille and the ratio in hundredths, ascending; what lies above the
  ///   last falls as the inverse square of the ratio, as the measured tails do between 99 and 99.9 %.
  ///   Above the median what is left falls as a power of the ratio from quantile to quantile: a
  ///   straight line would put a cliff into the density at each of them.
  init(quantiles: [(perMille: UInt64, hundredths: Int64)]) {
    var knots: [Knot] = []
    for (at, quantile) in quantiles.enumerated() {
      let knot = Knot(
        ratio: quantile.hundredths << 20 / 100, below: quantile.perMille << 36 / 1000)
      knots.append(knot)
      guard quantile.perMille >= 500, at + 1 < quantiles.count else { continue }
      let next = quantiles[at + 1]
      knots += UseSpread.steps(
        from: knot,
        to: Knot(ratio: next.hundredths << 20 / 100, below: next.perMille << 36 / 1000))
    }
    for at in knots.indices.dropLast() {
      knots[at].rise = knots[at + 1].below - knots[at].below
      knots[at].run = max(knots[at + 1].ratio - knots[at].ratio, 1)
    }
    self.knots = knots
    starts = (0..<UseSpread.mapped).map { place in
      let ratio = Int64(place) * UseSpread.step
      return UInt8(knots.lastIndex { $0.ratio <= ratio } ?? 0)
    }
  }

  /// Knots between two, evenly spaced by the logarithms of ratio and of what lies above.
  private static func steps(from low: Knot, to high: Knot) -> [Knot] {
    let count: Int64 = 6
    let above = certain - low.below
    let ratios = LogWeight(UInt64(low.ratio), over: UInt64(high.ratio))
    let survivals = LogWeight(certain - high.below, over: above)
    return (1..<count).map { step in
      let ratio = LogWeight(raw: ratios.raw * (count - step) / count).scaled
      let left = LogWeight(raw: survivals.raw * step / count).scaled
      return Knot(
        ratio: Int64((UInt128(high.ratio) * UInt128(ratio)) >> 40),
        below: certain - UInt64((UInt128(above) * UInt128(left)) >> 40))
    }
  }

  /// Probability of a use of at most `use` where `expected` (above 0) was expected; both in the same
  /// unit, at most 2^40. Zero below zero.
  func probability(atMost use: Int64, expected: Int64) -> UInt64 {
    guard use >= 0 else { return 0 }
    let ratio = (use << 20) / max(expected, 1)
    guard let last = knots.last else { return UseSpread.certain }
    if ratio >= last.ratio {
      let above = UseSpread.certain - last.below
      let once = above * UInt64(last.ratio) / UInt64(ratio)
      return UseSpread.certain - once * UInt64(last.ratio) / UInt64(ratio)
    }
    let place = Int(ratio / UseSpread.step)
    var at = Int(place < starts.count ? starts[place] : starts[starts.count - 1])
    var end = place + 1 < starts.count ? Int(starts[place + 1]) + 1 : knots.count
    while end - at > 1 {
      let middle = (at + end) / 2
      if knots[middle].ratio <= ratio { at = middle } else { end = middle }
    }
    let knot = knots[at]
    return knot.below + knot.rise * UInt64(max(ratio - knot.ratio, 0)) / UInt64(knot.run)
  }

  /// The spread that hardly says anything: half lies below `expected`, and the rest falls as slowly
  /// as the inverse of the use. For factories, and for homes of which nothing is known.
  static func wide(atMost use: Int64, expected: Int64) -> UInt64 {
    guard use >= 0 else { return 0 }
    let part = UInt64(use)
    let whole = part + UInt64(max(expected, 1))
    return whole.dividingFullWidth((high: part >> 28, low: part << 36)).quotient
  }
}

extension UseSpread {
  /// Use of the next days against the daily mean of the thirty before: fifty homes of the SGSC
  /// trial, 26,414 household-days; 1, 3, 5 and 10 days.
  private static let oneDay = UseSpread(quantiles: [
    (10, 0), (50, 32), (250, 76), (500, 95), (750, 118), (950, 182), (990, 320), (999, 1000),
  ])
  private static let threeDays = UseSpread(quantiles: [
    (10, 0), (50, 41), (250, 84), (500, 98), (750, 114), (950, 165), (990, 300), (999, 1200),
  ])
  private static let fiveDays = UseSpread(quantiles: [
    (10, 0), (50, 47), (250, 86), (500, 99), (750, 112), (950, 159), (990, 290), (999, 1000),
  ])
  private static let tenDays = UseSpread(quantiles: [
    (1, 0), (10, 2), (50, 54), (250, 88), (500, 99), (750, 111), (950, 157), (990, 300),
    (999, 1100),
  ])
  /// The same after a month that itself rose 1.3 times or more (2,799 windows); 1, 5 and 10 days: 5, 50, 95
  /// and 99 % were measured, the ends are those of the windows without a rise.
  private static let oneDayAfterRise = UseSpread(quantiles: [
    (10, 0), (50, 26), (500, 98), (950, 230), (990, 380), (999, 1000),
  ])
  private static let fiveDaysAfterRise = UseSpread(quantiles: [
    (10, 0), (50, 51), (500, 101), (950, 190), (990, 310), (999, 1000),
  ])
  private static let tenDaysAfterRise = UseSpread(quantiles: [
    (1, 0), (10, 2), (50, 59), (500, 101), (950, 205), (990, 300), (999, 1100),
  ])
  /// A month against the month before: 808 months of the same homes; the last knot lies where the
  /// inverse-square tail through 99 % puts it.
  static let month = UseSpread(quantiles: [
    (10, 0), (50, 57), (250, 88), (500, 99), (750, 111), (950, 175), (990, 600), (999, 1900),
  ])

  /// The measured row nearest to `minutes` of use.
  static func days(minutes: Int, afterRise: Bool) -> UseSpread {
    switch (minutes, afterRise) {
    case (..<2880, false): oneDay
    case (..<5760, false): threeDays
    case (..<10_800, false): fiveDays
    case (..<28_800, false): tenDays
    case (..<4320, true): oneDayAfterRise
    case (..<10_800, true): fiveDaysAfterRise
    case (..<28_800, true): tenDaysAfterRise
    default: month
    }
  }
}
