/// A day of the proleptic Gregorian calendar, counted from 1970-01-01 (day 0). No time zone.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  package let number: Int

  package init(number: Int) {
    self.number = number
  }

  /// Nil unless the day exists. Years 1900 to 2199.
  package init?(year: Int, month: Int, day: Int) {
    guard (1900...2199).contains(year), (1...12).contains(month),
      (1...Day.length(year: year, month: month)).contains(day)
    else { return nil }
    // Howard Hinnant's days_from_civil: years are counted from March, eras are 400 years.
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
  }

  /// Year, month and day of month.
  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The number of days of a month.
  package static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

/// A local date and time to the minute, as worklists write it (`xs:dateTime` without a zone).
package struct LocalMinute: Hashable, Comparable, Sendable {
  package let day: Day
  /// Minutes since local midnight, 0 to 1439.
  package let minute: Int

  /// Nil where `minute` is outside the day.
  package init?(day: Day, minute: Int) {
    guard (0..<1440).contains(minute) else { return nil }
    self.day = day
    self.minute = minute
  }

  /// Reads `2026-06-12T10:37:00`, with or without seconds (and their fraction), time or zone.
  ///
  /// Seconds and a zone are dropped: the printed local time is what the paper says (files of the office
  /// are read by `init(inVietnam:)`). A date alone is midnight. Nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    func has(_ character: Unicode.Scalar, at position: Int) -> Bool {
      position < bytes.count && bytes[position] == UInt8(ascii: character)
    }
    guard let year = number(0..<4), has("-", at: 4), let month = number(5..<7), has("-", at: 7),
      let dayOfMonth = number(8..<10), let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard bytes.count > 10 else {
      self.init(day: day, minute: 0)
      return
    }
    guard has("T", at: 10) || has(" ", at: 10), let hour = number(11..<13), has(":", at: 13),
      let minute = number(14..<16), hour < 24, minute < 60,
      LocalMinute.isTail(bytes.dropFirst(16))
    else { return nil }
    self.init(day: day, minute: hour * 60 + minute)
  }

  /// True for what may follow `hh:mm`: `:ss`, `.fraction`, then `Z` or `±hh:mm`.
  private static func isTail(_ tail: ArraySlice<UInt8>) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    var rest = tail
    if rest.first == UInt8(ascii: ":") {
      guard rest.count >= 3, rest.dropFirst().prefix(2).allSatisfy(digits.contains),
        rest.dropFirst().first.map({ $0 < UInt8(ascii: "6") }) == true
      else { return false }
      rest = rest.dropFirst(3)
      if rest.first == UInt8(ascii: ".") {
        let fraction = rest.dropFirst().prefix(while: digits.contains)
        guard !fraction.isEmpty else { return false }
        rest = rest.dropFirst(1 + fraction.count)
      }
    }
    return rest.isEmpty || offset(rest) != nil
  }

  package static func < (left: LocalMinute, right: LocalMinute) -> Bool {
    (left.day, left.minute) < (right.day, right.minute)
  }

  /// Minutes from `earlier` to here; negative where it is later.
  package func minutes(since earlier: LocalMinute) -> Int {
    (day.number - earlier.day.number) * 1440 + minute - earlier.minute
  }

  /// Whole days of 24 hours from `earlier`, half a day and more counted as one.
  package func days(since earlier: LocalMinute) -> Int {
    (minutes(since: earlier) + 720) / 1440
  }
}

extension LocalMinute: CustomStringConvertible {
  /// `2026-06-12T10:37`.
  package var description: String {
    "\(day)T\(padded(minute / 60)):\(padded(minute % 60))"
  }
}

extension Day {
  /// Reads `2026-06-12` and nothing else.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 10, let day = LocalMinute(text)?.day else { return nil }
    self = day
  }
}

extension Day: CustomStringConvertible {
  /// `2026-06-12`.
  package var description: String {
    let (year, month, day) = civil
    return "\(year)-\(padded(month))-\(padded(day))"
  }
}

/// Two digits.
private func padded(_ number: Int) -> String {
  number < 10 ? "0\(number)" : "\(number)"
}

extension LocalMinute {
  /// Midnight, when a day begins.
  package init(startOf day: Day) {
    self.day = day
    minute = 0
  }
}
