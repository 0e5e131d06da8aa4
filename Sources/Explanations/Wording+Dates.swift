package import Metering
package import Wording

extension Wording {
  /// `16/06/2026` in Vietnamese, `2026-06-16` in English.
  package func date(_ day: Day) -> String { filled("date.full", day) }

  /// `16/06`, `16 Jun`.
  package func shortDate(_ day: Day) -> String { filled("date.short", day) }

  /// A billing period as crews say it, `06/2026`; a second reading within a month is told.
  package func period(_ period: BillingPeriod) -> String {
    let month = "\(padded(period.month))/\(period.year)"
    return period.cycle == 1 ? month : self("date.cycle", month, String(period.cycle))
  }

  /// `tháng 6`, `Jun`; nil outside 1–12.
  package func monthName(_ month: Int) -> String? {
    (1...12).contains(month) ? self("monthName.\(month)") : nil
  }

  /// `12:41`.
  package func clock(_ moment: LocalMinute) -> String {
    "\(padded(moment.minute / 60)):\(padded(moment.minute % 60))"
  }

  /// `16/06/2026 12:41`.
  package func moment(_ moment: LocalMinute) -> String {
    self("date.moment", date(moment.day), clock(moment))
  }

  /// `16/06 12:41`.
  package func shortMoment(_ moment: LocalMinute) -> String {
    self("date.moment", shortDate(moment.day), clock(moment))
  }

  /// A stamp's time (RFC 3339) by its printed local time, or a day alone; as it stands where it is none.
  package func moment(_ stamp: String) -> String {
    Day(stamp).map { date($0) } ?? LocalMinute(stamp).map { moment($0) } ?? stamp
  }

  private func filled(_ key: String, _ day: Day) -> String {
    let (year, month, dayOfMonth) = day.civil
    return self(
      key, padded(dayOfMonth), padded(month), String(year), monthName(month) ?? padded(month),
      String(dayOfMonth))
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
