/// The record was taken as if the dial had gone round, or as if it had not: counted on beyond the
/// dial's last digit (00012 → 100012), cut to the digits of the old index (100012 → 12), or billed
/// by a turn too much or too little.
struct Rollover: ErrorRule {
  let cause = Cause.rollover
  let triggering = [
    RuleExample(100_012, from: 12, old: 99_880),
    RuleExample(12, from: 100_012, old: 99_880, width: 6, isDialKnown: false),
    RuleExample(
      12, from: nil, old: 99_880, account: WrittenAccount(statedMovement: -99_868)),
    RuleExample(12, from: nil, old: 99_880, isDialKnown: false),
    // Digits inferred from the old index: 00980 → 00012 billed as 32.
    RuleExample(12, from: nil, old: 980, account: WrittenAccount(statedMovement: 32)),
  ]
  let nonTriggering = [
    RuleExample(12, from: 100_012, old: 99_880), RuleExample(99_990, from: 12, old: 99_880),
    RuleExample(120, from: nil, old: 20, account: WrittenAccount(statedMovement: 4000)),
    // A hundred kWh reckoned wrong, written with a decimal, is no turn of the dial.
    RuleExample(
      12_905, from: nil, old: 11_805, width: 6, decimals: 1,
      account: WrittenAccount(statedMovement: 2100)),
    RuleExample(12, from: nil, old: 99_880), RuleExample(12, from: nil, old: 9, isDialKnown: false),
  ]

  func origins(of record: WrittenIndex) -> [Origin] {
    let turn = WrittenIndex.power(record.width)
    var origins: [Origin] = []
    if record.isDialKnown, record.value >= turn, record.value < 2 * turn, record.old < turn {
      origins.append(Origin(shown: record.value - turn, 1, over: 1))
    }
    let part = turn / 10
    if !record.isDialKnown, record.value < record.old, record.old < part {
      origins.append(Origin(shown: record.value + part, 1, over: 1))
    }
    // A dial nobody counted that stood in the last tenth of its digits' reach and begins anew.
    let reach = WrittenIndex.reach(of: record.old)
    if !record.isDialKnown, record.value < reach / 10, record.old >= reach / 10 * 9 {
      origins.append(Origin(shown: nil, 1, over: 1, story: .turn(reach)))
    }
    if let stated = record.account.statedMovement,
      isTurn(stated - (record.value - record.old), record)
    {
      origins.append(Origin(shown: nil, 1, over: 1, story: .account))
    }
    return origins
  }

  /// True of a turn of any dial, forwards or backwards, and of none at all, as long as the two
  /// indices do not simply differ by the movement.
  private func isTurn(_ excess: Int64, _ record: WrittenIndex) -> Bool {
    if excess == 0 { return true }
    return (3...9).contains {
      WrittenIndex.power($0 + record.decimals) == Int64(excess.magnitude)
    }
  }
}
