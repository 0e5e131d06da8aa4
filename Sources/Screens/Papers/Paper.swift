import Casework
import Frames
import Metering
import Wording

/// A text to read and scroll: minutes, a slip, an entry, or what is known of a meter before it is
/// read. Minutes and slips are printed from here; minutes and inspections get photos, are amended or
/// taken back.
struct Paper: ScreenState, Hashable {
  /// What the paper is.
  enum Subject: Hashable {
    case request(PaperRequest)
    case details(PointDossier)
    case entry(EntryRow)
  }

  let subject: Subject
  /// How the minutes stand that this is; nil for every other paper, and until they have come.
  var minutes: MinutesRow?
  var lines: [String] = []
  var top = 0
  /// The width that `lines` were laid out for.
  var columns = 0
  /// When the paper was opened, in milliseconds of the monotonic clock; nil until it is shown.
  var since: Int64?
  /// True where the list it was opened from wants it withdrawn: the reasons come at once.
  var asksWhy: Bool
  /// Another person's paper: it is read and printed, and nothing is done to it.
  let isOnlyRead: Bool
  /// The reason picked, while a different key than the one that asked must confirm it.
  var confirming: String?

  init(_ request: PaperRequest, asksWhy: Bool = false, isOnlyRead: Bool = false) {
    subject = .request(request)
    self.isOnlyRead = isOnlyRead
    self.asksWhy = asksWhy
  }

  init(details dossier: PointDossier) {
    subject = .details(dossier)
    isOnlyRead = true
    asksWhy = false
  }

  init(entry row: EntryRow, asksWhy: Bool = false) {
    subject = .entry(row)
    isOnlyRead = false
    self.asksWhy = asksWhy
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    if confirming != nil { return confirm(input) }
    switch input {
    case .appeared(let moment): return appear(moment, shared)
    case .answer(let answer): return take(answer, &shared)
    case .chosen("withdraw", let reason, _): confirming = reason
    case .command(.back, _): return [.pop]
    case .key(.enter, _): return turnPage(shared)
    case .command(let command, _): return carryOut(command, &shared)
    default: break
    }
    return []
  }

  private mutating func appear(_ moment: Moment, _ shared: Shared) -> [Step] {
    since = since ?? moment.monotonic
    let asks = asksWhy
    asksWhy = false
    return layOut(shared) + (asks ? [askWhy(shared)] : [])
  }

  mutating func layOut(_ shared: Shared) -> [Step] {
    columns = shared.size.columns
    switch subject {
    case .request(let request):
      return [
        .effect(.loadPaper(request, columns: Paper.width(columns), shared.language)),
        .holdKeys(.paper(request)),
      ]
    case .details(let dossier): lines = PointDetails(dossier).lines(shared.say, width: columns - 2)
    case .entry(let row): lines = EntryDetails(row).lines(shared.say, width: columns - 2)
    }
    return []
  }

  /// The width a paper is laid out for: the sheet's, the belt printer's, or what a small screen has.
  private static func width(_ columns: Int) -> Int {
    columns >= 80 ? 80 : min(48, columns - 1)
  }

  /// Enter reads on a page at a time, for the pad has no key for that; on the last one it closes.
  private mutating func turnPage(_ shared: Shared) -> [Step] {
    guard lines.count > top + max(1, shared.size.rows - 2) else { return [.pop] }
    scroll(.pageDown, shared)
    return []
  }

  mutating func scroll(_ command: Command, _ shared: Shared) {
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
    if lines.count > top + room { frame.writeRight(" ⏎▼ ", row: frame.rows - 2, role: .dim) }
    if let confirming { drawConfirmation(confirming, shared, &frame) }
    Footer.draw(bindings(shared), labels: [.open: say("command.keep")], say, into: &frame)
    return frame
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
