import Casework
import Dispatch
import Shell
import Synchronization

/// The last place the receiver told, asked for beside the work: opening a meter asks, saving takes
/// what has come by then, and nothing ever waits.
final class Whereabouts: Sendable {
  private let daemon: GPSDaemon
  private let clock: SystemClock
  private let queue = DispatchQueue(label: "phuctra.position")
  private let last = Mutex<GPSFix?>(nil)
  private let isAsking = Mutex(false)

  /// Milliseconds after which a fix is asked for anew, and after which it says nothing any more.
  private static let fresh: Int64 = 30_000
  private static let stale: Int64 = 600_000

  init(_ daemon: GPSDaemon, _ clock: SystemClock) {
    self.daemon = daemon
    self.clock = clock
  }

  /// Asks for a fix in the background unless there is a fresh one or somebody asks already.
  func refresh() {
    if let fix = last.withLock({ $0 }), clock.monotonic() - fix.reported < Whereabouts.fresh {
      return
    }
    let begins = isAsking.withLock { asking in
      defer { asking = true }
      return !asking
    }
    guard begins else { return }
    queue.async {
      if let fix = self.daemon.fix(clock: self.clock) { self.last.withLock { $0 = fix } }
      self.isAsking.withLock { $0 = false }
    }
  }

  /// Where the device is, as far as is known now; nil where nothing is, or nothing recent.
  var position: Position? {
    let now = clock.monotonic()
    return last.withLock { fix in
      fix.flatMap { now - $0.reported < Whereabouts.stale ? $0.position(at: now) : nil }
    }
  }
}
