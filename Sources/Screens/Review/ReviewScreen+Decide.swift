import Casework
import Explanations
import Frames
import Metering
import Wording

extension ReviewScreen {
  private static let whatPurpose = "review.what"
  private static let whyPurpose = "review.why"
  private static let whenPurpose = "review.when"
  /// Days until a meter should be seen again, as they are offered.
  private static let days = DueDays(days: [0, 1, 2, 3, 5, 7])

  /// Approves minutes at one key; what rests on another basis than the dial, and all that is no minutes,
  /// is chosen from what can be decided.
  mutating func approve(_ shared: Shared) -> [Step] {
    guard let subject = standing.decidableSubject else { return [] }
    if subject == .minutes {
      guard let basis = file.summary.basis, basis.needsSupervisor else {
        return begin(.approve, shared)
      }
      offered = [Offer(decision: .approve, entry: file.summary.entry)]
      let index = shownIndex(shared.say)
      return ask(
        [shared.say("review.approve-basis", index, shared.say("review.basis.\(basis.rawValue)"))],
        shared)
    }
    offered = file.sides.map { Offer(decision: .choose, entry: $0.entry) }
    let chooses = file.sides.map { side in
      let index = side.inspection.rereads.first.map { shared.say.index($0.index, dial: nil) } ?? ""
      return shared.say(
        "review.choose-side", side.author.tag, index,
        shared.say("verdict.\(side.inspection.verdict.rawValue)"))
    }
    let others = ReviewDecision.on(subject).filter { $0 != .choose }
    offered += others.map { Offer(decision: $0, entry: standing.decidable ?? file.summary.entry) }
    return ask(chooses + others.map { shared.say("decision.\($0.rawValue)") }, shared)
  }

  private func ask(_ texts: [String], _ shared: Shared) -> [Step] {
    [
      .push(
        .choice(
          .phrases(
            shared.say("review.what"), texts, purpose: ReviewScreen.whatPurpose,
            allowsText: false)))
    ]
  }

  /// Asks for what a decision needs, then takes it.
  mutating func begin(
    _ decision: ReviewDecision, on entry: String? = nil, _ shared: Shared
  ) -> [Step] {
    var request = DecisionRequest(on: file, decision, entry: entry)
    request.partner = partner?.entry
    guard decision.needsReason else { return take(request) }
    deciding = request
    return [
      .push(
        .choice(
          .phrases(
            shared.say("review.why", shared.say("decision.\(decision.rawValue)").uppercased()),
            shared.say.numbered("phrase.decision.\(decision.rawValue)."),
            purpose: ReviewScreen.whyPurpose, allowsText: true)))
    ]
  }

  mutating func choose(
    _ purpose: String, _ text: String, _ number: Int, _ shared: Shared
  ) -> [Step] {
    switch purpose {
    case ReviewScreen.whatPurpose where offered.indices.contains(number):
      return begin(offered[number].decision, on: offered[number].entry, shared)
    case ReviewScreen.whyPurpose:
      guard var request = deciding, text.contains(where: { !$0.isWhitespace }) else { return [] }
      request.reason = text
      deciding = request
      guard request.decision == .return || request.decision == .thirdVisit else {
        deciding = nil
        return take(request)
      }
      return [
        .push(
          .choice(
            .phrases(
              shared.say("review.when"), ReviewScreen.days.texts(shared),
              purpose: ReviewScreen.whenPurpose,
              allowsText: false)))
      ]
    case ReviewScreen.whenPurpose:
      guard var request = deciding, let due = ReviewScreen.days.day(number, shared) else {
        return []
      }
      request.due = due
      deciding = nil
      return take(request)
    default: return []
    }
  }

  /// The two halves of a swap are one decision.
  private func take(_ request: DecisionRequest) -> [Step] {
    var requests = [request]
    if let partner, partner.awaits == .minutes {
      var other = DecisionRequest(on: partner, request.decision)
      other.reason = request.reason
      other.due = request.due
      other.partner = request.entry
      requests.append(other)
    }
    return [.effect(.decide(requests, next: next)), .holdKeys()]
  }

  private func shownIndex(_ say: Wording) -> String {
    guard let register = file.correction?.registers.first(where: { $0.basis.needsSupervisor })
    else { return "" }
    return say.index(register.corrected, dial: nil)
  }
}
