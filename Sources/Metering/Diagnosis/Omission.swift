/// A digit was left out: 65398 → 6598.
struct Omission: ErrorRule {
  let cause = Cause.omission
  let triggering = [RuleExample(6598, from: 65398), RuleExample(1234, from: 51234)]
  let nonTriggering = [RuleExample(6598, from: 6598), RuleExample(65398, from: 65398)]

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.width > 1, record.value < WrittenIndex.power(record.width - 1) else { return [] }
    var origins: [Origin] = []
    origins.reserveCapacity(record.width * 10)
    var power: Int64 = 1
    for _ in 0..<record.width {
      let right = record.value % power
      let left = (record.value / power) * power * 10
      for digit in 0..<Int64(10) where left + digit * power + right != record.value {
        // What was left out is the dial's own digit, so only the place is a matter of chance.
        origins.append(
          Origin(shown: left + digit * power + right, 1, over: UInt64(record.width)))
      }
      power *= 10
    }
    return origins
  }
}
