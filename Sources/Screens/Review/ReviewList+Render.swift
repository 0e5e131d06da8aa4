import Casework
import Explanations
import Frames
import Metering
import Wording

extension ReviewList {
  /// Rows of the list itself: a wide screen keeps four for what is known of the selected case.
  func listRows(_ shared: Shared) -> Int {
    max(1, shared.size.rows - (shared.isCompact ? 4 : 8))
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    drawHead(shared, &frame)
    let first = shared.isCompact ? 1 : 2
    if !shared.isCompact { drawHeadings(shared.say, &frame) }
    if shown.isEmpty, isLoaded { drawEmpty(shared, row: first + 1, &frame) }
    for (offset, place) in shown.dropFirst(cursor.top).prefix(listRows(shared)).enumerated() {
      draw(
        queue.cases[place], at: first + offset, isSelected: cursor.top + offset == cursor.selected,
        shared,
        &frame)
    }
    drawDetail(shared, &frame)
    if let batch { drawConfirmation(batch, shared, &frame) }
    var labels: [Command: String] = [.open: shared.say("command.view")]
    if editor != nil {
      labels = [.open: shared.say("command.apply"), .back: shared.say("command.clear")]
    } else if batch != nil {
      labels = [.open: shared.say("command.keep")]
    }
    Footer.draw(bindings(shared), labels: labels, shared.say, into: &frame)
    return frame
  }

  /// What waits, what came back and what is in dispute, of the whole queue; a filter is named.
  private func drawHead(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    var parts = [say("review.waiting", say.number(queue.waiting))]
    if queue.returned > 0 { parts.append(say("review.returned", say.number(queue.returned))) }
    if queue.disputed > 0 { parts.append(say("review.disputed", say.number(queue.disputed))) }
    let narrowed = description(say)
    let left = " \(say("review.title"))  \(parts.joined(separator: " · "))"
    guard !narrowed.isEmpty else {
      frame.write(DisplayWidth.truncated(left, to: frame.columns), row: 0, column: 0, role: .title)
      return
    }
    let right = "\(say("review.filtered", say.number(shown.count), narrowed)) "
    let short = shared.isCompact ? " \(say("review.title"))" : left
    let used = frame.write(
      DisplayWidth.truncated(short, to: frame.columns), row: 0, column: 0, role: .title)
    frame.writeRight(
      DisplayWidth.truncated(right, to: max(0, frame.columns - used - 1)), row: 0, role: .title)
  }

  /// Where the columns of a wide screen begin, and where their numbers end.
  private struct Columns {
    let meter = 13
    let energyEnd = 32
    let moneyEnd = 46
    let cause = 48
    let ageEnd: Int

    init(_ width: Int) { ageEnd = width - 1 }
  }

  private func drawHeadings(_ say: Wording, _ frame: inout Frame) {
    let columns = Columns(frame.columns)
    for (key, column) in [
      ("review.column.minutes", 3), ("column.meter", columns.meter),
      ("review.column.cause", columns.cause),
    ] {
      frame.write(say(key), row: 1, column: column, role: .heading)
    }
    frame.writeRight("kWh", row: 1, end: columns.energyEnd, role: .heading)
    frame.writeRight(say("review.column.money"), row: 1, end: columns.moneyEnd, role: .heading)
    frame.writeRight(say("review.column.age"), row: 1, end: columns.ageEnd, role: .heading)
  }

  private func drawEmpty(_ shared: Shared, row: Int, _ frame: inout Frame) {
    let key =
      queue.cases.isEmpty
      ? "review.empty" : filter == ReviewFilter() ? "review.done" : "review.filtered-empty"
    for (offset, line) in DisplayWidth.wrapped(shared.say(key), to: frame.columns - 4).enumerated()
    {
      frame.write(line, row: row + offset, column: 2, role: .emphasis)
    }
  }

  private func draw(
    _ one: ReviewCase, at row: Int, isSelected: Bool, _ shared: Shared, _ frame: inout Frame
  ) {
    let say = shared.say
    let line = CaseLine(one, say)
    let role: Role = isSelected ? .selected : one.awaits == nil ? .dim : .text
    frame.fill(row: row, column: 0, columns: frame.columns, role: role)
    let mark = (isSelected ? "▶" : " ") + line.sign
    if shared.isCompact {
      let money = line.money(say, isShort: true)
      let left = "\(mark)\(one.identity.meter) \(one.author.tag) \(line.what(say))"
      let room = frame.columns - DisplayWidth.of(money) - 1
      frame.write(DisplayWidth.truncated(left, to: room), row: row, column: 0, role: role)
      frame.writeRight(money, row: row, role: role)
      return
    }
    let columns = Columns(frame.columns)
    frame.write(mark, row: row, column: 0, role: role)
    func put(_ text: String, from column: Int, to end: Int) {
      frame.write(
        DisplayWidth.truncated(text, to: end - column - 1), row: row, column: column, role: role)
    }
    put(line.number, from: 3, to: columns.meter)
    put(one.identity.meter, from: columns.meter, to: columns.meter + 13)
    frame.writeRight(line.energy(say), row: row, end: columns.energyEnd, role: role)
    frame.writeRight(line.money(say, isShort: false), row: row, end: columns.moneyEnd, role: role)
    let age = say.age(days: one.days(on: shared.lastMoment.local.day))
    frame.writeRight(age, row: row, end: columns.ageEnd, role: role)
    put(line.what(say), from: columns.cause, to: columns.ageEnd - DisplayWidth.of(age))
  }

  /// What decides most cases, of the selected one, without opening it.
  private func drawDetail(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    if let editor {
      let row = frame.rows - 2
      let used = frame.write(" \(say("command.filter")): ", row: row, column: 0, role: .label)
      editor.draw(row: row, column: used, width: max(8, frame.columns - used - 1), into: &frame)
      return
    }
    guard let current else { return }
    let line = CaseLine(current, say)
    let texts = shared.isCompact ? [line.marks(say)] : [line.place(say), line.marks(say)]
    let first = frame.rows - 1 - (shared.isCompact ? 2 : 4)
    if !shared.isCompact {
      frame.write(
        String(repeating: "─", count: frame.columns), row: first - 1, column: 0, role: .rule)
    }
    var row = first
    for text in texts {
      for part in DisplayWidth.wrapped(text, to: frame.columns - 2) where row < frame.rows - 1 {
        frame.write(part, row: row, column: 1, role: .dim)
        row += 1
      }
    }
  }
}

extension Wording {
  /// Days as a person says them in a narrow column.
  func age(days: Int) -> String {
    days <= 0 ? self("review.today") : self("review.days", number(days))
  }
}
