/// The index of the period before was written again.
struct RepeatedIndex: ErrorRule {
  let cause = Cause.repeatedIndex
  let triggering = [RuleExample(86185, from: nil, old: 86185)]
  let nonTriggering = [RuleExample(86186, from: nil, old: 86185)]

  func origins(of record: WrittenIndex) -> [Origin] {
    record.value == record.old ? [Origin(shown: nil, 1, over: 1)] : []
  }
}
