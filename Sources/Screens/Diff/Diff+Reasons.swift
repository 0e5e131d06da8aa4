import Casework
import Explanations
import Frames
import Metering
import Wording

extension Diff {
  /// Why, in words; then the invoice, the other causes and the index that is proposed.
  func drawReasons(
    _ shown: RegisterAssessment, row: Int, _ shared: Shared, _ frame: inout Frame
  ) {
    let say = shared.say
    let explanation = Explanation(say)
    let left = shared.isCompact ? 1 : 8
    var texts: [(String, Role)] = []
    let clauses =
      (sinceLikely(shown, explanation).map { [$0] } ?? [])
      + (shown.reasons.prefix(verdict == .deviates ? 1 : 2).map {
        explanation.clause($0, of: shown.kind)
      }
        + (assessment?.reasons.prefix(1).map { explanation.clause($0) } ?? []))
    if !clauses.isEmpty {
      texts.append((say("diff.because", clauses.joined(separator: "; ")), .text))
    }
    if verdict != .confirmed {
      let invoice = InvoiceKnowledge(
        state: dossier.point.invoice, number: dossier.point.invoiceNumber,
        asOf: dossier.listLoadedAt)
      texts.append((explanation.sentence(explanation.clause(invoice)), .text))
    }
    if shown.findings.count > 1 {
      let others = shown.findings.enumerated().filter { $0.offset != finding }.prefix(3)
        .map {
          "\($0.offset + 1). \(explanation.word($0.element.cause)) "
            + say.percent(millionths: $0.element.probability)
        }
      texts.append((others.joined(separator: "   "), .dim))
    }
    if !dossier.photos.isEmpty {
      texts.append((say("photo.count", say.number(dossier.photos.count)), .dim))
    }
    if let minutes = dossier.standing.minutes {
      texts.append((say("diff.minutes", minutes), .good))
    } else if CorrectionForm.isDraft(dossier.draft) {
      texts.append((say("diff.draft"), .warning))
    }
    var line = row
    for text in texts {
      for part in DisplayWidth.wrapped(text.0, to: frame.columns - left - 1) {
        guard line < frame.rows - 1 else { return }
        frame.write(part, row: line, column: left, role: text.1)
        line += 1
      }
    }
  }

  /// That use fits what this customer usually uses if the likely index is taken for the recorded one:
  /// the half of the argument that a person believes.
  private func sinceLikely(_ shown: RegisterAssessment, _ explanation: Explanation) -> String? {
    guard let likely = chosen?.index, let record, let usual = shown.usual,
      let reread = rereads.first(where: { $0.kind == shown.kind })
    else { return nil }
    let use = Energy(
      thousandths: reread.index.thousandths - likely.thousandths, multiplier: record.multiplier)
    guard usual.contains(use) else { return nil }
    let days = reread.at.day.number - record.recordedDate.day.number
    let clause = explanation.clause(
      .useWithinUsual(use: use, days: days, usual: usual), of: shown.kind)
    return explanation.say("diff.since-likely", clause)
  }
}
