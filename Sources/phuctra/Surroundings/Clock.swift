import Glibc
import Metering

/// The machine's clocks; handed on as values, so that nothing else asks for the time.
struct Clock: Sendable {
  /// Milliseconds that only go forward.
  func monotonic() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// The local date and time.
  func local() -> LocalMinute {
    var seconds = time(nil)
    var parts = tm()
    localtime_r(&seconds, &parts)
    let day =
      Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? Day(number: Int(seconds) / 86_400)
    let midnight = LocalMinute(startOf: day)
    return LocalMinute(day: day, minute: Int(parts.tm_hour) * 60 + Int(parts.tm_min)) ?? midnight
  }
}
