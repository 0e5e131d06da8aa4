/// A pair of equal digits was written as another pair: 886457 → 666457.
struct Twin: ErrorRule {
  let cause = Cause.twin
  let triggering = [RuleExample(666_457, from: 886_457, width: 6), RuleExample(122, from: 133)]
  let nonTriggering = [RuleExample(123, from: 133), RuleExample(122, from: 122)]

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.width > 1, record.value < WrittenIndex.power(record.width) else { return [] }
    let digits = record.digits(record.width)
    var origins: [Origin] = []
    var power: Int64 = 1
    for at in 0..<(record.width - 1) {
      if digits[at] == digits[at + 1] {
        for shown in 0..<Int64(10) where shown != digits[at] {
          // A dial shows a pair at a given place once in ten, so the one pair is the one that errs.
          origins.append(
            Origin(shown: record.value + (shown - digits[at]) * power * 11, 1, over: 9))
        }
      }
      power *= 10
    }
    return origins
  }
}
