package import Metering

/// How the device stands with its hub: what waits, what runs, and how the last run ended.
package struct SyncStatus: Hashable, Sendable {
  /// Where the hub answers, for people.
  package var hub: String
  /// Entries that no receipt covers, and photos that the hub is not known to have.
  package var waitingEntries: Int
  package var waitingPhotos: Int
  /// nil while nothing runs.
  package var progress: Progress?
  /// nil before the first run since the program was opened.
  package var last: Summary?
  /// When the device tries again by itself; nil while it does not.
  package var nextAttempt: LocalMinute?
  package var standing: Standing
  /// Counts what came in and changes lists on other screens.
  package var arrivals: Int

  package init(
    hub: String, waitingEntries: Int = 0, waitingPhotos: Int = 0, progress: Progress? = nil,
    last: Summary? = nil, nextAttempt: LocalMinute? = nil, standing: Standing = .active,
    arrivals: Int = 0
  ) {
    self.hub = hub
    self.waitingEntries = waitingEntries
    self.waitingPhotos = waitingPhotos
    self.progress = progress
    self.last = last
    self.nextAttempt = nextAttempt
    self.standing = standing
    self.arrivals = arrivals
  }

  /// What the hub holds of this device.
  package enum Standing: String, CaseIterable, Hashable, Sendable {
    case active
    /// Two logs of this device came to the hub.
    case frozen
    /// The hub holds more of this log than the device: its home was put back from a backup.
    case restored
    /// Taken out of service.
    case revoked
  }

  /// How far a run is.
  package struct Progress: Hashable, Sendable {
    package var stage: Stage
    /// Entries sent in this run, of those that waited when it began.
    package var sent: Int
    package var total: Int

    package init(stage: Stage, sent: Int, total: Int) {
      self.stage = stage
      self.sent = sent
      self.total = total
    }
  }

  package enum Stage: String, CaseIterable, Hashable, Sendable {
    case connecting, sending, receiving, lists, photos
  }

  /// What came of a run.
  package struct Summary: Hashable, Sendable {
    package var ended: LocalMinute
    package var outcome: Outcome
    package var sentEntries: Int
    package var sentPhotos: Int
    /// When the hub received the last of the entries: its own words, RFC 3339; nil without a receipt.
    package var received: String?
    package var arrived: [Arrival]

    package init(
      ended: LocalMinute, outcome: Outcome, sentEntries: Int = 0, sentPhotos: Int = 0,
      received: String? = nil, arrived: [Arrival] = []
    ) {
      self.ended = ended
      self.outcome = outcome
      self.sentEntries = sentEntries
      self.sentPhotos = sentPhotos
      self.received = received
      self.arrived = arrived
    }
  }

  /// How a run ended; the words are `sync.outcome.<case>`, what to do `sync.outcome.<case>.do`.
  package enum Outcome: String, CaseIterable, Hashable, Sendable {
    case complete
    /// Nobody answered, the answer did not come whole, or not in time.
    case unreachable, cut, slow
    /// The hub's certificate is not to be believed.
    case untrusted
    /// The hub does not know the device, or found a signature wrong.
    case refused
    case frozen, restored, revoked
    /// What answered is not the hub, or does not speak as one.
    case unsound
    /// The device itself could not go on: its storage.
    case impossible

    /// True where waiting may mend it.
    package var mayPass: Bool {
      switch self {
      case .unreachable, .cut, .slow, .untrusted, .unsound: true
      case .complete, .refused, .frozen, .restored, .revoked, .impossible: false
      }
    }
  }

  /// Something that came from the hub and that a person should know.
  package enum Arrival: Hashable, Sendable {
    case list(name: String, points: Int)
    /// Two persons do not agree about a meter.
    case dispute(meter: String)
    /// An entry of this device that the hub keeps and does not count, for a reason of
    /// `EntryQuarantine`.
    case quarantined(sequence: Int64, reason: String)
    /// A photo or a list that the hub would not take or give.
    case blobRefused(why: String)
    /// Everything else, as a number of entries.
    case entries(Int)
  }
}
