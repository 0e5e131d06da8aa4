import Casework
import Frames
import Metering
import Wording

extension Worklist {
  /// Rows of the list itself.
  func listRows(_ shared: Shared) -> Int {
    max(1, shared.size.rows - (shared.isCompact ? 4 : 7))
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    if shared.isCompact { drawCompactHead(shared, &frame) } else { drawHead(shared, &frame) }
    let first = shared.isCompact ? 2 : 4
    let room = listRows(shared)
    if rows.isEmpty { drawEmpty(shared, row: first + 1, &frame) }
    for (offset, row) in rows.dropFirst(top).prefix(room).enumerated() {
      let line = RowLine(row: row, isSelected: top + offset == selected, say: shared.say)
      if shared.isCompact {
        line.drawCompact(at: first + offset, &frame)
      } else {
        line.draw(at: first + offset, &frame)
      }
    }
    drawDetail(shared, row: frame.rows - 2, &frame)
    drawFooter(shared, &frame)
    return frame
  }

  private func drawHead(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let unsent = say("header.unsent", say.number(shared.counters.unsent))
    let battery = shared.device?.battery.map { batteryText($0, say) } ?? ""
    let right = "\(battery)\(shared.inspector)   ⇅ \(unsent) "
    frame.writeRight(right, row: 0, role: .title, maxWidth: frame.columns / 2)
    let left = " \(say("app.title"))  \(title(say))"
    let room = frame.columns - DisplayWidth.of(right) - 1
    frame.write(DisplayWidth.truncated(left, to: room), row: 0, column: 0, role: .title)
    drawProgress(shared, row: 1, barWidth: min(40, frame.columns * 3 / 8), &frame)
    drawRule(shared, row: 2, &frame)
    drawHeadings(say, &frame)
  }

  private func drawHeadings(_ say: Wording, _ frame: inout Frame) {
    let columns = RowLine.Columns(frame.columns)
    for (key, column) in [
      ("column.order", 2), ("column.meter", columns.serial), ("column.address", columns.address),
      ("column.reason", columns.reason), ("column.state", columns.state),
    ] {
      frame.write(say(key), row: 3, column: column, role: .heading)
    }
  }

  /// The book and period of the selected row; a filter or another order is named, for rows that are
  /// hidden without a word are rows forgotten.
  private func title(_ say: Wording) -> String {
    var parts: [String] = []
    if let row = current {
      let period = row.identity.period
      parts.append(say("header.book", row.book))
      parts.append(
        say("header.period", say.period(period)))
      parts.append(row.identity.unit)
    }
    if query.order != .walk { parts.append("⇅ " + say("order.\(query.order.rawValue)")) }
    if !query.filter.isEmpty { parts.append(say("header.filter", query.filter)) }
    return parts.joined(separator: " · ")
  }

  private func drawProgress(
    _ shared: Shared, row: Int, barWidth: Int, _ frame: inout Frame
  ) {
    let say = shared.say
    let counters = shared.counters
    let bar = Bar(part: counters.read, of: counters.total, width: barWidth)
    bar.draw(row: row, column: 1, &frame)
    var column = barWidth + 3
    column += frame.write(
      "\(say.number(counters.read))/\(say.number(counters.total))", row: row, column: column,
      role: .emphasis)
    let wrong = [.deviates, .pending, .returned, .approved, .rejected, .applied].reduce(0) {
      $0 + counters[$1]
    }
    var parts = [
      say("progress.confirmed", say.number(counters[.confirmed])),
      say("progress.deviates", say.number(wrong)),
    ]
    if counters[.unresolved] > 0 {
      parts.append(say("progress.unresolved", say.number(counters[.unresolved])))
    }
    if counters[.unread] > 0 {
      parts.append(say("progress.unread", say.number(counters[.unread])))
    }
    frame.write(
      DisplayWidth.truncated(
        "   " + parts.joined(separator: " · "), to: max(0, frame.columns - column)),
      row: row, column: column)
  }

  private func drawCompactHead(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let counters = shared.counters
    let progress = "\(say.number(counters.read))/\(say.number(counters.total))"
    let narrowed = !query.filter.isEmpty
    let left =
      narrowed ? " " + say("header.filter", query.filter) : " \(current?.book ?? "")  \(progress) "
    let right = " ⇅\(say.number(counters.unsent)) "
    let room = frame.columns - DisplayWidth.of(right)
    let used = frame.write(
      DisplayWidth.truncated(left, to: room), row: 0, column: 0, role: .title)
    if !narrowed, room - used > 5 {
      Bar(part: counters.read, of: counters.total, width: room - used)
        .draw(row: 0, column: used, &frame)
    }
    frame.writeRight(right, row: 0, role: .title)
    drawRule(shared, row: 1, &frame)
  }

  private func drawEmpty(_ shared: Shared, row: Int, _ frame: inout Frame) {
    guard isLoaded else { return }
    let empty = shared.sync == nil ? "worklist.empty" : "worklist.empty-enrolled"
    let key = query.filter.isEmpty ? empty : "worklist.filtered-empty"
    let lines = DisplayWidth.wrapped(shared.say(key), to: frame.columns - 4)
    for (offset, line) in lines.enumerated() {
      frame.write(line, row: row + offset, column: 2, role: .emphasis)
    }
  }

  /// Where the selected meter hangs; or the serial being typed; or the filter.
  private func drawDetail(_ shared: Shared, row: Int, _ frame: inout Frame) {
    let say = shared.say
    if let filter {
      let label = " \(say("command.filter")): "
      let used = frame.write(label, row: row, column: 0, role: .label)
      filter.draw(row: row, column: used, width: max(8, frame.columns - used - 1), into: &frame)
      return
    }
    if !tail.isEmpty {
      let text = tailFailed ? say("worklist.no-serial", tail) : say("worklist.serial", tail)
      frame.write(" " + text, row: row, column: 0, role: tailFailed ? .warning : .activeField)
      return
    }
    guard let current else { return }
    var parts: [String] = []
    if let returned = current.returned { parts.append(say.returned(returned)) }
    if current.isDisputed { parts.append(say("point.disputed")) }
    if let seen = current.seen {
      parts.append(say("point.seen", seen.tag, seen.time.shortTime(compact: true)))
    }
    if !current.pole.isEmpty { parts.append(say("point.pole", current.pole)) }
    if !current.box.isEmpty { parts.append(say("point.box", current.box)) }
    if current.registers.count > 1 {
      parts.append(current.registers.map(\.rawValue).joined(separator: " "))
    }
    if let hazard = current.hazard { parts.append("⚠ " + say.hazard(hazard)) }
    if current.recordChanged { parts.append(say("state.record-changed")) }
    if current.state == .unread, current.attempts > 0 {
      parts.append(say("point.attempts", say.number(current.attempts)))
    }
    frame.write(
      DisplayWidth.truncated(" " + parts.joined(separator: " · "), to: frame.columns), row: row,
      column: 0,
      role: current.hazard == nil && !current.isDisputed && current.returned == nil
        ? .dim : .warning)
  }

  private func drawFooter(_ shared: Shared, _ frame: inout Frame) {
    var labels: [Command: String] = [:]
    if filter != nil {
      labels = [.open: shared.say("command.apply"), .back: shared.say("command.clear")]
    }
    Footer.draw(bindings(shared), labels: labels, shared.say, into: &frame)
  }
}
