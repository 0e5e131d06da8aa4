/// Two neighbouring digits changed places: 01290 → 01920.
struct Transposition: ErrorRule {
  let cause = Cause.transposition
  let triggering = [RuleExample(1920, from: 1290), RuleExample(8026, from: 826)]
  let nonTriggering = [RuleExample(1920, from: 1029), RuleExample(1190, from: 1190)]

  func origins(of record: WrittenIndex) -> [Origin] {
    let digits = record.digits(record.width)
    guard record.value < WrittenIndex.power(record.width), record.width > 1 else { return [] }
    var origins: [Origin] = []
    var power: Int64 = 1
    for at in 0..<(record.width - 1) {
      let change = (digits[at + 1] - digits[at]) * (power - power * 10)
      if change != 0 {
        origins.append(Origin(shown: record.value + change, 1, over: UInt64(record.width - 1)))
      }
      power *= 10
    }
    return origins
  }
}
