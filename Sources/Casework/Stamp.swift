import Metering

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

extension Stamp {
  /// When the device wrote it, in seconds since 1970; 0 for what is no time.
  package var instant: Int64 { Stamp.instant(time) ?? 0 }

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
