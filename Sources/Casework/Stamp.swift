/// Whether the device's clock can be believed at an entry.
package enum ClockState: String, Codable, Sendable {
  case ok
  /// Local time lies before that of the entry before; order comes from the sequence all the same.
  case backwards
}

/// When, where in the device's life and by whom an entry was made; part of every body.
package struct Stamp: Codable, Hashable, Sendable {
  /// Local time with offset, RFC 3339: `2026-06-16T12:41:05+07:00`.
  package var time: String
  package var clock: ClockState
  /// The boot the entry was made in: the first 8 hex digits of the system's boot id.
  package var boot: String
  /// Milliseconds since that boot, by the monotonic clock.
  package var monotonic: Int64
  /// The inspector's or supervisor's id.
  package var person: String

  package init(time: String, clock: ClockState, boot: String, monotonic: Int64, person: String) {
    self.time = time
    self.clock = clock
    self.boot = boot
    self.monotonic = monotonic
    self.person = person
  }
}
