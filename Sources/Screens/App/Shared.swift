package import Casework
package import Frames
package import Metering
package import Wording

/// What every screen may know besides its own state.
package struct Shared: Sendable {
  /// The words of both languages, so that `L` changes language without asking anyone.
  package let wordings: [Language: Wording]
  /// Prices, so that the diff can say what a correction moves.
  package let tariffs: TariffBook
  package var language: Language
  package var size: Size
  /// The inspector's id, as configured.
  package var inspector: String
  package var unit: String?
  package var counters: WorklistCounters
  /// What has just happened, said on the top line until a key is pressed.
  package var notice: Notice?
  /// The last save that `u` can still take back.
  package var undo: UndoableSave?
  /// When the last inspection was committed, for what the next screen says of it.
  package var lastMoment: Moment
  /// How the handheld is, as last looked at; nil before the first look.
  package var device: DeviceStatus?
  /// How the device stands with its hub; nil while it is enrolled with none.
  package internal(set) var sync: SyncStatus?
  /// The low battery has been said; not again before it has been charged.
  var hasWarnedOfBattery = false
  /// The meter that is open, and since when: photos are looked for from then on.
  var opening: Opening?

  /// The meter that was opened last, until the list has taken its cursor there.
  var leftRow: Int64?

  /// A meter that was opened.
  struct Opening: Hashable, Sendable {
    var row: Int64
    /// Milliseconds of the monotonic clock.
    var since: Int64
  }

  package init(
    wordings: [Language: Wording], language: Language, size: Size, inspector: String,
    unit: String?, moment: Moment, tariffs: TariffBook = .empty
  ) {
    self.wordings = wordings
    self.tariffs = tariffs
    self.language = language
    self.size = size
    self.inspector = inspector
    self.unit = unit
    counters = WorklistCounters()
    lastMoment = moment
  }

  /// The words of the current language.
  package var say: Wording { wordings[language] ?? Wording(language: language, catalogue: .empty) }

  /// Why nothing can be recorded; nil where everything can.
  var problem: DeviceStatus.RecordingProblem? { device?.problem }

  /// True on a small screen, where one thing at a time finds room.
  var isCompact: Bool { size.columns < 64 || size.rows < 20 }

  /// A text by its key; on a small screen its short form where there is one.
  func label(_ key: String) -> String {
    isCompact ? say.known("\(key).short") ?? say(key) : say(key)
  }
}

/// A message on the top line.
package struct Notice: Hashable, Sendable {
  package var text: String
  package var role: Role

  package init(_ text: String, _ role: Role = .notice) {
    self.text = text
    self.role = role
  }
}

/// A save that can be taken back once.
package struct UndoableSave: Hashable, Sendable {
  package var entry: String
  package var point: PointReference
  package var row: Int64
}
