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
  /// `weights[shown][written]`: look-alikes four times the others, the next number on a drum
  /// twice; and the sum of each row.
  private static let weights: [[UInt64]] = (0..<10).map { shown in
    (0..<10).map { written in
      if shown == written { return 0 }
      if lookAlikes.contains([min(shown, written), max(shown, written)]) { return 8 }
      return written == (shown + 1) % 10 ? 4 : 2
    }
  }
  private static let sums = weights.map { $0.reduce(0, +) }

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.value < WrittenIndex.power(record.width) else { return [] }
    var origins: [Origin] = []
    origins.reserveCapacity(record.width * 9)
    var power: Int64 = 1
    for digit in record.digits(record.width) {
      for shown in 0..<Int64(10) where shown != digit {
        let row = Int(shown)
        origins.append(
          Origin(
            shown: record.value + (shown - digit) * power,
            Substitution.weights[row][Int(digit)],
            over: Substitution.sums[row] * UInt64(record.width)))
      }
      power *= 10
    }
    return origins
  }
}
