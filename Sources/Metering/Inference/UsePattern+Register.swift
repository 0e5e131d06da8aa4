extension UsePattern {
  /// What `record` tells of its customer, looked at from a re-inspection at `moment`.
  ///
  /// Months are SLUONG_1..3 and, where the latest of them is missing, SL_CU; negative ones count as
  /// empty, but for a meter that has run backwards, whose negative months are moves like others. A month is taken as thirty days, and a period of unknown length as a month.
  init(
    record: RecordedRegister, isResidential: Bool, moment: LocalMinute,
    parameters: DiagnosisParameters
  ) {
    let day = 1440
    let period = record.oldDate.map { record.recordedDate.minutes(since: $0) } ?? 30 * day
    let minutes = (day...400 * day).contains(period) ? period : 30 * day
    func indexUnits(_ energy: Energy) -> Int64 {
      let amount = record.hasRunBackwards ? abs(energy.millionths) : max(energy.millionths, 0)
      let units = amount / Int128(record.multiplier.thousandths)
      return min(Int64(clamping: units), 1 << 41)
    }
    func perPeriod(_ month: Int64) -> Int64 {
      Int64(clamping: Int128(month) * Int128(minutes) / Int128(30 * day))
    }
    var months = record.history
    if months.isEmpty { months = [nil] }
    months[0] = months[0] ?? record.oldConsumption
    let known = months.compactMap { $0 }.map(indexUnits).map(perPeriod)
    let daily = Energy(millionths: Int128(parameters.unknownDailyUse) * 1000)
    switch record.kind {
    case .total, .reactive: spread = .unspecific
    default: spread = isResidential && !record.hasRunBackwards ? .home : .other
    }
    isReversible = record.hasRunBackwards
    mean = known.isEmpty ? nil : known.reduce(0, +) / Int64(known.count)
    latest = known.first
    unknown = max(perPeriod(indexUnits(daily) * 30), 1)
    periodMinutes = minutes
    sinceMinutes = min(max(record.recordedDate.distance(to: moment), 60), 4000 * day)
    beside = indexUnits(record.removedConsumption + record.directConsumption)
    window = record.precision
  }
}

extension RecordedRegister {
  /// A month before was negative: this meter is not import-only (rooftop solar).
  package var hasRunBackwards: Bool {
    ([oldConsumption] + history).contains { $0.map { $0 < .zero } ?? false }
  }
}

extension LocalMinute {
  /// Minutes from here to `later`; negative where it is earlier.
  fileprivate func distance(to later: LocalMinute) -> Int { later.minutes(since: self) }
}
