import Casework
import Frames
import Metering
import Wording

/// The journal, newest entry first: everything that was done, and nothing that was not.
struct JournalList: ScreenState, Hashable {
  var list = ListWindow<EntryRow>()
  static let page = 100

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.entries
      .disabling(.withdraw, because: list.current.map(whyNotWithdrawn) ?? "journal.empty")
      .recording(shared)
  }

  /// Only what was found at a meter is withdrawn, and once.
  private func whyNotWithdrawn(_ row: EntryRow) -> String? {
    if row.isWithdrawn { return "paper.withdrawn" }
    if row.isSuperseded { return "paper.superseded" }
    switch row.body {
    case .inspection, .correction, .attachment, .signing, .overruling: return nil
    case .withdrawal, .deviceConfigured, .worklistLoaded, .blobsDropped, .deviceEnrolled,
      .epochOpened, .office, .review, .bookSigned, nil:
      return "journal.not-withdrawable"
    }
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .appeared: return [.effect(.loadEntries(before: nil, limit: JournalList.page))]
    case .answer(.entries(let rows, let before, let reachedEnd)):
      list.take(rows, before: before, reachedEnd: reachedEnd)
    case .command(.open, _): return open(asksWhy: false)
    case .command(.withdraw, _): return open(asksWhy: true)
    case .command(.back, _): return [.pop]
    case .command(let command, _):
      if list.move(command, room: shared.size.rows - 3), let last = list.rows.last {
        return [.effect(.loadEntries(before: last.id, limit: JournalList.page))]
      }
    default: break
    }
    return []
  }

  private func open(asksWhy: Bool) -> [Step] {
    guard let row = list.current, let body = row.body else { return [] }
    switch body {
    case .correction(let correction):
      return [.push(.paper(Paper(.minutes(correction.number), asksWhy: asksWhy)))]
    case .inspection, .withdrawal, .attachment, .signing, .overruling, .blobsDropped,
      .deviceConfigured, .worklistLoaded, .deviceEnrolled, .epochOpened, .office, .review,
      .bookSigned:
      return [.push(.paper(Paper(entry: row, asksWhy: asksWhy)))]
    }
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + say("journal.title"), row: 0, column: 0, role: .title)
    if list.rows.isEmpty, list.isLoaded {
      frame.write(say("journal.empty"), row: 2, column: 2, role: .dim)
    }
    for (offset, row) in list.rows.dropFirst(list.top).prefix(frame.rows - 3).enumerated() {
      let isSelected = list.top + offset == list.selected
      draw(row, at: 1 + offset, isSelected, shared, &frame)
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.view")], say, into: &frame)
    return frame
  }

  private func draw(
    _ row: EntryRow, at line: Int, _ isSelected: Bool, _ shared: Shared, _ frame: inout Frame
  ) {
    let role: Role =
      isSelected ? .selected : row.isWithdrawn || row.isSuperseded ? .dim : .text
    frame.fill(row: line, column: 0, columns: frame.columns, role: role)
    let time = row.time.shortTime(compact: shared.isCompact)
    var column = 1
    frame.write(isSelected ? "▶" : " ", row: line, column: 0, role: role)
    if !shared.isCompact {
      column += frame.write("\(row.id)", row: line, column: column, role: role)
      column = max(column + 1, 8)
    }
    column += frame.write(time + "  ", row: line, column: column, role: role)
    frame.write(
      DisplayWidth.truncated(
        JournalList.text(row, shared.say), to: max(0, frame.columns - column)), row: line,
      column: column, role: role)
  }

  /// One line that says what an entry is.
  static func text(_ row: EntryRow, _ say: Wording) -> String {
    var text =
      switch row.body {
      case .inspection(let inspection):
        "\(inspection.point.identity.meter)  \(say("verdict.\(inspection.verdict.rawValue)"))"
          + (inspection.noReading.map { " · \(say("status.\($0.code)"))" } ?? "")
          + (inspection.peeked ? " · \(say("journal.peeked"))" : "")
      case .correction(let correction):
        "\(correction.point.identity.meter)  \(say("journal.minutes")) \(correction.number)"
          + (correction.supersedes.map { say("journal.instead-of", $0.number) } ?? "")
      case .withdrawal(let withdrawal):
        "\(withdrawal.point.identity.meter)  "
          + {
            if case .stated(let why) = withdrawal.reason {
              return "\(say("journal.withdrawn")): \(why)"
            }
            return say("journal.undone")
          }()
      case .attachment(let attachment):
        "\(attachment.point.identity.meter)  "
          + say("journal.photos", say.number(attachment.photos.count))
      case .signing(let signing):
        "\(signing.point.identity.meter)  \(say("journal.\(signing.outcome.rawValue)")) "
          + signing.number
      case .overruling(let overruling):
        "\(overruling.point.identity.meter)  "
          + say(
            "journal.overruled", say("verdict.\(overruling.verdict.from.rawValue)"),
            say("verdict.\(overruling.verdict.to.rawValue)"), overruling.verdict.reason)
      case .review(let review):
        "\(review.point.identity.meter)  \(say("decision.\(review.decision.rawValue)"))"
          + (review.minutes.map { " \($0)" } ?? "")
          + (review.reason.map { ": \($0)" } ?? "")
      case .bookSigned(let signing):
        say("journal.book-signed", signing.book, say.number(signing.totals.points))
      case .blobsDropped(let dropping):
        say("journal.dropped", say.number(dropping.blobs.count))
      case .worklistLoaded(let loading):
        say("journal.worklist", loading.name, say.number(loading.points))
      case .deviceConfigured(let configuration):
        say("journal.configured", configuration.inspector)
      case .deviceEnrolled(let enrolment): say("journal.enrolled", enrolment.address)
      case .epochOpened: say("journal.epoch-opened")
      case .office, nil: row.kind
      }
    if row.isSuperseded { text += " (\(say("journal.superseded")))" }
    if row.isWithdrawn { text += " (\(say("journal.taken-back")))" }
    if row.clock == .backwards { text += " ⚠ \(say("journal.clock"))" }
    return text
  }
}

extension String {
  /// `2026-06-16T12:41:05+07:00` as `16/06 12:41`, or with seconds where there is room.
  func shortTime(compact: Bool) -> String {
    let parts = Array(self)
    guard parts.count >= 19 else { return self }
    let time = String(parts[11..<(compact ? 16 : 19)])
    return "\(String(parts[8..<10]))/\(String(parts[5..<7])) \(time)"
  }
}
