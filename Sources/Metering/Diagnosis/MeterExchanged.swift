/// Record, old index and dial are not all of one meter: it was exchanged in the period, so that the
/// old index is the removed meter's, or since, so that the record is.
///
/// An index below the old one is what shows it; the status or a removed meter's part makes it likely.
struct MeterExchanged: ErrorRule {
  let cause = Cause.meterExchanged
  let triggering = [
    RuleExample(35, from: nil, old: 40_230, account: WrittenAccount(isBelowOld: true)),
    RuleExample(
      40_355, from: nil, old: 40_230,
      account: WrittenAccount(tellsOfExchange: true, isBelowOld: true)),
  ]
  let nonTriggering = [
    RuleExample(40_355, from: nil, old: 40_230),
    RuleExample(40_355, from: nil, old: 40_230, account: WrittenAccount(tellsOfExchange: true)),
  ]

  func origins(of record: WrittenIndex) -> [Origin] {
    guard record.account.isBelowOld else { return [] }
    // Of meters exchanged one in twenty is left without a word of it; an assumption.
    return [
      Origin(shown: nil, record.account.tellsOfExchange ? 19 : 1, over: 20, story: .exchange)
    ]
  }
}
