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
      + (shown.reasons.prefix(suggested == .deviates ? 1 : 2).map {
        explanation.clause($0, of: shown.kind)
      }
        + (assessment?.reasons.prefix(1).map { explanation.clause($0) } ?? []))
    if let proposal = proposal(say) { texts.append((proposal, .emphasis)) }
    if let mistaken = chosen.flatMap({ finding in
      record.flatMap { dossier.nearby.mistaken(by: finding, for: $0) }
    }) {
      texts.append((explanation.sentence(explanation.clause(mistaken)), .emphasis))
    } else if let chosen, chosen.index == nil, let advice = explanation.advice(chosen.cause) {
      texts.append((explanation.sentence(advice), .emphasis))
    }
    if let overruled = dossier.standing.overruled {
      texts.append(
        (
          say(
            "diff.overruled", explanation.word(overruled.from), explanation.word(overruled.to),
            overruled.reason), .warning
        ))
    }
    if !clauses.isEmpty {
      texts.append((say("diff.because", clauses.joined(separator: "; ")), .text))
    }
    if verdict != .confirmed {
      let branch = explanation.sentence(
        explanation.clause(dossier.invoice, isShort: shared.isCompact))
      texts.append(([branch, money(shared)].compactMap { $0 }.joined(separator: " "), .text))
    }
    if shown.told.count > 1 {
      let others = shown.told.enumerated().filter { $0.offset != finding }.prefix(3)
        .map {
          let index = $0.element.index.map { " \(say.index($0, dial: record?.dial))" } ?? ""
          return "\($0.offset + 1). \(explanation.word($0.element.cause))\(index) "
            + say.percent(millionths: $0.element.probability)
        }
      texts.append((others.joined(separator: "   "), .dim))
    }
    if shared.isCompact, let record {
      let months = months(record, say).map { "\($0.0) \(say.amount($0.1))" }
      if !months.isEmpty { texts.append((months.joined(separator: "  "), .dim)) }
    }
    for three in dossier.threeReadings where three.register == shown.kind {
      texts.append((say.sideBySide(three, dial: record?.dial), .emphasis))
    }
    // The reading is committed: what the customer says may name the bill.
    if dossier.standing.isVisited, let complaint = dossier.complaints.last {
      texts.append((say("diff.complaint", complaint.text), .text))
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

  /// The index that the minutes would adopt, and the one that the diagnosis gives for the day of the
  /// reading where it pins one.
  private func proposal(_ say: Wording) -> String? {
    guard verdict == .deviates, let record,
      let reread = rereads.first(where: {
        $0.kind == record.kind
      })
    else { return nil }
    let adopted = say(
      "diff.proposal", say.index(reread.index, dial: record.dial),
      say.shortDate(reread.at.day))
    guard let likely = chosen?.index, likely != reread.index else { return adopted }
    return adopted + " "
      + say(
        "diff.proposal.or", say.index(likely, dial: record.dial),
        say.shortDate(record.recordedDate.day))
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
