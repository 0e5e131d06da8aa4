import Casework
import Metering

/// What the journal needs to know of the world to stamp an entry: handed in, so that tests can hold
/// the clock still.
package struct JournalContext: Sendable {
  /// Local time with offset, RFC 3339 to the second.
  package var localTime: @Sendable () -> String
  /// Milliseconds since the boot, by a clock that only goes forward.
  package var monotonic: @Sendable () -> Int64
  /// First 8 hex digits of the system's boot id.
  package var boot: String
  /// Who works here, until a `device-configured` entry says otherwise.
  package var person: String
  /// What a commit waits for: `full` but for the fault suite's control.
  package var durability = Durability.full
  /// Folders for a private copy of a journal that cannot be written, tried in order.
  package var scratch: [String]

  package init(
    localTime: @escaping @Sendable () -> String, monotonic: @escaping @Sendable () -> Int64,
    boot: String, person: String, scratch: [String] = ["/tmp"]
  ) {
    self.localTime = localTime
    self.monotonic = monotonic
    self.boot = boot
    self.person = person
    self.scratch = scratch
  }
}

extension JournalContext {
  /// What a commit waits for, as SQLite numbers it.
  ///
  /// The product knows `full` alone. The fault suite records one run without syncs, to prove that
  /// its power cuts find what such a journal loses.
  package enum Durability: Int, Sendable {
    /// A commit is in the log, which is synced only before a checkpoint: a power cut loses it.
    case normal = 1
    /// A commit is synced before it returns.
    case full = 2
  }
}

extension JournalContext {
  /// The stamp of an entry made now, after one that was made at `previous`.
  func stamp(after previous: String?, person: String) -> Stamp {
    let now = localTime()
    var clock = ClockState.ok
    if let previous, let before = JournalContext.instant(previous),
      let moment = JournalContext.instant(now), moment < before
    {
      clock = .backwards
    }
    return Stamp(
      time: now, clock: clock, boot: boot, monotonic: monotonic(), person: person)
  }

  /// Seconds since 1970 of an RFC 3339 date-time with seconds; nil where it is none. Fractions are
  /// dropped.
  package static func instant(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let local = LocalMinute(text), let seconds = number(bytes[17..<19])
    else { return nil }
    let zone = bytes.suffix(6)
    var offset: Int64 = 0
    if bytes.last != UInt8(ascii: "Z") {
      guard let hours = number(zone.dropFirst().prefix(2)), let minutes = number(zone.suffix(2)),
        let sign = zone.first
      else { return nil }
      offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
    }
    return Int64(local.day.number) * 86_400 + Int64(local.minute) * 60 + seconds - offset
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: digits, as: UTF8.self))
  }
}
