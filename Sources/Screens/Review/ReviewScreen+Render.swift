import Casework
import Explanations
import Frames
import Metering
import Wording

extension ReviewScreen {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    drawHead(shared, &frame)
    var row = shared.isCompact ? 1 : 2
    if let shown = diff.shown, let record = diff.record {
      row = diff.drawDigits(shown, record, row: row, shared, &frame)
      row = diff.drawConsumption(record, row: row, shared, &frame)
      if frame.rows >= 24 { row = diff.drawMonths(record, row: row, shared, &frame) }
    }
    drawFacts(row: row, shared, &frame)
    let label = standing.decidableSubject == .minutes ? "command.approve" : "command.decide"
    let labels: [Command: String] = [
      .approve: shared.say(label), .nextPoint: shared.say("review.next"),
      .preview: shared.say("review.paper"),
    ]
    Footer.draw(bindings(shared), labels: labels, shared.say, into: &frame)
    return frame
  }

  /// What is at stake, loud: the cause, the kWh and the money; and how many cases still wait.
  private func drawHead(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let line = CaseLine(file.summary, say)
    let role: Role =
      switch file.summary.state {
      case .approved, .applied: .good
      case .disputed, .deviates: .bad
      case .pending where !file.summary.isCrossed: .bad
      default: .warning
      }
    frame.fill(row: 0, column: 0, columns: frame.columns, role: role)
    let energy = line.energy(say)
    var sums = energy.isEmpty ? [] : ["\(energy) kWh"]
    if file.summary.moneyChange != nil { sums.append(line.money(say, isShort: true)) }
    // On a small screen the cause may be cut off, the sum never.
    let stake = (shared.isCompact ? sums.suffix(1) : sums[...]).joined(separator: " · ")
    let parts = shared.isCompact ? [stake, line.what(say)] : [line.what(say), stake]
    let text = " \(line.sign) " + parts.filter { !$0.isEmpty }.joined(separator: "  ")
    let right = shared.isCompact ? "" : "\(say("review.left", say.number(waiting))) "
    let room = frame.columns - DisplayWidth.of(right)
    frame.write(DisplayWidth.truncated(text, to: room), row: 0, column: 0, role: role)
    frame.writeRight(right, row: 0, role: role)
  }

  /// The facts in words, as far as they find room; ▲▼ move through the rest.
  private func drawFacts(row: Int, _ shared: Shared, _ frame: inout Frame) {
    let left = shared.isCompact ? 1 : 2
    let room = max(1, frame.rows - 1 - row)
    let lines = facts(shared).flatMap { fact in
      DisplayWidth.wrapped(fact.text, to: frame.columns - left - 1).map { ($0, fact.role) }
    }
    let first = min(top, max(0, lines.count - room))
    for (offset, line) in lines.dropFirst(first).prefix(room).enumerated() {
      frame.write(line.0, row: row + offset, column: left, role: line.1)
    }
    if lines.count > first + room {
      frame.writeRight("▼ ", row: frame.rows - 2, role: .dim)
    }
  }
}
