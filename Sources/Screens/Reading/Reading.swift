import Casework
import Frames
import Metering

/// Keying what the dial shows, without having seen what was recorded.
///
/// A plausible reading is saved by its one Enter. One that does not fit the record asks for a fresh
/// look, and where two looks differ for a third, before anything is revealed.
struct Reading: ScreenState, Hashable {
  enum Phase: Hashable, Sendable {
    /// The list does not say how many digits the dial has: the inspector counts them.
    case countingBlack
    case countingRed(black: Int)
    case keying
    /// All attempts are shown, and one is chosen; the number is the one marked.
    case choosing(Int)
    /// Saved, or waiting to be: no key changes anything any more.
    case done
  }

  let dossier: PointDossier
  var phase: Phase
  var fields: [DigitField]
  var active = 0
  /// Every attempt keyed so far, each with one index for each field.
  var attempts: [[Index]] = []
  /// The attempt that was handed over to be stored.
  var counted: Int?
  let opened: Moment
  var keys = 0
  var peeked = false
  /// Taken for this reading, named by no entry yet.
  var photos: [Photo] = []
  /// What the line below the digits says: the key of a text and its arguments.
  var hint: Hint?
  /// The digits in the fields are a draft's, and none has been keyed since: the next one starts over,
  /// for who lands here from another meter keys this dial from its first digit.
  var isRestored = false
  /// Nothing has been keyed at this meter since it was opened: the save before can be taken back.
  var isUntouched = true
  /// More digits were keyed than the dial has, and nobody has looked at what stands there since.
  var hasOverflowed = false

  struct Hint: Hashable, Sendable {
    var key: String
    var arguments: [String] = []
    var isWarning = true
  }

  init(_ dossier: PointDossier, at moment: Moment) {
    self.dossier = dossier
    opened = moment
    let known = dossier.point.registers.compactMap { register in
      register.dial.map { DigitField(register: register.kind, dial: $0) }
    }
    fields = known.count == dossier.point.registers.count ? known : []
    phase = fields.isEmpty ? .countingBlack : .keying
    restore(dossier.draft)
  }

  var isPristine: Bool {
    fields.allSatisfy(\.isEmpty) && attempts.isEmpty && phase != .done
  }

  func bindings(_ shared: Shared) -> [Binding] {
    if case .choosing = phase { return BindingTable.choice }
    var table = isFieldEmpty ? BindingTable.reading : BindingTable.readingBegun
    // Between the black and the red digits `.` is the decimal mark that the boxes draw themselves.
    if isBeforeDecimals { table = table.without([.menu]) }
    return
      table
      .disabling(.undo, because: shared.undo == nil ? "undo.nothing" : nil)
      .disabling(.peek, because: peeked ? "peek.already" : nil)
      .recording(shared)
  }

  /// The active register's field holds nothing, so ⌫ goes back.
  var isFieldEmpty: Bool {
    fields.indices.contains(active) ? fields[active].isEmpty : true
  }

  private var isBeforeDecimals: Bool {
    guard !isRestored, fields.indices.contains(active) else { return false }
    let field = fields[active]
    return field.dial.decimals > 0 && field.digits.count == field.dial.integerDigits
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .key(let key, let moment):
      keys += 1
      return press(key, moment, &shared)
    case .command(let command, let moment):
      keys += 1
      return carryOut(command, moment, &shared)
    case .answer(let answer): return take(answer, &shared)
    case .appeared, .chosen: return []
    }
  }

  /// Back keeps what was typed.
  func leave() -> [Step] {
    [keepDraft(), .pop]
  }

  /// A scanned label names a meter, never a reading: it is compared with the serial.
  mutating func takeScan(_ text: String) -> [Step] {
    let serial = text.filter { !$0.isWhitespace }
    hint =
      serial.hasSuffix(dossier.point.identity.meter)
      ? Hint(key: "reading.scan-same", isWarning: false)
      : Hint(key: "reading.scan-other", arguments: [String(serial.prefix(20))])
    return []
  }
}
