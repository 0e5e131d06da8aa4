/// One digit was taken for another: 27503 → 20503.
///
/// Digits whose seven-segment pictures differ in one segment (0/8 6/8 8/9 5/6 5/9 1/7 3/9) are taken
/// for each other more easily, as are, on a drum between two digits, neighbours.
struct Substitution: ErrorRule {
  let cause = Cause.substitution
  let triggering = [RuleExample(20503, from: 27503), RuleExample(57992, from: 97992)]
  let nonTriggering = [RuleExample(20503, from: 27513), RuleExample(20503, from: 20503)]

  private static let lookAlikes: Set<[Int]> = [
    [0, 8], [6, 8], [8, 9], [5, 6], [5, 9], [1, 7], [3, 9],
  ]
  /// How often, among the ways of misreading one digit, `shown` is taken for `written`, and the sum of
  /// each row. The pairs are those of seven segments and of printed drums alike; how much likelier
  /// they are than others is an assumption.
  private struct Confusions: Sendable {
    let weights: [[UInt64]]
    let sums: [UInt64]

    init(lookAlikes: UInt64, next: UInt64) {
      let weights: [[UInt64]] = (0..<10).map { shown in
        (0..<10).map { written in
          if shown == written { return 0 }
          let isAlike = Substitution.lookAlikes.contains([min(shown, written), max(shown, written)])
          let isNext = written == (shown + 1) % 10
          return max(2, isAlike ? lookAlikes : 0, isNext ? next : 0)
        }
      }
      self.weights = weights
      sums = weights.map { $0.reduce(0, +) }
    }
  }

  /// A weak segment turns one picture into another; a drum about to carry shows half of the next
  /// number; where the face is not known, some of both.
  private static let segments = Confusions(lookAlikes: 10, next: 2)
  private static let drums = Confusions(lookAlikes: 6, next: 6)
  private static let either = Confusions(lookAlikes: 8, next: 4)

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.value < WrittenIndex.power(record.width) else { return [] }
    let confusions =
      switch record.face {
      case .segments: Substitution.segments
      case .drums: Substitution.drums
      case nil: Substitution.either
      }
    var origins: [Origin] = []
    origins.reserveCapacity(record.width * 9)
    var power: Int64 = 1
    for digit in record.digits(record.width) {
      for shown in 0..<Int64(10) where shown != digit {
        let row = Int(shown)
        origins.append(
          Origin(
            shown: record.value + (shown - digit) * power,
            confusions.weights[row][Int(digit)],
            over: confusions.sums[row] * UInt64(record.width)))
      }
      power *= 10
    }
    return origins
  }
}
