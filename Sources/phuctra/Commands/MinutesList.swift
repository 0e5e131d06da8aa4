import ArgumentParser
import Casework
import Explanations
import Journal
import Wording

/// The minutes that were written, newest first.
struct MinutesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Các biên bản đã lập / the minutes that were written, newest first.")

  /// Minutes asked of the journal at a time.
  private static let page = 200

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let columns = TextColumns(24, 17, 12, 28, 0)
      var output = LineOutput()
      var before: Int64?
      while true {
        let page = try journal.minutes(before: before, limit: MinutesList.page)
        if before == nil, !json {
          let titles = ["number", "time", "meter", "cause", "state"]
          try output.line(
            page.isEmpty
              ? say("minutes-list.none")
              : columns.line(titles.map { say("minutes-list.column.\($0)") }))
        }
        for entry in page {
          guard let body = entry.body, case .correction(let correction) = body.record else {
            continue
          }
          let entries = try journal.entries(of: correction.point.identity)
          let isWithdrawn =
            Press.withdrawal(
              of: entry.hash.hex, inspection: correction.inspection, in: entries) != nil
          try output.line(
            json
              ? MinutesList.object(entry, body, correction, isWithdrawn)
              : columns.line(MinutesList.cells(body, correction, isWithdrawn, say)))
        }
        guard let last = page.last, page.count == MinutesList.page else { break }
        before = last.sequence
      }
      try output.flush()
    }
  }

  private static func object(
    _ entry: Journal.Listed, _ body: RecordBody, _ correction: Correction, _ isWithdrawn: Bool
  ) -> String {
    var object = JSONObject()
    object.add("number", correction.number)
    object.add("seq", entry.sequence)
    object.add("time", body.stamp.time)
    object.add("point", correction.point.identity.point)
    object.add("meter", correction.point.identity.meter)
    object.add("person", body.stamp.person)
    object.add(
      "registers",
      correction.registers.map { register in
        var object = JSONObject()
        object.add("register", register.register.rawValue)
        object.add("recorded", register.recorded.description)
        object.add("reinspected", register.reinspected.description)
        object.add("corrected", register.corrected.description)
        object.add("basis", register.basis.rawValue)
        object.add("consumptionBefore", register.consumptionBefore.description)
        object.add("consumptionAfter", register.consumptionAfter.description)
        object.add("causeSuggested", register.causeSuggested.rawValue)
        object.add("cause", register.causeChosen.rawValue)
        return object
      })
    object.add("invoice", correction.invoice.state.rawValue)
    object.add("unattended", correction.unattended)
    object.add("withdrawn", isWithdrawn)
    return object.text
  }

  private static func cells(
    _ body: RecordBody, _ correction: Correction, _ isWithdrawn: Bool, _ say: Wording
  ) -> [String] {
    let cause = correction.registers.first?.causeChosen ?? .unexplained
    return [
      correction.number, say.moment(body.stamp.time), correction.point.identity.meter,
      Explanation(say).word(cause), isWithdrawn ? say("minutes-list.withdrawn") : "",
    ]
  }
}
