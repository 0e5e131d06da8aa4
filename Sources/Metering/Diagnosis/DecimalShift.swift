/// The point was put in the wrong place: ten times too much, mostly because the red digit of a drum
/// was taken for a black one (04077,6 → 40776), also beyond what the dial can show.
struct DecimalShift: ErrorRule {
  let cause = Cause.decimalShift
  let triggering = [
    RuleExample(407_766, from: 40776), RuleExample(40776, from: 4077),
    RuleExample(4_077_612, from: 40776), RuleExample(1290, from: 12900, decimals: 1),
  ]
  let nonTriggering = [RuleExample(40776, from: 4076), RuleExample(1290, from: 12900)]

  func origins(of record: WrittenIndex) -> [Origin] {
    // Without decimals in the record a lost last digit is an omission.
    var origins: [Origin] = []
    // Where the dial shows nothing behind the point, what looks so is a digit too many.
    if record.hasRedDigit {
      origins = [
        Origin(shown: record.value / 10, 6, over: 10),
        Origin(shown: record.value / 100, 2, over: 10),
      ]
    }
    let raised = record.value * 10
    if record.decimals > 0, raised < WrittenIndex.power(record.width) {
      origins.append(Origin(shown: raised, 2, over: 10))
    }
    return origins.filter { $0.shown != record.value }
  }
}
