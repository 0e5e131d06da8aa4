import Casework
import Frames
import Metering

/// "Another meter hangs here": the serial seen instead and, where the meter was exchanged, the index
/// it was removed at, the new one's start and the date. The point becomes `unresolved` with that
/// finding; a person in the office decides.
struct OtherMeterForm: ScreenState, Hashable {
  enum Question: Int, CaseIterable, Hashable, Sendable {
    case serial, exchanged, removed, start, date
  }

  let dossier: PointDossier
  let opened: Moment
  let photos: [Photo]
  var question = Question.serial
  var editor = LineEditor(limit: 24)
  var serial = ""
  var removed: Index?
  var start: Index?
  var isExchanged = false
  var isInvalid = false
  var isSaving = false
  var keys = 0

  /// - Parameter photos: those held for the reading.
  init(_ dossier: PointDossier, at moment: Moment, photos: [Photo]) {
    self.dossier = dossier
    opened = moment
    self.photos = photos
  }

  func bindings(_ shared: Shared) -> [Binding] {
    question == .exchanged ? BindingTable.question : BindingTable.editing
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .answer(.inspectionSaved(let saved)): return finish(saved, &shared)
    case .answer(.failed):
      isSaving = false
      return []
    case _ where isSaving: return []
    case .command(.back, _): return goBack()
    case .command(.open, let moment):
      keys += 1
      return answer(moment)
    case .key(let key, let moment):
      keys += 1
      return type(key, moment)
    default: return []
    }
  }

  /// Back goes one question back, and what was answered there stands in the line.
  private mutating func goBack() -> [Step] {
    isInvalid = false
    guard let before = Question(rawValue: question.rawValue - 1) else { return [.pop] }
    question = before
    let answered =
      switch before {
      case .serial: serial
      case .removed: removed?.description ?? ""
      case .start: start?.description ?? ""
      case .exchanged, .date: ""
      }
    editor = LineEditor(answered, limit: 24)
    return []
  }

  private mutating func type(_ key: Key, _ moment: Moment) -> [Step] {
    isInvalid = false
    if question == .exchanged {
      switch key {
      case .character("1"):
        isExchanged = true
        advance(to: .removed)
      case .character("2"):
        isExchanged = false
        return save(date: nil, moment)
      default: break
      }
      return []
    }
    if !editor.take(key), key == .backspace { return goBack() }
    return []
  }

  private mutating func answer(_ moment: Moment) -> [Step] {
    let text = editor.text.filter { !$0.isWhitespace }
    switch question {
    case .serial:
      guard !text.isEmpty, text != dossier.point.identity.meter else {
        isInvalid = true
        return []
      }
      serial = text
      question = .exchanged
    // Answered by its digit alone: an Enter too many must not say that nothing was exchanged.
    case .exchanged: break
    case .removed:
      guard let index = optionalIndex(text) else { return [] }
      removed = index
      advance(to: .start)
    case .start:
      guard let index = optionalIndex(text) else { return [] }
      start = index
      advance(to: .date)
    case .date:
      guard let date = OtherMeterForm.date(text, in: moment.local) else {
        isInvalid = true
        return []
      }
      return save(date: date, moment)
    }
    return []
  }

  private mutating func advance(to next: Question) {
    question = next
    editor = LineEditor(limit: 24)
  }

  /// An index, or nothing where it is not known: nil marks the text as invalid.
  private mutating func optionalIndex(_ text: String) -> Index?? {
    if text.isEmpty { return .some(nil) }
    guard let index = Index(text) else {
      isInvalid = true
      return nil
    }
    return .some(index)
  }

  /// `ddMM`, the last such day up to today; empty: not known.
  static func date(_ text: String, in now: LocalMinute) -> LocalMinute?? {
    if text.isEmpty { return .some(nil) }
    let digits = text.filter(\.isNumber)
    guard digits.count == 4, let day = Int(digits.prefix(2)), let month = Int(digits.suffix(2))
    else {
      return nil
    }
    let year = now.day.civil.year
    for candidate in [year, year - 1] {
      if let date = Day(year: candidate, month: month, day: day), date <= now.day {
        return .some(LocalMinute(day: date, minute: 0))
      }
    }
    return nil
  }

  private mutating func save(date: LocalMinute?, _ moment: Moment) -> [Step] {
    isSaving = true
    let exchange =
      isExchanged ? OtherMeter.Exchange(removed: removed, start: start, date: date) : nil
    let inspection = Inspection(
      point: dossier.reference, verdict: .unresolved, probabilityRecordRight: 500_000,
      registers: [], readAt: moment.local, dwell: max(0, moment.monotonic - opened.monotonic),
      keys: keys, otherMeter: OtherMeter(meter: serial, exchange: exchange), photos: photos)
    return [
      .effect(.saveInspection(inspection, point: dossier.row.id, thenNext: true)), .holdKeys(),
    ]
  }

  private func finish(_ saved: InspectionSaved, _ shared: inout Shared) -> [Step] {
    shared.undo = UndoableSave(
      entry: saved.entry, point: dossier.reference, row: dossier.row.id)
    shared.notice = Notice(
      shared.say("saved.other-meter", dossier.point.identity.meter, serial), .warning)
    guard let next = saved.next else { return [.popToWorklist] }
    return [.popToWorklist, .openReading(next)]
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(
      DisplayWidth.truncated(
        " \(say("other-meter.title"))  \(dossier.point.identity.meter)", to: frame.columns), row: 0,
      column: 0, role: .title)
    let left = shared.isCompact ? 1 : 8
    var row = 3
    let keyName = "other-meter.\(question)"
    for line in DisplayWidth.wrapped(say(keyName), to: frame.columns - left - 2) {
      frame.write(line, row: row, column: left, role: .emphasis)
      row += 1
    }
    if question == .exchanged {
      frame.write("1  \(say("other-meter.yes"))", row: row + 1, column: left, role: .large)
      frame.write("2  \(say("other-meter.no"))", row: row + 2, column: left, role: .large)
    } else {
      editor.draw(
        row: row + 1, column: left, width: min(26, frame.columns - left - 1), into: &frame)
    }
    if isInvalid {
      let lines = DisplayWidth.wrapped(say("\(keyName).invalid"), to: frame.columns - left - 1)
      for (offset, line) in lines.enumerated() {
        frame.write(line, row: row + 3 + offset, column: left, role: .warning)
      }
    }
    var labels = [Command.open: say("command.continue")]
    if question != .exchanged, !editor.isEmpty { labels[.back] = say("command.erase") }
    Footer.draw(bindings(shared), labels: labels, keys: [.choose: "1-2"], say, into: &frame)
    return frame
  }
}
