/// The index is right and the multiplier (HSN) is not that of the plate on the current transformers,
/// so that the consumption is off by the ratio of two usual multipliers.
struct MultiplierWrong: ErrorRule {
  let cause = Cause.multiplierWrong
  let triggering = [
    RuleExample(
      1410, from: nil, old: 1180,
      account: WrittenAccount(multiplier: 40_000, otherMultipliers: [20_000, 30_000])),
    RuleExample(
      1410, from: nil, old: 1180,
      account: WrittenAccount(
        statedMovement: 115, multiplier: 40_000, otherMultipliers: [20_000])),
  ]
  let nonTriggering = [
    RuleExample(1410, from: nil, old: 1180),
    RuleExample(1410, from: nil, old: 1180, account: WrittenAccount(statedMovement: 115)),
  ]

  func origins(of record: WrittenIndex) -> [Origin] {
    let account = record.account
    let others = account.otherMultipliers
    guard !others.isEmpty else { return [] }
    if let stated = account.statedMovement {
      let billed = Int128(stated) * Int128(account.multiplier)
      let movement = Int128(record.value - record.old)
      let isRatio = others.contains { MultiplierWrong.isNear(billed, movement * Int128($0)) }
      return isRatio ? [Origin(shown: nil, 1, over: 1, story: .account)] : []
    }
    return others.map {
      Origin(shown: nil, 1, over: UInt64(others.count), story: .plate($0))
    }
  }

  /// Equal but for the rounding of a consumption to whole kWh.
  static func isNear(_ left: Int128, _ right: Int128) -> Bool {
    right != 0 && (left - right).magnitude <= max(right.magnitude / 500, 1000)
  }
}
