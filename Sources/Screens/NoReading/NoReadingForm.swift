import Casework
import Frames
import Metering

/// Why nothing could be read: one digit picks the code and saves. Nothing of it reaches billing.
struct NoReadingForm: ScreenState, Hashable {
  /// The codes offered, the commonest first. They are written as the utility's system knows them.
  static let codes = ["V", "KC", "C", "H", "MH", "K", "M", "D", "AT", "U", "TH"]

  let dossier: PointDossier
  let opened: Moment
  /// Taken before nothing could be read: a closed door, a burnt meter.
  let photos: [Photo]
  /// The row marked; none at first, so that no Enter too many writes a code that nobody picked.
  var selected: Int?
  var page = 0
  var isSaving = false

  /// - Parameter photos: those held for the reading; nil: those of its draft.
  init(_ dossier: PointDossier, at moment: Moment, photos: [Photo]? = nil) {
    self.dossier = dossier
    opened = moment
    self.photos = photos ?? [Photo](draft: dossier.draft)
  }

  func bindings(_ shared: Shared) -> [Binding] { BindingTable.choice }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .answer(let answer): return take(answer, &shared)
    case _ where isSaving: return []
    case .command(.up, _): mark((selected ?? page * 9) - 1)
    case .command(.down, _): mark(selected.map { $0 + 1 } ?? page * 9)
    case .command(.back, _): return [.pop]
    case .command(.open, let moment): return selected.map { save($0, moment) } ?? []
    case .key(.character("0"), _):
      page = page == 0 ? 1 : 0
      selected = nil
    case .key(.character(let digit), let moment):
      guard let number = digit.wholeNumberValue, number > 0 else { return [] }
      return save(page * 9 + number - 1, moment)
    default: break
    }
    return []
  }

  private mutating func mark(_ number: Int) {
    let marked = min(max(0, number), NoReadingForm.codes.count - 1)
    selected = marked
    page = marked / 9
  }

  private mutating func save(_ number: Int, _ moment: Moment) -> [Step] {
    guard NoReadingForm.codes.indices.contains(number) else { return [] }
    selected = number
    isSaving = true
    let inspection = Inspection(
      point: dossier.reference, verdict: .unread, probabilityRecordRight: 1_000_000, registers: [],
      readAt: moment.local, dwell: max(0, moment.monotonic - opened.monotonic), keys: 1,
      noReading: NoReading(code: NoReadingForm.codes[number]), photos: photos)
    return [
      .effect(.saveInspection(inspection, point: dossier.row.id, thenNext: true)), .holdKeys(),
    ]
  }

  private mutating func take(_ answer: Answer, _ shared: inout Shared) -> [Step] {
    switch answer {
    case .inspectionSaved(let saved):
      shared.undo = UndoableSave(
        entry: saved.entry, point: dossier.reference, row: dossier.row.id)
      let code = selected.map { shared.say("status.\(NoReadingForm.codes[$0])") } ?? ""
      shared.notice = Notice(
        shared.say("saved.unread", dossier.point.identity.meter, code), .warning)
      guard let next = saved.next, next.row.id != dossier.row.id else { return [.popToWorklist] }
      return [.popToWorklist, .openReading(next)]
    case .failed: isSaving = false
    default: break
    }
    return []
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(
      DisplayWidth.truncated(
        " \(say("no-reading.title"))  \(dossier.point.identity.meter) · \(dossier.row.address)",
        to: frame.columns), row: 0, column: 0, role: .title)
    let codes = NoReadingForm.codes
    for number in (page * 9)..<min(page * 9 + 9, codes.count) {
      let role: Role = number == selected ? .selected : .text
      let row = 2 + number - page * 9
      frame.fill(row: row, column: 0, columns: frame.columns, role: role)
      let text =
        "\(number == selected ? "▶" : " ")\(number % 9 + 1)  \(say("status.\(codes[number])"))"
      frame.write(text, row: row, column: 0, role: role)
      frame.writeRight(codes[number] + " ", row: row, role: role)
    }
    frame.write(" 0  \(say("menu.more"))", row: 11, column: 0, role: .dim)
    let note = say(shared.isCompact ? "no-reading.note.short" : "no-reading.note")
    let top = shared.isCompact ? 12 : 13
    for (offset, line) in DisplayWidth.wrapped(note, to: frame.columns - 2).enumerated()
    where top + offset < frame.rows - 1 {
      frame.write(line, row: top + offset, column: 1, role: .dim)
    }
    let table = selected == nil ? BindingTable.question : bindings(shared)
    Footer.draw(
      table, labels: [.open: say("command.save")], keys: [.choose: "1-9"], say, into: &frame)
    return frame
  }
}
