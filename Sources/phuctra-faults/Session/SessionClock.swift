import ArgumentParser
import Journal
import Metering
import Synchronization

/// The clocks that a session can be given.
enum SessionClock: String, CaseIterable, ExpressibleByArgument {
  /// A minute passes at each look.
  case steady
  /// A year ahead of the one before.
  case yearAhead = "year-ahead"
  case yearBehind = "year-behind"
  /// Falls back by half an hour at every seventh entry, and by a day at every eleventh.
  case falling

  /// The context of a session; its clock counts the entries that `looks` is set to.
  func context(_ looks: ClockLooks) -> JournalContext {
    let clock = self
    return JournalContext(
      localTime: { clock.time(looks.next()) }, monotonic: { 1000 }, boot: "0badcafe",
      person: "H07")
  }

  private func time(_ look: Int64) -> String {
    var minutes = look
    var year = 2026
    switch self {
    case .steady: break
    case .yearAhead: year += 1
    case .yearBehind: year -= 1
    case .falling: minutes -= look / 7 * 30 + look / 11 * 1440
    }
    let total = 480 + minutes
    let days = total >= 0 ? total / 1440 : (total - 1439) / 1440
    let first = Day(year: year, month: 6, day: 16)?.number ?? 0
    let moment = LocalMinute(
      day: Day(number: first + Int(days)), minute: Int(total - days * 1440))
    return moment.map { "\($0):00+07:00" } ?? ""
  }
}

/// Counts the looks at a clock: one an entry.
final class ClockLooks: Sendable {
  private let count = Mutex<Int64>(0)

  /// Goes on after so many entries.
  func set(_ entries: Int64) {
    count.withLock { $0 = entries }
  }

  func next() -> Int64 {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
