import Casework
import Evidence

/// Clock, randomness and processors of a hub, given from outside.
package struct HubSurroundings: Sendable {
  /// RFC 3339 with offset.
  package var now: @Sendable () -> String
  /// Seconds since 1970.
  package var seconds: @Sendable () -> Int64
  /// So many random bytes.
  package var random: @Sendable (Int) -> [UInt8]
  /// The first 8 hex digits of the system's boot id, and milliseconds since that boot.
  package var boot: @Sendable () -> (id: String, milliseconds: Int64)
  /// How many signatures may usefully be checked at one time.
  package var processors: Int

  package init(
    now: @escaping @Sendable () -> String, seconds: @escaping @Sendable () -> Int64,
    random: @escaping @Sendable (Int) -> [UInt8],
    boot: @escaping @Sendable () -> (id: String, milliseconds: Int64), processors: Int
  ) {
    self.now = now
    self.seconds = seconds
    self.random = random
    self.boot = boot
    self.processors = processors
  }

  /// The stamp of an entry in the hub's own log.
  func stamp() -> Stamp {
    let boot = boot()
    return Stamp(
      time: now(), clock: .ok, boot: boot.id, monotonic: boot.milliseconds, person: "hub")
  }
}
