import Casework
import Explanations
import Frames
import Metering
import Wording

extension Diff {
  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    drawVerdict(shared, &frame)
    if let inspection = dossier.inspection, assessment == nil {
      drawOtherMeter(inspection, row: shared.isCompact ? 1 : 2, shared, &frame)
    } else {
      drawReasons(row: drawFigures(shared, &frame), shared, &frame)
    }
    let label = opensMinutes ? "command.writeMinutes" : "command.nextPoint"
    Footer.draw(bindings(shared), labels: [.open: shared.say(label)], shared.say, into: &frame)
    return frame
  }

  /// Digits, energies and months.
  /// - Returns: the row behind them.
  func drawFigures(_ shared: Shared, _ frame: inout Frame) -> Int {
    var row = shared.isCompact ? 1 : 2
    guard let shown, let record else { return row }
    row = drawDigits(shown, record, row: row, shared, &frame)
    row = drawConsumption(record, row: row, shared, &frame)
    return drawMonths(record, row: row, shared, &frame)
  }

  /// The registers that are wrong, where the one in view is not.
  private var wrongElsewhere: String? {
    guard verdict == .deviates, let shown, shown.verdict != .deviates else { return nil }
    let wrong = (assessment?.registers ?? []).filter { $0.verdict == .deviates }
    return wrong.isEmpty ? nil : wrong.map(\.kind.rawValue).joined(separator: ", ")
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
    if let shown, let wrong = wrongElsewhere {
      let key = shown.verdict == .confirmed ? "diff.register-right" : "diff.register-open"
      text = " \(mark) \(say(key, shown.kind.rawValue, wrong))"
    } else if verdict == .deviates, let chosen {
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

  /// The months before with their energy, latest first.
  func months(_ record: RecordedRegister, _ say: Wording) -> [(String, Energy)] {
    let month = dossier.point.identity.period.month
    return record.history.enumerated().compactMap { position, energy in
      energy.map { (say.monthName((month - position - 2 + 24) % 12 + 1) ?? "", $0) }
    }
  }
}
