import Casework
import Explanations
import Frames
import Metering
import Wording

extension CorrectionForm {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let title = say(supersedes == nil ? "form.title" : "form.title.amend")
    let used = frame.write(" \(title)  ", row: 0, column: 0, role: .title)
    frame.writeRight(
      "\(dossier.point.identity.meter) · \(dossier.row.address) ", row: 0, role: .title,
      maxWidth: frame.columns - used)
    let first = drawIndices(shared, &frame) + (shared.isCompact ? 0 : 1)
    let room = max(1, frame.rows - first - (shared.isCompact ? 1 : 2))
    let top = max(0, min(selected - room + 1, rows.count - room))
    for (offset, row) in rows.dropFirst(top).prefix(room).enumerated() {
      draw(row, number: top + offset, at: first + offset, shared, &frame)
    }
    Footer.draw(bindings(shared), labels: [.open: say(enterLabel)], say, into: &frame)
    return frame
  }

  /// What Enter does on the row it stands on.
  private var enterLabel: String {
    switch rows[selected] {
    case .save: "command.save"
    case .preview: "command.preview"
    default: "command.change"
    }
  }

  /// The heart of the paper: what was recorded of every register, and what it becomes.
  /// - Returns: the row behind it.
  private func drawIndices(_ shared: Shared, _ frame: inout Frame) -> Int {
    let say = shared.say
    let correction = correction(shared.tariffs)
    let shown = correction.registers.filter { $0.corrected != $0.recorded }
    for (offset, register) in shown.enumerated() {
      let name = dossier.point.registers.count > 1 ? "\(register.register.rawValue)  " : ""
      let text = say(
        "form.indices", name + say.index(register.recorded), say.index(register.corrected))
      frame.write(
        DisplayWidth.truncated(text, to: frame.columns - 2), row: 1 + offset,
        column: shared.isCompact ? 1 : 4, role: .large)
    }
    let before = shown.filter(\.register.isBilled).reduce(Energy.zero) { $0 + $1.consumptionBefore }
    let after = shown.filter(\.register.isBilled).reduce(Energy.zero) { $0 + $1.consumptionAfter }
    let line = say(
      "form.consumption", say.number(before.roundedKilowattHours),
      say.number(after.roundedKilowattHours),
      say.number((after - before).roundedKilowattHours, signed: true))
    frame.write(
      DisplayWidth.truncated(line, to: frame.columns - 2), row: max(2, shown.count) + 1,
      column: shared.isCompact ? 1 : 4, role: .emphasis)
    return max(2, shown.count) + 2
  }

  private func draw(
    _ row: Row, number: Int, at line: Int, _ shared: Shared, _ frame: inout Frame
  ) {
    let isSelected = number == selected
    let role: Role = isSelected ? .selected : .text
    frame.fill(row: line, column: 0, columns: frame.columns, role: role)
    frame.write(
      "\(isSelected ? "▶" : " ")\((number + 1) % 10)", row: line, column: 0,
      role: isSelected ? role : .dim)
    let label = shared.label("form.\(row.rawValue)")
    let isAction = row == .save || row == .preview
    frame.write(
      label, row: line, column: 3, role: isSelected ? role : isAction ? .emphasis : .label)
    guard !isAction else { return }
    let column = shared.isCompact ? 15 : 26
    frame.write(
      DisplayWidth.truncated(value(of: row, shared), to: frame.columns - column - 1), row: line,
      column: column, role: role)
  }

  private func value(of row: Row, _ shared: Shared) -> String {
    let say = shared.say
    return switch row {
    case .cause: say("cause.\(cause.rawValue)")
    case .basis:
      say(shared.isCompact ? "basis.\(basis.rawValue).short" : "basis.\(basis.rawValue)")
        + (basis.needsSupervisor ? " " + shared.label("form.supervisor") : "")
    case .seal: seal ?? say("form.empty")
    case .attendance: say("attendance.\(attendance.rawValue)")
    case .customerName: customerName ?? say("form.empty")
    case .witness: witness ?? say("form.none")
    case .remarks: remarks.isEmpty ? say("form.none") : remarks.joined(separator: "; ")
    case .photos: photosText(say)
    case .preview, .save: ""
    }
  }
}
