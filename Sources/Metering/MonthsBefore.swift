extension MeteringPoint {
  /// What the billed registers used in a month before this one, on average, in whole kWh: what a period is
  /// billed by when nobody could read the dial. Nil where a billed register has no month before.
  ///
  /// Each register's mean goes over those of its three months (SLUONG_1..3) that are known, else it is
  /// the month before alone (SL_CU), rounded half away from zero.
  package var meanOfMonthsBefore: Energy? {
    let billed = registers.filter(\.kind.isBilled)
    guard !billed.isEmpty else { return nil }
    var sum = Energy.zero
    for register in billed {
      guard let mean = register.meanOfMonthsBefore else { return nil }
      sum = sum + mean
    }
    return sum
  }
}

extension RecordedRegister {
  fileprivate var meanOfMonthsBefore: Energy? {
    let known = history.compactMap(\.self)
    let months = known.isEmpty ? [oldConsumption].compactMap(\.self) : known
    guard !months.isEmpty else { return nil }
    let mean = Energy(
      millionths: months.reduce(.zero, +).millionths / Int128(months.count))
    return Energy(millionths: Int128(mean.roundedKilowattHours) * 1_000_000)
  }
}
