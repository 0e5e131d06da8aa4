/// Why an amount of money cannot be told; kWh are told all the same.
package enum UnpricedReason: String, CaseIterable, Hashable, Sendable, Error {
  /// The customer is not a household, or the list does not say: the tables are for homes alone.
  case notResidential
  /// The list names another price than the residential tiers (CHUOI_GIA), alone or beside them.
  case otherPrice
  /// The point is billed by hours of the day; the tables have one price for all hours.
  case severalRates
  /// The list lacks the day of the reading before, or the days do not follow each other.
  case noPeriod
  /// No price table or tax rate is known for those days.
  case noTariff
  /// The index turned back or lies below the old one: there is no bill for less than nothing.
  case negativeConsumption
  /// More energy than any home's bill: a multiplier or an index of the list is absurd.
  case tooLarge
}

extension TariffBook {
  /// What `energy` used in `period` costs.
  ///
  /// The quotas of a stretch are M = Mq / T × N × h, rounded arithmetically to whole kWh: Mq the
  /// monthly quota, T the days of the month before, N the days of the stretch, h the households (the
  /// rule of the Ministry's circulars on the retail price; N 29 and T 31 give 47, 47, 94, 94, 94).
  /// Where prices change within the period the energy is parted by days, the earlier stretch rounded
  /// to whole kWh. VAT is that of the period's last day, on the whole amount. Each tier's amount and
  /// the tax are rounded to whole dong, halves up.
  /// - Throws: `UnpricedReason`.
  /// - Complexity: O(days of the period · tables).
  package func bill(
    _ energy: Energy, in period: BilledPeriod
  ) throws(UnpricedReason) -> Bill {
    guard energy >= .zero else { throw .negativeConsumption }
    // At the dearest price a table may hold, and with tax, 10^12 kWh still fit 64 bits of dong.
    guard energy <= Energy(millionths: 1_000_000_000_000_000_000) else { throw .tooLarge }
    guard (1...366).contains(period.days) else { throw .noPeriod }
    guard let percent = tax(on: period.to) else { throw .noTariff }
    let stretches = try stretches(of: period)
    var left = energy
    var parts: [Bill.Part] = []
    for (position, stretch) in stretches.enumerated() {
      let isLast = position == stretches.count - 1
      let share = isLast ? left : min(left, energy.share(stretch.days, of: period.days))
      left = left - share
      parts.append(part(share, stretch.tariff, days: stretch.days, period))
    }
    return Bill(parts: parts, taxPercent: percent)
  }

  /// The period's days by table: a day belongs to the table in force on the day it ends.
  private func stretches(
    of period: BilledPeriod
  ) throws(UnpricedReason) -> [(tariff: Tariff, days: Int)] {
    var stretches: [(tariff: Tariff, days: Int)] = []
    for number in (period.from.number + 1)...period.to.number {
      guard let tariff = tariff(on: Day(number: number)) else { throw .noTariff }
      if stretches.last?.tariff == tariff {
        stretches[stretches.count - 1].days += 1
      } else {
        stretches.append((tariff, 1))
      }
    }
    return stretches
  }

  private func part(
    _ energy: Energy, _ tariff: Tariff, days: Int, _ period: BilledPeriod
  ) -> Bill.Part {
    var left = energy
    var lines: [Bill.Line] = []
    for tier in tariff.tiers {
      let quota = tier.quota.map { monthly in
        Rounding.half(
          Int128(monthly) * Int128(days) * Int128(period.households),
          by: Int128(period.wholeMonth))
      }
      let taken = quota.map { min(left, Energy(millionths: Int128($0) * 1_000_000)) } ?? left
      left = left - taken
      let amount = Rounding.half(taken.millionths * Int128(tier.price), by: 1_000_000)
      lines.append(Bill.Line(quota: quota, energy: taken, price: tier.price, amount: amount))
      if left == .zero { break }
    }
    return Bill.Part(decision: tariff.decision, days: days, lines: lines)
  }
}

extension Energy {
  /// The part of `days` of `whole` days, in whole kWh, halves up.
  fileprivate func share(_ days: Int, of whole: Int) -> Energy {
    let kilowattHours = Rounding.half(millionths * Int128(days), by: Int128(whole) * 1_000_000)
    return Energy(millionths: Int128(kilowattHours) * 1_000_000)
  }
}
