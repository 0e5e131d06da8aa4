import Casework
import Explanations
import Metering
import Wording

/// The inspector's own verdict: the program proves, the person decides, and both are kept.
extension Diff {
  private static let verdictPurpose = "overrule"
  private static let reasonPurpose = "overrule.reason"

  /// What may be decided instead of what stands; the program's own verdict among it once it has been
  /// overruled.
  private var alternatives: [Verdict] {
    [.confirmed, .deviates, .unresolved].filter { $0 != verdict }
  }

  /// Said before a record is called right that the dial speaks against: the dial stands below it.
  private func warning(_ verdict: Verdict, _ say: Wording) -> String? {
    guard verdict == .confirmed else { return nil }
    for case .rereadBelowRecorded(let thousandths) in assessment?.registers.flatMap(\.reasons) ?? []
    {
      return say("overrule.below", say.number(Decimal.text(thousandths, places: 3)))
    }
    return nil
  }

  func askVerdict(_ shared: Shared) -> [Step] {
    let explanation = Explanation(shared.say)
    return [
      .push(
        .choice(
          .phrases(
            shared.say("overrule.title"),
            alternatives.map { explanation.sentence(explanation.clause($0)) },
            purpose: Diff.verdictPurpose, allowsText: false)))
    ]
  }

  /// The verdict first, then its reason; nothing is kept without one.
  mutating func take(
    _ purpose: String, _ text: String, _ number: Int, _ shared: Shared
  ) -> [Step] {
    switch purpose {
    case Diff.verdictPurpose where alternatives.indices.contains(number):
      let verdict = alternatives[number]
      overruling = verdict
      var reasons = Choice.phrases(
        shared.say("overrule.why"),
        shared.say.numbered("phrase.overrule.\(verdict.rawValue)."),
        purpose: Diff.reasonPurpose, allowsText: true)
      reasons.note = warning(verdict, shared.say)
      return [.push(.choice(reasons))]
    case Diff.reasonPurpose:
      guard let verdict = overruling, let entry = dossier.standing.inspection,
        text.contains(where: { !$0.isWhitespace })
      else { return [] }
      overruling = nil
      let decided = OverruledVerdict(from: suggested, to: verdict, reason: text)
      return [
        .effect(
          .overrule(
            Overruling(point: dossier.reference, inspection: entry, verdict: decided),
            point: dossier.row.id)), .holdKeys(),
      ]
    default: return []
    }
  }

  /// A record found wrong leads to its minutes; any other verdict is said, and the diff stays.
  mutating func overruled(_ opened: PointDossier, _ shared: inout Shared) -> [Step] {
    dossier.standing = opened.standing
    dossier.row = opened.row
    shared.notice = Notice(
      shared.say("overrule.saved", shared.say("verdict.\(verdict.rawValue)")), .good)
    return opensMinutes ? writeMinutes() : []
  }
}
