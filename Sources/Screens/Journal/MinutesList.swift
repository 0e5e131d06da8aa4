import Casework
import Frames
import Metering
import Wording

/// The minutes of correction written on this device, newest first.
struct MinutesList: ScreenState, Hashable {
  var list = ListWindow<MinutesRow>()
  static let page = 100

  func bindings(_ shared: Shared) -> [Binding] {
    let row = list.current
    let reason: String? =
      switch row {
      case nil: "minutes.empty"
      case let row? where row.isWithdrawn: "paper.withdrawn"
      case let row? where row.isSuperseded: "paper.superseded"
      default: nil
      }
    return BindingTable.entries.disabling(.withdraw, because: reason).recording(shared)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .appeared: return [.effect(.loadMinutes(before: nil, limit: MinutesList.page))]
    case .answer(.minutes(let rows, let before, let reachedEnd)):
      list.take(rows, before: before, reachedEnd: reachedEnd)
    case .command(let command, _) where command == .open || command == .withdraw:
      guard let row = list.current else { return [] }
      let request = PaperRequest.minutes(row.correction.number)
      return [.push(.paper(Paper(request, asksWhy: command == .withdraw)))]
    case .command(.back, _): return [.pop]
    case .command(let command, _):
      if list.move(command, room: shared.size.rows - 3), let last = list.rows.last {
        return [.effect(.loadMinutes(before: last.id, limit: MinutesList.page))]
      }
    default: break
    }
    return []
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    frame.write(" " + say("minutes.title"), row: 0, column: 0, role: .title)
    if list.rows.isEmpty, list.isLoaded {
      frame.write(say("minutes.empty"), row: 2, column: 2, role: .dim)
    }
    for (offset, row) in list.rows.dropFirst(list.top).prefix(frame.rows - 3).enumerated() {
      draw(row, at: 1 + offset, isSelected: list.top + offset == list.selected, shared, &frame)
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.view")], say, into: &frame)
    return frame
  }

  /// Number, meter and kWh, then how the minutes stand: a sign and a word.
  private func draw(
    _ row: MinutesRow, at line: Int, isSelected: Bool, _ shared: Shared, _ frame: inout Frame
  ) {
    let role: Role = isSelected ? .selected : row.counts ? .text : .dim
    frame.fill(row: line, column: 0, columns: frame.columns, role: role)
    let state = state(of: row, shared)
    let room = frame.columns - (state.isEmpty ? 0 : DisplayWidth.of(state) + 2)
    frame.write(
      DisplayWidth.truncated((isSelected ? "▶" : " ") + text(row, shared), to: room), row: line,
      column: 0, role: role)
    frame.writeRight(
      state + " ", row: line, role: isSelected || !row.needsSigning ? role : .warning)
  }

  private func text(_ row: MinutesRow, _ shared: Shared) -> String {
    let say = shared.say
    let correction = row.correction
    let kilowattHours = say.number(correction.energyChange.roundedKilowattHours, signed: true)
    let meter = correction.point.identity.meter
    // All numbers of one device begin alike: a small screen shows where they differ.
    if shared.isCompact {
      let tail = correction.number.split(separator: "-").suffix(2).joined(separator: "-")
      return "\(tail) \(meter) \(kilowattHours)"
    }
    var text = "\(correction.number)  \(meter)  \(kilowattHours) kWh"
    if let cause = correction.registers.first?.causeChosen {
      text += "  \(say("cause.\(cause.rawValue)"))"
    }
    return text
  }

  private func state(of row: MinutesRow, _ shared: Shared) -> String {
    let say = shared.say
    if row.isWithdrawn { return "↩ " + say("journal.taken-back") }
    if row.isSuperseded { return "→ " + say("journal.superseded") }
    switch row.signing {
    case .signed: return "✓ " + say("minutes.signed")
    case .refused: return "✗ " + say("minutes.refused")
    case nil: return row.needsSigning ? "○ " + say("minutes.unsigned") : ""
    }
  }
}
