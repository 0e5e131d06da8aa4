import ArgumentParser
import Casework
import Explanations
import Journal
import Metering
import Screens
import Wording

/// The queue: what waits for a decision, the worst money first.
struct ReviewListing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Danh sách chờ duyệt / what waits for a decision.",
    discussion: """
      The worst money first. --group is one of awaiting (the default), returned, decided, disputed, \
      unresolved, unread, crossed, all. With --json, one object a line.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "Which cases.")
  var group = "awaiting"

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    if ReviewFilter.Group(rawValue: group) == nil {
      let known = ReviewFilter.Group.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--group \(group): expected one of \(known)")
    }
  }

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let chosen = ReviewFilter.Group(rawValue: group) ?? .awaiting
      let cases = try journal.reviewCases().filter(chosen.contains)
        .sorted(by: ReviewCase.isWorse)
      var output = LineOutput()
      let columns = TextColumns(22, 12, 8, -10, -14, 30)
      if !json {
        try output.line(
          cases.isEmpty
            ? say("review.empty")
            : columns.line(
              ["minutes", "meter", "person", "energy", "money", "state"].map {
                say("review-list.column.\($0)")
              }))
      }
      for one in cases {
        try output.line(json ? ReviewListing.object(one) : columns.line(cells(one, say)))
      }
      try output.flush()
    }
  }

  private func cells(_ one: ReviewCase, _ say: Wording) -> [String] {
    let cause = one.cause.map { " · " + Explanation(say).word($0) } ?? ""
    return [
      one.minutes ?? "—", one.identity.meter, one.author.person,
      one.energyChange.map { say.number($0.roundedKilowattHours, signed: true) } ?? "",
      one.moneyChange.map { say.number($0, signed: true) } ?? "",
      say("state.\(one.state.rawValue)") + cause,
    ]
  }

  static func object(_ one: ReviewCase) -> String {
    var object = JSONObject()
    object.add("point", one.identity.point)
    object.add("meter", one.identity.meter)
    object.add("book", one.book)
    object.add("state", one.state.rawValue)
    object.add("awaits", one.awaits?.rawValue)
    object.add("decision", one.decision?.rawValue)
    object.add("due", one.due?.description)
    object.add("minutes", one.minutes)
    object.add("entry", one.entry)
    object.add("person", one.author.person)
    object.add("time", one.time)
    object.add("verdict", one.verdict.rawValue)
    object.add("cause", one.cause?.rawValue)
    if let probability = one.causeProbability {
      object.add("causeProbability", millionths: probability)
    }
    object.add("consumptionChange", one.energyChange?.description)
    if let money = one.moneyChange { object.add("moneyChange", money) }
    object.add("basis", one.basis?.rawValue)
    object.add("invoice", one.invoice.rawValue)
    object.add("peeked", one.marks.contains(.peeked))
    object.add("photo", one.marks.contains(.photo))
    object.add("crossed", one.isCrossed)
    object.add("contested", one.isContested)
    return object.text
  }
}
