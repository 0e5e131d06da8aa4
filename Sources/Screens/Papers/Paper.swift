import Casework
import Frames
import Metering
import Wording

/// A text to read and scroll: minutes, a slip, an entry, or what is known of a meter before it is
/// read. Minutes and inspections can be taken back from here, with a reason.
struct Paper: ScreenState, Hashable {
  /// What the paper is.
  enum Subject: Hashable {
    case request(PaperRequest)
    case details(PointDossier)
    case entry(EntryRow)
  }

  /// An entry that can be withdrawn from its paper.
  struct Withdrawable: Hashable {
    var entry: String
    var point: PointReference
  }

  var subject: Subject
  var withdrawable: Withdrawable?
  var lines: [String] = []
  var top = 0
  /// The width that `lines` were laid out for.
  var columns = 0
  /// The reason picked, while a different key than the one that asked must confirm it.
  var confirming: String?

  init(_ request: PaperRequest, of row: EntryRow? = nil) {
    subject = .request(request)
    if let row, !row.isWithdrawn, let point = row.body?.point {
      withdrawable = Withdrawable(entry: row.hash, point: point)
    }
  }

  init(minutes row: MinutesRow) {
    subject = .request(.minutes(row.correction.number))
    if !row.isWithdrawn {
      withdrawable = Withdrawable(entry: row.hash, point: row.correction.point)
    }
  }

  init(details dossier: PointDossier) {
    subject = .details(dossier)
  }

  init(entry row: EntryRow) {
    subject = .entry(row)
    if case .inspection(let inspection) = row.body, !row.isWithdrawn {
      withdrawable = Withdrawable(entry: row.hash, point: inspection.point)
    }
  }

  func bindings(_ shared: Shared) -> [Binding] {
    if confirming != nil { return BindingTable.choice.without([.up, .down]) }
    return withdrawable == nil ? BindingTable.paper.without([.menu]) : BindingTable.withdrawable
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    if confirming != nil { return confirm(input) }
    switch input {
    case .appeared: return layOut(shared)
    case .answer(.paper(let request, let lines)):
      if subject == .request(request) { self.lines = lines }
    case .answer(.withdrawn):
      shared.notice = Notice(shared.say("withdrawal.done"), .warning)
      return [.pop]
    case .command(.withdraw, _):
      let reasons = shared.say.numbered("phrase.withdrawal.")
      return [
        .push(
          .choice(
            .phrases(
              shared.say("withdrawal.title"), reasons, purpose: "withdraw", allowsText: true)))
      ]
    case .chosen("withdraw", let reason, _): confirming = reason
    case .command(.back, _), .key(.enter, _): return [.pop]
    case .command(let command, _): scroll(command, shared)
    default: break
    }
    return []
  }

  /// Withdrawing asks again, with a digit instead of Enter; Enter keeps everything as it is.
  private mutating func confirm(_ input: Input) -> [Step] {
    switch input {
    case .key(.character("1"), _):
      guard let withdrawable, let reason = confirming else { return [] }
      confirming = nil
      return [
        .effect(
          .withdraw(entry: withdrawable.entry, point: withdrawable.point, .stated(reason))),
        .holdKeys(),
      ]
    case .command(.open, _), .command(.back, _), .key(.character("0"), _): confirming = nil
    default: break
    }
    return []
  }

  private mutating func layOut(_ shared: Shared) -> [Step] {
    columns = shared.size.columns
    switch subject {
    case .request(let request):
      return [.effect(.loadPaper(request, columns: Paper.width(columns), shared.language))]
    case .details(let dossier): lines = PointDetails(dossier).lines(shared.say, width: columns - 2)
    case .entry(let row): lines = EntryDetails(row).lines(shared.say, width: columns - 2)
    }
    return []
  }

  /// The width a paper is laid out for: the sheet's, the belt printer's, or what a small screen has.
  private static func width(_ columns: Int) -> Int {
    columns >= 80 ? 80 : min(48, columns - 1)
  }

  private mutating func scroll(_ command: Command, _ shared: Shared) {
    let room = max(1, shared.size.rows - 2)
    let limit = max(0, lines.count - room)
    switch command {
    case .up: top -= 1
    case .down: top += 1
    case .pageUp: top -= room - 1
    case .pageDown: top += room - 1
    case .first: top = 0
    case .last: top = limit
    default: break
    }
    top = min(max(0, top), limit)
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + title(say), row: 0, column: 0, role: .title)
    let room = frame.rows - 2
    let isNarrow = (lines.map { DisplayWidth.of($0) }.max() ?? 0) + 1 < frame.columns
    for (row, line) in lines.dropFirst(top).prefix(room).enumerated() {
      frame.write(line, row: 1 + row, column: isNarrow ? 1 : 0, role: .paper)
    }
    if lines.count > top + room { frame.writeRight("▼ ", row: frame.rows - 2, role: .dim) }
    if let confirming { drawConfirmation(confirming, shared, &frame) }
    Footer.draw(bindings(shared), labels: [.open: say("command.keep")], say, into: &frame)
    return frame
  }

  private func drawConfirmation(_ reason: String, _ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let lines =
      DisplayWidth.wrapped(say("withdrawal.confirm", reason), to: frame.columns - 4)
      + ["", "1  \(say("withdrawal.yes"))", "⏎  \(say("command.keep"))"]
    let top = max(1, frame.rows - lines.count - 3)
    frame.fill(row: top, column: 0, rows: lines.count + 1, columns: frame.columns, role: .alert)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: top + offset, column: 2, role: .alert)
    }
  }

  private func title(_ say: Wording) -> String {
    switch subject {
    case .request(.minutes(let number)): "\(say("paper.minutes"))  \(number)"
    case .request(.slip): say("paper.slip")
    case .request(.preview): say("paper.preview")
    case .details(let dossier): "\(say("paper.details"))  \(dossier.point.identity.meter)"
    case .entry(let row): "\(say("paper.entry"))  \(row.id)"
    }
  }
}
