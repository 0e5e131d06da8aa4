import Casework
import Frames
import Wording

extension SigningForm {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let used = frame.write(" \(say("signing.title"))  ", row: 0, column: 0, role: .title)
    frame.writeRight(
      "\(minutes.correction.number) ", row: 0, role: .title, maxWidth: frame.columns - used)
    let left = shared.isCompact ? 1 : 4
    let place = "\(dossier.point.identity.meter) · \(dossier.row.address)"
    frame.write(
      DisplayWidth.truncated(place, to: frame.columns - left - 1), row: 1, column: left, role: .dim)
    for (number, row) in Row.allCases.enumerated() {
      draw(row, number, at: 3 + number, shared, &frame)
    }
    let note = DisplayWidth.wrapped(say("signing.note"), to: frame.columns - left - 1)
    for (offset, line) in note.enumerated() where 9 + offset < frame.rows - 1 {
      frame.write(line, row: 9 + offset, column: left, role: .dim)
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.change")], say, into: &frame)
    return frame
  }

  private func draw(
    _ row: Row, _ number: Int, at line: Int, _ shared: Shared, _ frame: inout Frame
  ) {
    let say = shared.say
    let isSelected = number == selected
    let role: Role = isSelected ? .selected : .text
    frame.fill(row: line, column: 0, columns: frame.columns, role: role)
    frame.write(
      "\(isSelected ? "▶" : " ")\(number + 1)", row: line, column: 0,
      role: isSelected ? role : .dim)
    frame.write(
      shared.label("signing.\(row.rawValue)"), row: line, column: 3,
      role: isSelected ? role : row == .save ? .emphasis : .label)
    let column = shared.isCompact ? 17 : 26
    frame.write(
      DisplayWidth.truncated(value(of: row, say), to: frame.columns - column - 1), row: line,
      column: column, role: role)
  }

  private func value(of row: Row, _ say: Wording) -> String {
    switch row {
    case .outcome: outcome.map { say("signing.\($0.rawValue)") } ?? say("form.empty")
    case .customer: customer ?? say("form.empty")
    case .witness: witness ?? say("form.none")
    case .photos:
      photos.last.map { "\(say("photo.count", say.number(photos.count))) · \($0.name)" }
        ?? photoMissing.map { say("photo-missing.\($0.rawValue).short") } ?? say("form.empty")
    case .save: ""
    }
  }
}
