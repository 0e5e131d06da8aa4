/// The empty field was saved as its hint, 0.
struct Zero: ErrorRule {
  let cause = Cause.zero
  let triggering = [RuleExample(0, from: nil, old: 1180)]
  let nonTriggering = [RuleExample(10, from: nil, old: 1180)]

  func origins(of record: WrittenIndex) -> [Origin] {
    record.value == 0 ? [Origin(shown: nil, 1, over: 1)] : []
  }
}
