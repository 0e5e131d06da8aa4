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
    if let previous, let before = Stamp.instant(previous),
      let moment = Stamp.instant(now), moment < before
    {
      clock = .backwards
    }
    return Stamp(
      time: now, clock: clock, boot: boot, monotonic: monotonic(), person: person)
  }
}
