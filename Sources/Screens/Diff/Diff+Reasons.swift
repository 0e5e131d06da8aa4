import Casework
import Explanations
import Frames
import Metering
import Wording

extension Diff {
  /// Why, in words; then the invoice, the other causes and the index that is proposed: as much of it as
  /// finds room, and a sign where more follows.
  func drawReasons(row: Int, _ shared: Shared, _ frame: inout Frame) {
    let lines = reasonLines(shared)
    let room = max(0, frame.rows - 1 - row)
    let left = shared.isCompact ? 1 : 8
    let shown = lines.dropFirst(min(scrolled, max(0, lines.count - 1))).prefix(room)
    for (offset, line) in shown.enumerated() {
      frame.write(line.0, row: row + offset, column: left, role: line.1)
    }
    if lines.count > scrolled + room { frame.writeRight("▼", row: frame.rows - 2, role: .emphasis) }
    if scrolled > 0 { frame.writeRight("▲", row: row, role: .emphasis) }
  }

  /// How many lines of reasons the screen shows at once.
  func reasonRoom(_ shared: Shared) -> Int {
    var scratch = Frame(shared.size)
    return max(1, shared.size.rows - 1 - drawFigures(shared, &scratch))
  }

  func reasonLines(_ shared: Shared) -> [(String, Role)] {
    guard let shown else { return [] }
    // The last column is the sign's.
    let width = shared.size.columns - (shared.isCompact ? 2 : 9)
    let texts = findingTexts(shown, shared) + surroundingTexts(shown, shared)
    return texts.flatMap { text in
      DisplayWidth.wrapped(text.0, to: width).map { ($0, text.1) }
    }
  }

  /// What was found, and why.
  private func findingTexts(
    _ shown: RegisterAssessment, _ shared: Shared
  ) -> [(String, Role)] {
    let say = shared.say
    let explanation = Explanation(say)
    var texts: [(String, Role)] = []
    if let proposal = proposal(say) { texts.append((proposal, .emphasis)) }
    if suggested == .unresolved, let chosen, chosen.cause != .unexplained {
      let share = say.percent(millionths: causeProbability)
      texts.append((say("diff.perhaps", explanation.word(chosen.cause), share), .emphasis))
    }
    if let pointer = pointer(explanation) { texts.append((pointer, .emphasis)) }
    if let overruled = dossier.standing.overruled {
      texts.append(
        (
          say(
            "diff.overruled", explanation.word(overruled.from), explanation.word(overruled.to),
            overruled.reason), .warning
        ))
    }
    let clauses =
      [sinceLikely(shown, explanation)].compactMap(\.self)
      + shown.reasons.prefix(suggested == .deviates ? 1 : 2).map {
        explanation.clause($0, of: shown.kind)
      } + (assessment?.reasons.prefix(1).map { explanation.clause($0) } ?? [])
    if !clauses.isEmpty {
      texts.append((say("diff.because", clauses.joined(separator: "; ")), .text))
    }
    if verdict != .confirmed {
      let branch = explanation.sentence(
        explanation.clause(dossier.invoice, isShort: shared.isCompact))
      texts.append(([branch, money(shared)].compactMap { $0 }.joined(separator: " "), .text))
    }
    return texts + otherCauses(shown, explanation)
  }

  /// Where to look for what the chosen cause says: the other meter by its serial, unless that one is
  /// still to be read blind.
  private func pointer(_ explanation: Explanation) -> String? {
    if let mistaken {
      guard !dossier.unreadNearby.contains(mistaken.meter) else {
        return explanation.say("diff.neighbour-unread")
      }
      let isBoxMate = dossier.boxMates.contains { $0.identity.meter == mistaken.meter }
      return explanation.sentence(
        explanation.clause(mistaken, sameBox: isBoxMate ? dossier.row.box : nil))
    }
    guard let chosen, chosen.index == nil, let advice = explanation.advice(chosen.cause) else {
      return nil
    }
    return explanation.sentence(advice)
  }

  /// The other causes, one a line: its digit, what it is, the index it gives and how likely it is.
  private func otherCauses(
    _ shown: RegisterAssessment, _ explanation: Explanation
  ) -> [(String, Role)] {
    let say = explanation.say
    return told.enumerated().filter { $0.offset != finding }.prefix(3).map { number, other in
      let index = other.index.map { " \(say.index($0, dial: record?.dial))" } ?? ""
      let share = say.percent(millionths: shown.findings.probability(of: other.cause))
      return ("\(number + 1). \(explanation.word(other.cause))\(index) \(share)", .dim)
    }
  }

  /// What is known besides: the months before on a small screen, what others read, the customer's
  /// words, photos, minutes.
  private func surroundingTexts(
    _ shown: RegisterAssessment, _ shared: Shared
  ) -> [(String, Role)] {
    let say = shared.say
    var texts: [(String, Role)] = []
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
    return texts
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
