import Casework
import Frames
import Metering
import Wording

extension Worklist {
  /// Rows of the list itself.
  func listRows(_ shared: Shared) -> Int {
    max(1, shared.size.rows - (shared.isCompact ? 3 : 6) - detailLines(shared).count)
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
    drawDetail(shared, &frame)
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
    drawProgress(shared, row: 1, &frame)
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

  /// A filter or another order is named first, for rows that are hidden without a word are rows
  /// forgotten; then the book and period of the selected row.
  private func title(_ say: Wording) -> String {
    var parts: [String] = []
    if !query.filter.isEmpty { parts.append(say("header.filter", query.filter)) }
    if query.order != .walk { parts.append("⇅ " + say("order.\(query.order.rawValue)")) }
    if let row = current {
      let period = row.identity.period
      parts.append(say("header.book", row.book))
      parts.append(
        say("header.period", say.period(period)))
      parts.append(row.identity.unit)
    }
    return parts.joined(separator: " · ")
  }

  /// The bar takes what the words leave: they are what is read.
  private func drawProgress(_ shared: Shared, row: Int, _ frame: inout Frame) {
    let say = shared.say
    let counters = shared.counters
    let count = "\(say.number(counters.read))/\(say.number(counters.total))"
    let text = "   " + progressParts(counters, say).joined(separator: " · ")
    let room = frame.columns - 4 - DisplayWidth.of(count) - DisplayWidth.of(text)
    let width = max(8, min(40, frame.columns * 3 / 8, room))
    Bar(part: counters.read, of: counters.total, width: width).draw(row: row, column: 1, &frame)
    let column = width + 3 + frame.write(count, row: row, column: width + 3, role: .emphasis)
    frame.write(
      DisplayWidth.truncated(text, to: max(0, frame.columns - column)), row: row, column: column)
  }

  private func progressParts(_ counters: WorklistCounters, _ say: Wording) -> [String] {
    let wrong = [.deviates, .pending, .approved, .rejected, .applied].reduce(0) {
      $0 + counters[$1]
    }
    var parts = [
      say("progress.confirmed", say.number(counters[.confirmed])),
      say("progress.deviates", say.number(wrong)),
    ]
    for (key, state) in [
      ("progress.returned", Standing.State.returned), ("progress.unresolved", .unresolved),
      ("progress.unread", .unread),
    ] where counters[state] > 0 {
      parts.append(say(key, say.number(counters[state])))
    }
    return parts
  }

  private func drawCompactHead(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let counters = shared.counters
    let progress = "\(say.number(counters.read))/\(say.number(counters.total))"
    let narrowed = !query.filter.isEmpty
    let returned = counters[.returned]
    let left =
      narrowed
      ? " " + say("header.filter", query.filter)
      : " \(current?.book ?? "")  \(progress) "
        + (returned > 0 ? "↩ \(say("progress.returned", say.number(returned))) " : "")
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
  private func drawDetail(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let lines = detailLines(shared)
    let row = frame.rows - 1 - lines.count
    if let filter {
      let label = " \(say("command.filter")): "
      let used = frame.write(label, row: row, column: 0, role: .label)
      filter.draw(row: row, column: used, width: max(8, frame.columns - used - 1), into: &frame)
      return
    }
    for (offset, line) in lines.enumerated() {
      frame.write(" " + line.0, row: row + offset, column: 0, role: line.1)
    }
  }

  /// The lines below the list, at least one; why a meter came back is told whole.
  private func detailLines(_ shared: Shared) -> [(String, Role)] {
    let say = shared.say
    let width = shared.size.columns - 2
    if !tail.isEmpty {
      let text = tailFailed ? say("worklist.no-serial", tail) : say("worklist.serial", tail)
      let role: Role = tailFailed ? .warning : .activeField
      return DisplayWidth.wrapped(text, to: width).map { ($0, role) }
    }
    guard filter == nil, let current else { return [("", .dim)] }
    let returned = current.returned.map { DisplayWidth.wrapped(say.returned($0), to: width) } ?? []
    let place = DisplayWidth.truncated(
      placeParts(current, say).joined(separator: " · "), to: width + 1)
    let isWarning = current.hazard != nil || current.isDisputed
    return returned.prefix(3).map { ($0, .warning) } + [(place, isWarning ? .warning : .dim)]
  }

  private func placeParts(_ row: WorklistRow, _ say: Wording) -> [String] {
    var parts: [String] = []
    if row.isDisputed { parts.append(say("point.disputed")) }
    if let seen = row.seen {
      parts.append(say("point.seen", seen.tag, seen.time.shortTime(compact: true)))
    }
    if !row.pole.isEmpty { parts.append(say("point.pole", row.pole)) }
    if !row.box.isEmpty { parts.append(say("point.box", row.box)) }
    if row.registers.count > 1 {
      parts.append(row.registers.map(\.rawValue).joined(separator: " "))
    }
    if let hazard = row.hazard { parts.append("⚠ " + say.hazard(hazard)) }
    if row.recordChanged { parts.append(say("state.record-changed")) }
    if row.state == .unread, row.attempts > 0 {
      parts.append(say("point.attempts", say.number(row.attempts)))
    }
    return parts
  }

  private func drawFooter(_ shared: Shared, _ frame: inout Frame) {
    var labels: [Command: String] = [:]
    if filter != nil {
      let back = filter?.isEmpty == false ? "command.erase" : "command.clear"
      labels = [.open: shared.say("command.apply"), .back: shared.say(back)]
    }
    Footer.draw(bindings(shared), labels: labels, shared.say, into: &frame)
  }
}
