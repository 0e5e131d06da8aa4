/// Two digits changed places across a third: 287182 → 287281.
struct JumpTransposition: ErrorRule {
  let cause = Cause.jumpTransposition
  let triggering = [RuleExample(287_281, from: 287_182, width: 6), RuleExample(321, from: 123)]
  let nonTriggering = [RuleExample(213, from: 123), RuleExample(121, from: 121)]

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.width > 2, record.value < WrittenIndex.power(record.width) else { return [] }
    let digits = record.digits(record.width)
    var origins: [Origin] = []
    var power: Int64 = 1
    for at in 0..<(record.width - 2) {
      let change = (digits[at + 2] - digits[at]) * (power - power * 100)
      if change != 0 {
        origins.append(Origin(shown: record.value + change, 1, over: UInt64(record.width - 2)))
      }
      power *= 10
    }
    return origins
  }
}
