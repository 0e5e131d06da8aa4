import Casework
import Explanations
import Frames
import Metering
import Wording

extension Diff {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    drawVerdict(shared, &frame)
    var row = shared.isCompact ? 1 : 2
    if let inspection = dossier.inspection, assessment == nil {
      drawOtherMeter(inspection, row: row, shared, &frame)
    } else if let shown, let record {
      row = drawDigits(shown, record, row: row, shared, &frame)
      row = drawConsumption(shown, record, row: row, shared, &frame)
      row = drawMonths(record, row: row, shared, &frame)
      drawReasons(shown, row: row, shared, &frame)
    }
    let label = opensMinutes ? "command.writeMinutes" : "command.nextPoint"
    Footer.draw(bindings(shared), labels: [.open: shared.say(label)], shared.say, into: &frame)
    return frame
  }

  /// The top line: the verdict in one sentence, loud.
  private func drawVerdict(_ shared: Shared, _ frame: inout Frame) {
    let say = shared.say
    let (mark, role): (String, Role) =
      switch verdict {
      case .confirmed: ("✓", .good)
      case .deviates: ("✗", .bad)
      case .unresolved, .unread: ("?", .warning)
      }
    frame.fill(row: 0, column: 0, columns: frame.columns, role: role)
    let isShort = shared.isCompact && verdict == .deviates
    var text = " \(mark) \(say(isShort ? "diff.deviates.short" : "diff.\(verdict.rawValue)"))"
    if verdict != suggested, !shared.isCompact { text = say("diff.own-verdict", text) }
    if verdict == .deviates, let chosen {
      let explanation = Explanation(say)
      text += ": \(explanation.word(chosen.cause)) "
      text +=
        isShort
        ? say.percent(millionths: causeProbability)
        : "(\(say.percent(millionths: causeProbability)))"
    }
    let place = "\(dossier.point.identity.meter) · \(dossier.row.address) "
    let room = frame.columns - DisplayWidth.of(text) - 2
    frame.write(DisplayWidth.truncated(text, to: frame.columns), row: 0, column: 0, role: role)
    if room >= 12 { frame.writeRight(place, row: 0, role: role, maxWidth: room) }
  }

  private func drawOtherMeter(
    _ inspection: Inspection, row: Int, _ shared: Shared, _ frame: inout Frame
  ) {
    let left = shared.isCompact ? 1 : 8
    let seen = inspection.otherMeter?.meter ?? ""
    let text = shared.say("diff.other-meter", dossier.point.identity.meter, seen)
    for (offset, line) in DisplayWidth.wrapped(text, to: frame.columns - left - 2).enumerated() {
      frame.write(line, row: row + 1 + offset, column: left, role: .emphasis)
    }
  }

  /// Recorded, likely and re-read index, digit under digit, the differing ones marked.
  func drawDigits(
    _ shown: RegisterAssessment, _ record: RecordedRegister, row: Int, _ shared: Shared,
    _ frame: inout Frame
  ) -> Int {
    let say = shared.say
    let left = shared.isCompact ? 1 : 8
    var line = row
    if let count = assessment?.registers.count, count > 1 {
      let text = say(
        "diff.register", shown.kind.rawValue, String(register + 1), String(count))
      frame.write(text, row: line, column: left, role: .heading)
      line += 1
    }
    let rows = DigitRows(
      recorded: record.recorded, likely: chosen?.index,
      reread: rereads.first { $0.kind == shown.kind }?.index,
      dial: record.dial, cause: chosen?.cause)
    let recordedDay = say.shortDate(record.recordedDate.day)
    let today = dossier.inspection.map { say.shortDate($0.readAt.day) } ?? ""
    for digits in rows.rows {
      let day = digits.role == .reread ? today : recordedDay
      var column = left
      column += frame.write(
        DisplayWidth.padded(say("diff.\(digits.role.rawValue)"), to: shared.isCompact ? 9 : 11),
        row: line, column: column, role: .label)
      column += frame.write(
        DisplayWidth.padded(day, to: shared.isCompact ? 6 : 10), row: line, column: column,
        role: .dim)
      let end = draw(digits, row: line, column: column, say, &frame)
      // The cause may leave several indices open: this one is not as sure as the cause.
      if digits.role == .likely, let chosen, causeProbability - chosen.probability >= 10_000 {
        frame.write(
          "  \(say.percent(millionths: chosen.probability))", row: line, column: end, role: .dim)
      }
      line += 1
    }
    return line + (shared.isCompact ? 0 : 1)
  }

  private func draw(
    _ digits: DigitRows.Row, row: Int, column: Int, _ say: Wording, _ frame: inout Frame
  ) -> Int {
    let text = digits.text(decimalMark: say.decimalMark)
    var inMark = false
    var at = column
    for character in text {
      if character == "[" { inMark = true }
      at += frame.write(
        String(character), row: row, column: at, role: inMark ? .digitDiffers : .large)
      if character == "]" { inMark = false }
    }
    return at
  }

  /// kWh and kWh a day of the billed period, by the record and by what it should have been, as bars.
  func drawConsumption(
    _ shown: RegisterAssessment, _ record: RecordedRegister, row: Int, _ shared: Shared,
    _ frame: inout Frame
  ) -> Int {
    let say = shared.say
    let days = record.oldDate.map { record.recordedDate.day.number - $0.day.number } ?? 0
    var lines = [("diff.billed", shown.consumptionBefore, Role.barDoubtful)]
    if suggested == .confirmed {
      lines = [("diff.billed", shown.consumptionBefore, .bar)]
    } else if let after = chosen?.index.map({ record.consumption(to: $0) }) {
      lines.append(("diff.should-be", after, .bar))
    }
    let largest = (lines.map(\.1) + record.history.compactMap { $0 }).max() ?? .zero
    let left = shared.isCompact ? 1 : 8
    let barColumn = left + (shared.isCompact ? 9 : 36)
    func perDay(_ energy: Energy) -> String {
      days > 0 ? say.perDay(energy, days: days) ?? "" : ""
    }
    func texts(_ energy: Energy) -> String {
      "\(say.energy(energy, of: shown.kind)) \(perDay(energy))"
    }
    let width = lines.map { DisplayWidth.of(texts($0.1)) }.max() ?? 0
    for (offset, line) in lines.enumerated() {
      let at = row + offset
      frame.write(say(line.0), row: at, column: left, role: .label)
      if shared.isCompact {
        frame.write(texts(line.1), row: at, column: barColumn)
        HorizontalBar(line.1, of: largest, width: frame.columns - barColumn - width - 2)
          .draw(row: at, column: barColumn + width + 1, role: line.2, &frame)
      } else {
        frame.writeRight(say.energy(line.1, of: shown.kind), row: at, end: left + 21)
        frame.writeRight(perDay(line.1), row: at, end: left + 34, role: .dim)
        HorizontalBar(line.1, of: largest, width: frame.columns - barColumn - 2)
          .draw(row: at, column: barColumn, role: line.2, &frame)
      }
    }
    return row + lines.count
  }

  /// The months before, latest first, each with a bar where there is room.
  func drawMonths(
    _ record: RecordedRegister, row: Int, _ shared: Shared, _ frame: inout Frame
  ) -> Int {
    let say = shared.say
    let left = shared.isCompact ? 1 : 8
    let months = months(record, say)
    // On a small screen they come after the reasons, where room is left.
    guard !shared.isCompact else { return row }
    guard !months.isEmpty else { return row + 1 }
    guard frame.rows >= 24 else {
      let text = months.map { "\($0.0) \(say.amount($0.1))" }.joined(separator: "  ")
      frame.write(
        DisplayWidth.truncated(text, to: frame.columns - left), row: row, column: left, role: .dim)
      return row + 1
    }
    let largest = max(
      shown?.consumptionBefore ?? .zero, record.history.compactMap { $0 }.max() ?? .zero)
    for (offset, entry) in months.enumerated() {
      frame.write(entry.0, row: row + offset, column: left, role: .label)
      frame.writeRight(
        say.energy(entry.1, of: record.kind), row: row + offset, end: left + 21, role: .text)
      HorizontalBar(entry.1, of: largest, width: frame.columns - left - 38)
        .draw(row: row + offset, column: left + 36, role: .bar, &frame)
    }
    return row + months.count + 1
  }

  /// The months before with their energy, latest first.
  func months(_ record: RecordedRegister, _ say: Wording) -> [(String, Energy)] {
    let month = dossier.point.identity.period.month
    return record.history.enumerated().compactMap { position, energy in
      energy.map { (say.monthName((month - position - 2 + 24) % 12 + 1) ?? "", $0) }
    }
  }
}
