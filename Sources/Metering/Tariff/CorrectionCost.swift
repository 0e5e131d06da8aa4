/// What a correction moves in money: an estimate for people, never an invoice.
///
/// It has two sides. The month under re-inspection is billed anew with the corrected consumption.
/// And the corrected index is the old index of the next month, which is therefore billed from there:
/// what one month gives back the next may take, at its own tiers.
package struct CorrectionCost: Hashable, Sendable {
  /// Two bills of one month.
  package struct Month: Hashable, Sendable {
    package var before: Bill
    package var after: Bill
    /// VND; negative where the customer pays less.
    package var difference: Int64 { after.total - before.total }
  }

  /// The month under re-inspection: by the record, and corrected.
  package var thisMonth: Month
  /// The month after, from the recorded index and from the corrected one, at the use that is usual
  /// by the corrected record; nil where no such use can be told.
  package var nextMonth: Month?

  /// VND over both months: negative is a refund (*thoái hoàn*), positive a back-charge (*truy thu*).
  package var difference: Int64 { thisMonth.difference + (nextMonth?.difference ?? 0) }
}

extension CorrectionCost {
  /// The cost of billing `register` to `corrected`, which the dial showed on `correctedOn`, in place
  /// of its record.
  ///
  /// Only for a household's single-rate register. The next month is taken to last as long as this
  /// one and to use as much a day as the corrected record says; a recorded index that lies ahead of
  /// where the dial will be then is billed as nothing.
  /// - Throws: `UnpricedReason`.
  package init(
    of point: MeteringPoint, corrected: Index, correctedOn: Day, tariffs: TariffBook
  ) throws(UnpricedReason) {
    try tariffs.checkResidential(point)
    let billed = point.registers.filter(\.kind.isBilled)
    guard billed.count == 1, let register = billed.first, register.kind == .single else {
      throw .severalRates
    }
    guard let start = register.dayBeforePeriod, start < correctedOn else { throw .noPeriod }
    let end = register.recordedDate.day
    let households = point.households
    let after = register.consumption(to: corrected)
    let correctedPeriod = BilledPeriod(from: start, to: correctedOn, households: households)
    thisMonth = Month(
      before: try tariffs.bill(
        register.consumption(to: register.recorded),
        in: BilledPeriod(from: start, to: end, households: households)),
      after: try tariffs.bill(after, in: correctedPeriod))
    nextMonth = CorrectionCost.nextMonth(
      register, corrected: (corrected, correctedOn, correctedPeriod), after: after,
      households: households, tariffs)
  }

  private static func nextMonth(
    _ register: RecordedRegister, corrected: (index: Index, day: Day, period: BilledPeriod),
    after: Energy, households: Int, _ tariffs: TariffBook
  ) -> Month? {
    let end = register.recordedDate.day
    guard let start = register.dayBeforePeriod else { return nil }
    let close = Day(number: end.number + (end.number - start.number))
    let parts = register.removedConsumption + register.directConsumption
    let metered = max(after - parts, .zero)
    let rest = Int128(close.number - corrected.day.number)
    guard rest > 0, corrected.period.days > 0 else { return nil }
    let use = Energy(millionths: metered.millionths * rest / Int128(corrected.period.days))
    let ahead = Energy(
      thousandths: register.movement(to: corrected.index)
        - register.movement(to: register.recorded),
      multiplier: register.multiplier)
    let fromRecord = max(use + ahead, .zero)
    let before = try? tariffs.bill(
      fromRecord, in: BilledPeriod(from: end, to: close, households: households))
    let after = try? tariffs.bill(
      use, in: BilledPeriod(from: corrected.day, to: close, households: households))
    guard let before, let after else { return nil }
    return Month(before: before, after: after)
  }
}

extension RecordedRegister {
  /// The day of the reading before, after which the billed days begin; nil where the list lacks it.
  ///
  /// NGAY_CU is the first day billed, as bills print it ("từ ngày 13/05 đến ngày 12/06"): a CMIS list
  /// of November 2018 has 1 and 30 November, and CMIS counts both ends when it prorates the quotas.
  /// So a regular month, 13/05 to 12/06, has N = T = 31 and the full quotas.
  fileprivate var dayBeforePeriod: Day? {
    oldDate.map { Day(number: $0.day.number - 1) }
  }
}
