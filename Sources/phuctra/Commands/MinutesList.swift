import ArgumentParser
import Casework
import Documents
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
          var content = MinutesContent(
            correction: correction, inspection: nil, stamp: body.stamp, entry: entry.hash.hex)
          content.follow(entries)
          try output.line(
            json
              ? MinutesList.object(entry, content) : columns.line(MinutesList.cells(content, say)))
        }
        guard let last = page.last, page.count == MinutesList.page else { break }
        before = last.row
      }
      try output.flush()
    }
  }

  private static func object(
    _ entry: Journal.Listed, _ content: MinutesContent
  ) -> String {
    let correction = content.correction
    var object = JSONObject()
    object.add("number", correction.number)
    object.add("seq", entry.sequence)
    object.add("time", content.stamp.time)
    object.add("point", correction.point.identity.point)
    object.add("meter", correction.point.identity.meter)
    object.add("person", content.stamp.person)
    object.add(
      "registers",
      correction.registers.map { register in
        var object = JSONObject()
        object.add("register", register.register.rawValue)
        object.add("recorded", register.recorded.description)
        object.add("reinspected", register.reinspected.description)
        object.add("corrected", register.corrected.description)
        object.add("basis", register.basis.rawValue)
        if let band = register.band { object.add("band", band.map(\.description)) }
        object.add("consumptionBefore", register.consumptionBefore.description)
        object.add("consumptionAfter", register.consumptionAfter.description)
        object.add("causeSuggested", register.causeSuggested.rawValue)
        object.add("cause", register.causeChosen.rawValue)
        return object
      })
    object.add("invoice", correction.invoice.state.rawValue)
    if let overruled = correction.overruled { object.add("overruled", JSONObject(overruled)) }
    object.add("causeReason", correction.causeReason)
    object.add("unattended", correction.unattended)
    object.add("withdrawn", content.withdrawn != nil)
    object.add("supersedes", correction.supersedes?.number)
    object.add("supersededBy", content.supersededBy)
    object.add("signature", content.signing?.signing.outcome.rawValue)
    object.add("hash", content.entry)
    return object.text
  }

  private static func cells(_ content: MinutesContent, _ say: Wording) -> [String] {
    let correction = content.correction
    let cause = correction.registers.first?.causeChosen ?? .unexplained
    return [
      correction.number, say.moment(content.stamp.time), correction.point.identity.meter,
      Explanation(say).word(cause), state(content, say),
    ]
  }

  /// What matters most of the paper: that it counts no more, else how it was signed where it has to be.
  private static func state(_ content: MinutesContent, _ say: Wording) -> String {
    if content.withdrawn != nil { return say("minutes-list.withdrawn") }
    if let number = content.supersededBy { return say("minutes-list.superseded", number) }
    if let signing = content.signing?.signing {
      return say("minutes-list.\(signing.outcome.rawValue)")
    }
    if content.correction.customer.attendance == .refused { return say("minutes-list.refused") }
    return content.correction.invoice.state == .issued ? say("minutes-list.unsigned") : ""
  }
}
