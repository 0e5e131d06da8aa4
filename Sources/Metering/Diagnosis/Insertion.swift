/// A digit was written too many: 199414 → 1949414.
struct Insertion: ErrorRule {
  let cause = Cause.insertion
  let triggering = [RuleExample(1_949_414, from: 199_414, width: 6), RuleExample(1223, from: 123)]
  let nonTriggering = [RuleExample(1223, from: 1223), RuleExample(1223, from: 321)]

  func origins(of record: WrittenIndex) -> [Origin] {
    let length = record.width + 1
    guard record.value < WrittenIndex.power(length) else { return [] }
    var origins: [Origin] = []
    var power: Int64 = 1
    for _ in 0..<length {
      let shown = (record.value / (power * 10)) * power + record.value % power
      if shown != record.value {
        origins.append(Origin(shown: shown, 1, over: UInt64(length * 10)))
      }
      power *= 10
    }
    return origins
  }
}
