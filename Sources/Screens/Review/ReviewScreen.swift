import Casework
import Explanations
import Frames
import Metering
import Wording

/// One case, with what the inspector saw and did: what the record says and the dial showed, digit under
/// digit, the months as bars, the reasons, and how the reading came about. One key decides and opens the
/// next case.
struct ReviewScreen: ScreenState, Hashable {
  var file: CaseFile
  /// The digits, bars and reasons, as the inspector had them.
  var diff: Diff
  /// The other half of a swap: decided in the same breath.
  let partner: ReviewCase?
  /// The case to open once this one is decided.
  let next: Int64?
  /// How many cases still wait, this one among them.
  let waiting: Int
  /// What is being decided, while its reason and its day are asked for.
  var deciding: DecisionRequest?
  /// What a choice offers, in its order.
  var offered: [Offer] = []
  /// The first line of the facts that is in view.
  var top = 0

  /// A decision with the entry that it is on.
  struct Offer: Hashable {
    var decision: ReviewDecision
    var entry: String
  }

  init(_ file: CaseFile, of list: ReviewList, _ shared: Shared) {
    self.file = file
    diff = Diff(file.dossier, at: shared.lastMoment)
    partner = list.queue.partner(of: file.summary)
    let partner = partner?.id
    var after = list.next(after: file.summary.id)
    if after == partner { after = partner.flatMap { list.next(after: $0) } }
    next = after == file.summary.id ? nil : after
    waiting = list.waiting
  }

  var standing: Standing { file.dossier.standing }

  /// Nobody decides on his own work.
  private func isOwn(_ shared: Shared) -> Bool {
    let persons = [standing.author].compactMap { $0?.person } + standing.sides.map(\.author.person)
    return persons.contains(shared.inspector)
  }

  func bindings(_ shared: Shared) -> [Binding] {
    let subject = standing.decidableSubject
    let own = isOwn(shared) ? "review.own-work" : nil
    let nothing = subject == nil ? "review.nothing-to-decide" : nil
    let stale = file.summary.marks.contains(.invoiceChanged) ? "review.amended-due" : nil
    let noMinutes = subject == .minutes ? nil : "review.no-minutes"
    return BindingTable.reviewCase
      .disabling(.approve, because: own ?? nothing ?? stale)
      .disabling(.sendBack, because: own ?? nothing ?? noMinutes)
      .disabling(.reject, because: own ?? nothing ?? noMinutes)
      .disabling(.preview, because: standing.minutes == nil ? "review.no-minutes" : nil)
      .disabling(.nextPoint, because: next == nil ? "review.no-next" : nil)
      .recording(shared)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    // The list has taken it in; it opens the next case.
    case .answer(.decided): return [.pop]
    case .chosen(let purpose, let text, let number):
      return choose(purpose, text, number, shared)
    case .command(let command, _): return carryOut(command, shared)
    default: return []
    }
  }

  private mutating func carryOut(_ command: Command, _ shared: Shared) -> [Step] {
    switch command {
    case .approve: return approve(shared)
    case .sendBack: return begin(.return, shared)
    case .reject: return begin(.reject, shared)
    case .preview:
      return standing.minutes.map { [.push(.paper(Paper(.minutes($0), isOnlyRead: true)))] } ?? []
    case .nextPoint:
      return next.map { [.effect(.openCase($0)), .holdKeys(), .pop] } ?? []
    case .up: top = max(0, top - 1)
    case .down: top += 1
    case .back: return [.pop]
    default: break
    }
    return []
  }
}
