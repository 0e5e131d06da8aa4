import ArgumentParser
import Casework
import Evidence
import Explanations
import Journal
import Wording

/// The journal's entries, oldest first.
struct JournalList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Các mục của nhật ký / the journal's entries, oldest first.")

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let columns = TextColumns(-6, 17, 20, 0)
      var output = LineOutput()
      if journal.lastRow == 0, !json { try output.line(say("journal-list.none")) }
      try journal.eachEntry { entry in
        try output.line(
          json ? JournalList.object(entry) : columns.line(JournalList.cells(entry, say)))
      }
      try output.flush()
    }
  }

  private static func object(_ entry: Journal.Listed) -> String {
    var object = JSONObject()
    object.add("epoch", entry.epoch)
    object.add("seq", entry.sequence)
    object.add("kind", entry.kind.name)
    object.add("time", entry.body?.stamp.time)
    object.add("meter", entry.body?.record.point?.identity.meter)
    object.add("point", entry.body?.record.point?.identity.point)
    switch entry.body?.record {
    case .inspection(let inspection): object.add("verdict", inspection.verdict.rawValue)
    case .correction(let correction):
      object.add("minutes", correction.number)
      object.add("inspection", correction.inspection)
    case .withdrawal(let withdrawal): object.add("entry", withdrawal.entry)
    case .attachment(let attachment): object.add("entry", attachment.entry)
    case .signing(let signing):
      object.add("minutes", signing.number)
      object.add("outcome", signing.outcome.rawValue)
    case .overruling(let overruling):
      object.add("inspection", overruling.inspection)
      object.add("overruled", JSONObject(overruling.verdict))
    case .review(let review):
      object.add("decision", review.decision.rawValue)
      object.add("entry", review.entry)
      object.add("minutes", review.minutes)
      object.add("reason", review.reason)
    case .bookSigned(let signing):
      object.add("book", signing.book)
      object.add("points", signing.totals.points)
      object.add("held", signing.held.count)
    case .worklistLoaded(let loading):
      object.add("name", loading.name)
      object.add("points", loading.points)
    case .blobsDropped(let dropping): object.add("blobs", dropping.blobs)
    case .deviceEnrolled(let enrolment): object.add("hub", enrolment.address)
    case .epochOpened, .office: break
    case .deviceConfigured(let device):
      object.add("inspector", device.inspector)
      object.add("unit", device.unit)
    case nil: break
    }
    object.add("person", entry.body?.stamp.person)
    if entry.body?.stamp.clock == .backwards { object.add("clock", "backwards") }
    object.add("hash", entry.hash.hex)
    return object.text
  }

  private static func cells(_ entry: Journal.Listed, _ say: Wording) -> [String] {
    let time = entry.body.map { say.moment($0.stamp.time) } ?? ""
    let kind = say.known("kind.\(entry.kind.name)") ?? entry.kind.name
    let place = entry.epoch == 1 ? "\(entry.sequence)" : "\(entry.epoch)/\(entry.sequence)"
    return [place, time, kind, subject(entry.body?.record, say)]
  }

  /// What an entry says, in a few words.
  static func subject(_ record: Record?, _ say: Wording) -> String {
    switch record {
    case .inspection(let inspection):
      let code = inspection.noReading.map { Explanation(say).word(statusCode: $0.code) }
      let verdict = Explanation(say).word(inspection.verdict)
      return "\(inspection.point.identity.meter)  \(code ?? verdict)"
    case .correction(let correction):
      return "\(correction.point.identity.meter)  \(correction.number)"
    case .withdrawal(let withdrawal):
      return "\(withdrawal.point.identity.meter)  \(withdrawal.entry.prefix(16))"
    case .attachment(let attachment):
      return "\(attachment.point.identity.meter)  \(attachment.photos.count)"
    case .signing(let signing):
      return "\(signing.point.identity.meter)  \(signing.number)"
    case .overruling(let overruling):
      let explain = Explanation(say)
      let verdict = overruling.verdict
      return "\(overruling.point.identity.meter)  \(explain.word(verdict.from)) → "
        + "\(explain.word(verdict.to)): \(verdict.reason)"
    case .review(let review):
      let decision = say("decision.\(review.decision.rawValue)")
      let words = [review.point.identity.meter, review.minutes, decision, review.reason]
      return words.compactMap(\.self).joined(separator: "  ")
    case .bookSigned(let signing):
      return "\(signing.book)  \(say.number(signing.totals.points))"
    case .worklistLoaded(let loading):
      return say("journal-list.list", loading.name, say.number(loading.points))
    case .blobsDropped(let dropping): return say.number(dropping.blobs.count)
    case .deviceEnrolled(let enrolment): return enrolment.address
    case .epochOpened, .office: return ""
    case .deviceConfigured(let device):
      return [device.inspector, device.unit].compactMap(\.self).joined(separator: " · ")
    case nil: return ""
    }
  }
}
