extension WrittenAccount {
  init(
    _ record: RecordedRegister, reread: Index, isHome: Bool, parameters: DiagnosisParameters
  ) {
    let unit = record.precision
    multiplier = record.multiplier.thousandths
    let usual = parameters.usualMultipliers.map { $0 * 1000 }
    if !isHome || multiplier != 1000, record.kind.isBilled {
      otherMultipliers = usual.filter { $0 != multiplier }
    }
    let status = record.recordedStatus.map { ReadingStatus(code: $0) }
    tellsOfExchange =
      status == .changed || status == .moved || record.removedConsumption > .zero
    let old = record.old.thousandths
    isBelowOld = reread.thousandths < old - unit || record.recorded.thousandths < old - unit
    guard
      record.contradictions.contains(where: {
        if case .consumptionDisagrees = $0 { true } else { false }
      }), let stated = record.recordedConsumption
    else { return }
    let (units, rest) = stated.millionths.quotientAndRemainder(
      dividingBy: Int128(max(multiplier, 1)) * Int128(unit))
    guard rest == 0 else { return }
    statedMovement = Int64(clamping: min(max(units, -(1 << 40)), 1 << 40))
  }
}
