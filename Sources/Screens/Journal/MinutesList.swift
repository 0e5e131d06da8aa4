import Casework
import Frames
import Metering
import Wording

/// The minutes of correction written on this device, newest first.
struct MinutesList: ScreenState, Hashable {
  var list = ListWindow<MinutesRow>()
  static let page = 100

  func bindings(_ shared: Shared) -> [Binding] { BindingTable.list }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .appeared: return [.effect(.loadMinutes(before: nil, limit: MinutesList.page))]
    case .answer(.minutes(let rows, let before, let reachedEnd)):
      list.take(rows, before: before, reachedEnd: reachedEnd)
    case .command(.open, _):
      guard let row = list.current else { return [] }
      return [.push(.paper(Paper(minutes: row)))]
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
      let isSelected = list.top + offset == list.selected
      let role: Role = isSelected ? .selected : row.isWithdrawn ? .dim : .text
      frame.fill(row: 1 + offset, column: 0, columns: frame.columns, role: role)
      frame.write(
        DisplayWidth.truncated(
          (isSelected ? "▶" : " ") + text(row, shared), to: frame.columns), row: 1 + offset,
        column: 0, role: role)
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.view")], say, into: &frame)
    return frame
  }

  private func text(_ row: MinutesRow, _ shared: Shared) -> String {
    let say = shared.say
    let correction = row.correction
    let change = correction.registers.filter(\.register.isBilled)
      .reduce(Energy.zero) { $0 + $1.consumptionAfter - $1.consumptionBefore }
    let kilowattHours = say.number(change.roundedKilowattHours, signed: true)
    var text = "\(correction.number)  \(correction.point.identity.meter)  \(kilowattHours) kWh"
    if let cause = correction.registers.first?.causeChosen, !shared.isCompact {
      text += "  \(say("cause.\(cause.rawValue)"))"
    }
    return row.isWithdrawn ? "\(text) (\(say("journal.taken-back")))" : text
  }
}
