import Casework
import Explanations
import Frames
import Metering
import Wording

extension ReviewScreen {
  struct Fact {
    var text: String
    var role: Role
  }

  /// What a supervisor weighs, the most telling first.
  func facts(_ shared: Shared) -> [Fact] {
    let say = shared.say
    var facts: [Fact] = []
    func add(_ text: String?, _ role: Role = .text) {
      if let text, !text.isEmpty { facts.append(Fact(text: text, role: role)) }
    }
    for crossed in standing.crossed { add(decided(crossed, "review.crossed-by", say), .warning) }
    for contested in standing.contested { add(decided(contested, "review.decided", say), .warning) }
    if let review = standing.review { add(decided(review, "review.decided", say), .emphasis) }
    if let answer = standing.answer {
      add(
        say(
          "review.billing.\(answer.outcome.rawValue)", String(answer.asOf.prefix(10)),
          answer.reason ?? answer.invoice ?? ""), .emphasis)
    }
    for three in file.history.threeReadings where three.register.isBilled {
      let dial = file.dossier.point.registers.first { $0.kind == three.register }?.dial
      add(say.sideBySide(three, dial: dial), .emphasis)
    }
    for complaint in file.dossier.complaints.suffix(2) {
      add(say("diff.complaint", complaint.text))
    }
    for side in file.sides { add(describe(side.author, side.inspection, say), .emphasis) }
    if let partner {
      add(
        say(
          "review.partner", partner.identity.meter, CaseLine(partner, say).energy(say),
          partner.author.tag), .emphasis)
    }
    if let correction = file.correction { add(corrected(correction, say), .emphasis) }
    let reasons = diff.shown?.reasons.prefix(2).map {
      Explanation(say).clause($0, of: diff.shown?.kind ?? .single)
    }
    if let reasons, !reasons.isEmpty {
      add(say("diff.because", reasons.joined(separator: "; ")))
    }
    add(visit(say))
    if let overruled = standing.overruled ?? file.correction?.overruled {
      let explanation = Explanation(say)
      add(
        say(
          "diff.overruled", explanation.word(overruled.from), explanation.word(overruled.to),
          overruled.reason), .warning)
    }
    if let reason = file.correction?.causeReason {
      add(say("review.cause-reason", reason), .warning)
    }
    add(photos(say), file.photos.isEmpty ? .warning : .text)
    let explanation = Explanation(say)
    add(explanation.sentence(explanation.clause(file.dossier.invoice, isShort: shared.isCompact)))
    if let cost = file.correction?.cost {
      add(explanation.sentence(cost, isShort: shared.isCompact))
    }
    if let remarks = file.correction?.remarks, !remarks.isEmpty {
      add(say("review.remarks", remarks.joined(separator: "; ")), .dim)
    }
    if shared.size.rows < 24, let record = diff.record {
      add(
        diff.months(record, say).map { "\($0.0) \(say.amount($0.1))" }.joined(separator: "  "), .dim
      )
    }
    add("\(file.dossier.point.identity.meter) · \(file.dossier.row.address)", .dim)
    return facts
  }

  private func decided(_ decided: AttributedReview, _ key: String, _ say: Wording) -> String {
    let review = decided.review
    var what = say("decision.\(review.decision.rawValue)")
    if let reason = review.reason { what += ": \(reason)" }
    if let due = review.due { what += " (\(say("review.due", say.shortDate(due))))" }
    return say(key, decided.author.person, decided.time.shortTime(compact: true), what)
  }

  /// One side of a dispute: who found what.
  private func describe(_ author: Author, _ inspection: Inspection, _ say: Wording) -> String {
    let indices = inspection.rereads.map { say.index($0.index, dial: nil) }.joined(separator: " ")
    return say(
      "review.side", author.person, say.shortDate(inspection.readAt.day), indices,
      say("verdict.\(inspection.verdict.rawValue)"))
  }

  private func corrected(_ correction: Correction, _ say: Wording) -> String {
    let indices = correction.registers.map { register in
      let dial = file.dossier.point.registers.first { $0.kind == register.register }?.dial
      return "\(say.index(register.recorded, dial: dial)) → "
        + say.index(register.corrected, dial: dial)
    }
    let basis = correction.registers.first?.basis ?? .reread
    return say(
      "review.corrected", correction.number, indices.joined(separator: ", "),
      say("review.basis.\(basis.rawValue)"))
  }

  /// How the reading came about: every attempt, how long it took, whether the record was looked at.
  private func visit(_ say: Wording) -> String? {
    guard let inspection = file.dossier.inspection else { return nil }
    var parts = [standing.author?.person ?? ""]
    if let register = inspection.registers.first {
      let attempts = register.attempts.map { say.index($0, dial: diff.record?.dial) }
      parts.append(say("review.attempts", attempts.joined(separator: " · ")))
    }
    if inspection.dwell > 0 {
      parts.append(say("review.dwell", say.number(inspection.dwell / 1000)))
    }
    parts.append(say(inspection.peeked ? "review.mark.peeked" : "review.not-peeked"))
    if inspection.unattended { parts.append(say("review.mark.unattended")) }
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func photos(_ say: Wording) -> String {
    let photos = file.photos
    var parts: [String] = []
    if photos.isEmpty {
      let missing = file.correction?.photoMissing.map { say("photo-missing.\($0.rawValue)") }
      parts.append([say("review.no-photo"), missing].compactMap(\.self).joined(separator: ": "))
    } else {
      parts.append(say("photo.count", say.number(photos.count)))
    }
    if let position = file.dossier.inspection?.position {
      let error = position.error.map { " ±\(say.number($0)) m" } ?? ""
      parts.append(
        say(
          "review.at", ReviewScreen.degrees(position.latitude),
          ReviewScreen.degrees(position.longitude))
          + error)
    }
    return parts.joined(separator: " · ")
  }

  /// Ten-millionths of a degree to five places: about a metre.
  static func degrees(_ value: Int64) -> String {
    let rounded = (value.magnitude + 50) / 100
    let fraction = String(rounded % 100_000)
    let zeros = String(repeating: "0", count: 5 - fraction.count)
    return "\(value < 0 ? "-" : "")\(rounded / 100_000).\(zeros)\(fraction)"
  }
}
