import Glibc
package import Metering

/// The machine's clocks; handed on as values, so that nothing else asks for the time.
package struct SystemClock: Sendable {
  /// Seconds added to the wall clock: 0 but for the demonstration, whose sample book has its own day.
  package private(set) var shift = 0

  package init() {}

  private init(shift: Int) {
    self.shift = shift
  }

  /// A wall clock that shows `local` now and runs on from there.
  package static func starting(at local: LocalMinute) -> SystemClock {
    let now = SystemClock().local()
    return SystemClock(shift: local.minutes(since: now) * 60)
  }

  /// Milliseconds that only go forward, time asleep included: a handheld sleeps between meters, and
  /// a photo or a place from before is as old as it is.
  package func monotonic() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_BOOTTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// The local date and time.
  package func local() -> LocalMinute {
    let parts = broken()
    let day =
      Day(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
      ?? Day(number: 0)
    return LocalMinute(day: day, minute: Int(parts.tm_hour) * 60 + Int(parts.tm_min))
      ?? LocalMinute(startOf: day)
  }

  /// The local date and time some milliseconds from now.
  package func local(after milliseconds: Int64) -> LocalMinute {
    SystemClock(shift: shift + Int(milliseconds / 1000)).local()
  }

  /// Local time with offset, RFC 3339: `2026-06-16T12:41:05+07:00`.
  package func timestamp() -> String {
    let parts = broken()
    let offset = parts.tm_gmtoff / 60
    let zone = offset.magnitude
    return "\(local()):\(two(Int(parts.tm_sec)))\(offset < 0 ? "-" : "+")"
      + "\(two(Int(zone / 60))):\(two(Int(zone % 60)))"
  }

  /// Milliseconds of the system's own wall clock when the monotonic clock stood at `moment`: what
  /// files' times are compared with. A step of the clock in between moves both alike.
  package func wall(ofMonotonic moment: Int64) -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let now = Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    return now - (monotonic() - moment)
  }

  /// A moment of the system's own wall clock, in milliseconds, as local time with offset.
  package func timestamp(ofWall milliseconds: Int64) -> String {
    SystemClock(shift: Int(milliseconds / 1000) - time(nil)).timestamp()
  }

  private func broken() -> tm {
    var seconds = time(nil) + shift
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
