import ArgumentParser
import Casework
import Journal
import Metering
import Wording

/// Takes one decision from the command line; the screens do the same.
struct ReviewDecide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Quyết định một trường hợp / take one decision.",
    discussion: """
      CASE is the number of minutes, a point (MA_DDO) or a meter's serial. DECISION is approve, \
      return, reject; for a dispute choose (with --person) or third-visit; for what is unresolved \
      accept-record, third-visit or meter-test; for what could not be read keep-record, \
      hold-invoice or estimate. All but approve and choose need --reason.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Minutes' number, MA_DDO or serial.")
  var subject: String

  @Argument(help: "The decision.")
  var decision: String

  @Option(help: "Why.")
  var reason: String?

  @Option(help: "By when, as 2026-06-20.")
  var due: String?

  @Option(help: "Whose inspection counts, for choose.")
  var person: String?

  func validate() throws {
    guard ReviewDecision(rawValue: decision) != nil else {
      let known = ReviewDecision.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\(decision): expected one of \(known)")
    }
    if let due, Day(due) == nil {
      throw ValidationError("--due \(due): expected a day such as 2026-06-20")
    }
  }

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      try surroundings.demandSupervisor(journal)
      guard let decision = ReviewDecision(rawValue: decision) else { return }
      let found = try journal.reviewCases().filter {
        [$0.minutes, $0.identity.point, $0.identity.meter].contains(subject)
      }
      guard let one = found.first else {
        throw CommandFailure(.noInput, say("review-decide.unknown", subject))
      }
      guard found.count == 1, let file = try journal.caseFile(id: one.id) else {
        let points = found.map(\.identity.point).joined(separator: ", ")
        throw CommandFailure(.usage, say("review-decide.ambiguous", subject, points))
      }
      try journal.decide([try request(decision, file, say)])
      let state = try journal.row(id: one.id)?.state ?? one.state
      print(
        say(
          "review-decide.done", one.identity.meter, say("decision.\(decision.rawValue)"),
          say("state.\(state.rawValue)")))
    }
  }

  private func request(
    _ decision: ReviewDecision, _ file: CaseFile, _ say: Wording
  ) throws -> DecisionRequest {
    var chosen: String?
    if decision == .choose {
      guard let side = file.sides.first(where: { $0.author.person == person }) else {
        let persons = file.sides.map(\.author.person).joined(separator: ", ")
        throw CommandFailure(.usage, say("review-decide.person", person ?? "—", persons))
      }
      chosen = side.entry
    }
    var request = DecisionRequest(on: file, decision, entry: chosen)
    request.reason = reason
    request.due = due.flatMap { Day($0) }
    return request
  }
}
