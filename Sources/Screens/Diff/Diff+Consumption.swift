import Explanations
import Frames
import Metering
import Wording

/// Where energies, what they are a day, and their bars stand on a wide screen, so that the months before
/// stand under the billed one, however many digits a factory uses.
private struct ConsumptionColumns {
  static let left = 8
  let energyEnd: Int
  let dayEnd: Int
  let bar: Int
  /// What a whole bar stands for.
  let largest: Energy

  init(_ lines: [Diff.BilledLine], _ record: RecordedRegister, _ say: Wording) {
    let energies = lines.map(\.energy) + record.history.compactMap { $0 }
    largest = energies.max() ?? .zero
    let energy = energies.map { DisplayWidth.of(say.energy($0, of: record.kind)) }.max() ?? 0
    let label = lines.map { DisplayWidth.of(say($0.label)) }.max() ?? 0
    let day = lines.map { DisplayWidth.of($0.perDay) }.max() ?? 0
    energyEnd = Self.left + max(21, label + 1 + energy)
    dayEnd = max(Self.left + 34, energyEnd + 2 + day)
    bar = dayEnd + 2
  }
}

extension Diff {
  /// What was billed, or should have been.
  struct BilledLine {
    var label: String
    var energy: Energy
    /// `3,7/ngày`; empty where no day lies between.
    var perDay: String
    var role: Role
  }

  private func billed(_ record: RecordedRegister, _ say: Wording) -> [BilledLine] {
    guard let shown else { return [] }
    let days = record.oldDate.map { record.recordedDate.day.number - $0.day.number } ?? 0
    func line(_ label: String, _ energy: Energy, _ role: Role) -> BilledLine {
      let perDay = days > 0 ? say.perDay(energy, days: days) ?? "" : ""
      return BilledLine(label: label, energy: energy, perDay: perDay, role: role)
    }
    if suggested == .confirmed { return [line("diff.billed", shown.consumptionBefore, .bar)] }
    let before = line("diff.billed", shown.consumptionBefore, .barDoubtful)
    guard let index = chosen?.index else { return [before] }
    return [before, line("diff.should-be", record.consumption(to: index), .bar)]
  }

  /// kWh and kWh a day of the billed period, by the record and by what it should have been, as bars.
  func drawConsumption(
    _ record: RecordedRegister, row: Int, _ shared: Shared, _ frame: inout Frame
  ) -> Int {
    let say = shared.say
    let lines = billed(record, say)
    let columns = ConsumptionColumns(lines, record, say)
    guard !shared.isCompact else {
      drawCompact(lines, of: record, largest: columns.largest, row: row, say, &frame)
      return row + lines.count
    }
    for (offset, line) in lines.enumerated() {
      let at = row + offset
      frame.write(say(line.label), row: at, column: ConsumptionColumns.left, role: .label)
      frame.writeRight(say.energy(line.energy, of: record.kind), row: at, end: columns.energyEnd)
      frame.writeRight(line.perDay, row: at, end: columns.dayEnd, role: .dim)
      HorizontalBar(line.energy, of: columns.largest, width: frame.columns - columns.bar - 2)
        .draw(row: at, column: columns.bar, role: line.role, &frame)
    }
    return row + lines.count
  }

  /// On a small screen the bar takes what the longest text leaves.
  private func drawCompact(
    _ lines: [BilledLine], of record: RecordedRegister, largest: Energy, row: Int, _ say: Wording,
    _ frame: inout Frame
  ) {
    let column = 10
    let texts = lines.map { "\(say.energy($0.energy, of: record.kind)) \($0.perDay)" }
    let width = texts.map(DisplayWidth.of).max() ?? 0
    for (offset, (line, text)) in zip(lines, texts).enumerated() {
      let at = row + offset
      frame.write(say(line.label), row: at, column: 1, role: .label)
      frame.write(text, row: at, column: column)
      HorizontalBar(line.energy, of: largest, width: frame.columns - column - width - 2)
        .draw(row: at, column: column + width + 1, role: line.role, &frame)
    }
  }

  /// The months before, latest first, each with a bar where there is room.
  func drawMonths(
    _ record: RecordedRegister, row: Int, _ shared: Shared, _ frame: inout Frame
  ) -> Int {
    // On a small screen they come after the reasons, where room is left.
    guard !shared.isCompact else { return row }
    let say = shared.say
    let left = ConsumptionColumns.left
    let months = months(record, say)
    guard !months.isEmpty else { return row + 1 }
    guard frame.rows >= 24 else {
      let text = months.map { "\($0.0) \(say.amount($0.1))" }.joined(separator: "  ")
      frame.write(
        DisplayWidth.truncated(text, to: frame.columns - left), row: row, column: left, role: .dim)
      return row + 1
    }
    let columns = ConsumptionColumns(billed(record, say), record, say)
    for (offset, entry) in months.enumerated() {
      frame.write(entry.0, row: row + offset, column: left, role: .label)
      frame.writeRight(
        say.energy(entry.1, of: record.kind), row: row + offset, end: columns.energyEnd, role: .text
      )
      HorizontalBar(entry.1, of: columns.largest, width: frame.columns - columns.bar - 2)
        .draw(row: row + offset, column: columns.bar, role: .bar, &frame)
    }
    return row + months.count + 1
  }
}
