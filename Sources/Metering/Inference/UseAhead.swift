/// What is to be expected between the recorded reading and the re-inspection, worked out once for all
/// the uses that are asked about.
struct UseAhead: Sendable {
  private let spread: UsePattern.Spread
  /// What the billed period and the months before let one expect, in thousandths of an index unit;
  /// nil where they are not known.
  private let byMonth: Int64?
  private let byHistory: Int64?
  private let unspecific: Int64
  private let monthSpread: UseSpread
  private let historySpread: UseSpread

  /// - Parameter movement: the register's in the billed period; nil where it is in doubt.
  init(_ pattern: UsePattern, movement: Int64?) {
    let billed = movement.map { max($0 + pattern.beside, 0) }
    let mean = pattern.mean
    spread = pattern.spread
    unspecific = pattern.since(max(billed ?? 0, mean ?? 0, pattern.unknown))
    let floor = max(pattern.since(pattern.floor), 1)
    let rose = (billed ?? 0) * 10 >= (mean ?? Int64.max / 20) * 13
    historySpread = UseSpread.days(minutes: pattern.sinceMinutes, afterRise: false)
    monthSpread =
      rose ? UseSpread.days(minutes: pattern.sinceMinutes, afterRise: true) : historySpread
    byMonth = billed.map { max(pattern.since($0), floor) }
    byHistory = mean.map { max(pattern.since($0), floor) }
  }

  /// Probability of a use of at most `use`, 36 binary places.
  func below(_ use: Int64) -> UInt64 {
    let use = min(max(use, -UsePattern.most), UsePattern.most)
    let wide = UseSpread.wide(atMost: use, expected: unspecific)
    guard spread != .unspecific else { return wide }
    let month = byMonth.map { monthSpread.probability(atMost: use, expected: $0) }
    let history = byHistory.map { historySpread.probability(atMost: use, expected: $0) }
    guard let some = month ?? history else { return wide }
    let narrow = ((month ?? some) * 6 + (history ?? some) * 4) / 10
    // The measured tails hold for homes: what was never measured gets two cases of a thousand.
    return spread == .home ? (narrow * 998 + wide * 2) / 1000 : (narrow + wide) / 2
  }
}
