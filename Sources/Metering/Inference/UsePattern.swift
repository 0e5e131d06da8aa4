/// What is known of how a register's customer uses energy, and how probable a use is given that.
///
/// All amounts are thousandths of an index unit of the register, so multipliers play no part.
struct UsePattern: Sendable {
  /// Which spread applies.
  enum Spread: Sendable {
    case home
    case other
    /// SG and VC: no rate says anything.
    case unspecific
  }

  var spread: Spread
  /// Mean of the months known, and the latest of them, brought to the length of the billed period;
  /// nil where no month is known.
  var mean: Int64?
  var latest: Int64?
  /// What a register of which nothing is known may use in the billed period.
  var unknown: Int64
  /// Minutes of the billed period and from its end to the re-inspection.
  var periodMinutes: Int
  var sinceMinutes: Int
  /// Energy billed beside the register's movement (SL_THAO, SL_TTIEP).
  var beside: Int64
  /// Half the width of the interval of which the probability is taken: the record's precision.
  var window: Int64
  /// The meter has run backwards before: what counts is how far it moved, not which way.
  var isReversible = false

  /// Largest amount reckoned with: keeps every product within 64 bits.
  static let most: Int64 = 1 << 40

  func clamped(_ amount: Int64) -> Int64 {
    min(max(amount, -UsePattern.most), UsePattern.most)
  }

  /// A use in a period brought to the time since.
  func since(_ amount: Int64) -> Int64 {
    // Below 2^40 · 2^23: `sinceMinutes` is at most 4,000 days.
    clamped(clamped(amount) * Int64(sinceMinutes) / Int64(max(periodMinutes, 1)))
  }

  private func interval(_ use: Int64, _ below: (Int64) -> UInt64) -> LogWeight {
    let use = isReversible ? abs(clamped(use)) : clamped(use)
    guard use >= -window else { return .none }
    let high = below(use + window)
    let low = below(use - window - 1)
    return LogWeight(probability: max(high > low ? high - low : 0, 1))
  }

  /// Probability of moving by `movement` in the billed period, from the months before.
  func month(movement: Int64) -> LogWeight {
    interval(movement + beside) { monthBelow($0) }
  }

  private func monthBelow(_ use: Int64) -> UInt64 {
    let wide = UseSpread.wide(atMost: use, expected: max(mean ?? unknown, unknown))
    guard spread != .unspecific, let mean, let latest else { return wide }
    let first = UseSpread.month.probability(atMost: use, expected: max(latest, floor))
    let second = UseSpread.month.probability(atMost: use, expected: max(mean, floor))
    return spread == .home
      ? (first * 497 + second * 497 + wide * 6) / 1000 : (first + second + wide * 2) / 4
  }

  /// An empty home's meter still counts a clock or a leak: half a per cent of an unknown home's use.
  var floor: Int64 { max(unknown / 200, 1) }

  /// Probability of using `use` since the reading if the billed period moved by `movement`, nil where
  /// nobody knows how far it moved.
  func after(use: Int64, movement: Int64?) -> LogWeight {
    let ahead = UseAhead(self, movement: movement)
    return interval(use) { ahead.below($0) }
  }

  /// Probability of a use of at most `use` since the reading, 36 binary places.
  func sinceBelow(_ use: Int64, movement: Int64?) -> UInt64 {
    UseAhead(self, movement: movement).below(use)
  }

  /// Probability that a new meter, put up at some moment of `minutes`, has come to `index`: half of
  /// them lie below half of what is used in that time, and the tail is that of the unknown.
  func sinceExchange(index: Int64, minutes: Int) -> LogWeight {
    let period = max(mean ?? unknown, unknown) / 2
    let expected = clamped(period) * Int64(minutes) / Int64(max(periodMinutes, 1))
    return interval(index) { UseSpread.wide(atMost: $0, expected: max(expected, window)) }
  }

  /// The same customer if one index unit were `part` / `whole` as many kWh as the list says.
  func scaled(by part: Int64, over whole: Int64) -> UsePattern {
    func scale(_ amount: Int64) -> Int64 {
      clamped(Int64(clamping: Int128(amount) * Int128(part) / Int128(max(whole, 1))))
    }
    var pattern = self
    pattern.mean = mean.map(scale)
    pattern.latest = latest.map(scale)
    pattern.unknown = max(scale(unknown), 1)
    pattern.beside = scale(beside)
    return pattern
  }

  /// Probability of moving by `movement` from the old index to the re-read one, the billed index
  /// unknown.
  func whole(movement: Int64) -> LogWeight {
    let total = Int128(periodMinutes + sinceMinutes)
    let scaled = Int128(movement + beside) * Int128(periodMinutes) / max(total, 1)
    let use = Int64(clamping: scaled)
    guard movement >= -window else { return .none }
    return interval(use) { monthBelow($0) }
  }

  /// The use since that `share` of a thousand cases stay below, found by halving.
  /// - Complexity: about 25 evaluations.
  func quantile(perMille: UInt64, movement: Int64?) -> Int64 {
    let wanted = perMille << 36 / 1000
    let ahead = UseAhead(self, movement: movement)
    var low: Int64 = 0
    var high = min(max(since(max(mean ?? 0, unknown)), 1), UsePattern.most)
    while high < UsePattern.most, ahead.below(high) < wanted {
      low = high
      high *= 2
    }
    // A tenth of the record's precision is finer than anyone reads.
    let finest = max(window / 10, 1)
    while high - low > finest {
      let middle = (low + high) / 2
      if ahead.below(middle) >= wanted {
        high = middle
      } else {
        low = middle
      }
    }
    // Less than anybody reads is nothing: an empty home's dial stands still.
    return high <= finest ? 0 : high
  }
}
