import ArgumentParser
import Casework
import Explanations
import Journal
import Metering
import Wording

/// Who did what at one meter: its whole story across devices.
struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ai đã làm gì với một công tơ / the whole story of one meter.",
    discussion: """
      SUBJECT is a point (MA_DDO), a meter's serial or a number of minutes. Every entry that this \
      home knows of it, across devices, an entry after those that it names; its hash and signature \
      are checked as it is printed, and exit status 1 says that one is wrong. With --json, one object.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "MA_DDO, serial or minutes' number.")
  var subject: String

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let identity = try identity(journal, say)
      let telling = try AuditTelling(journal, identity)
      var output = LineOutput()
      for line in json ? [telling.object.text] : telling.lines(say) { try output.line(line) }
      try output.flush()
      let bad = telling.story.count { $0.fault != nil }
      if bad > 0 {
        throw CommandFailure(.foundWrong, say("audit.failed", say.number(bad)))
      }
    }
  }

  private func identity(_ journal: Journal, _ say: Wording) throws -> PointIdentity {
    if case .correction(let correction)? = try journal.minutes(number: subject)?.body?.record {
      return correction.point.identity
    }
    let found = try journal.rows(meter: subject) + journal.rows(point: subject)
    let identities = Set(found.map(\.identity))
    guard let last = identities.max(by: { $0.period < $1.period }) else {
      throw CommandFailure(.noInput, say("audit.unknown", subject))
    }
    let points = Set(identities.map(\.point)).sorted()
    guard points.count == 1 else {
      throw CommandFailure(
        .usage, say("review-decide.ambiguous", subject, points.joined(separator: ", ")))
    }
    // A point whose meter was exchanged has two serials in one period, and units may share a code.
    let latest = identities.filter { $0.period == last.period }
    guard latest.count == 1 else {
      let meters = latest.map { "\($0.unit) \($0.meter)" }.sorted().joined(separator: ", ")
      throw CommandFailure(.usage, say("audit.several", subject, meters))
    }
    return last
  }
}

extension StoryEntry {
  fileprivate var isOffice: Bool {
    if case .office? = body?.record { return true }
    return false
  }
}

/// A story with where each of its entries stands now.
private struct AuditTelling {
  let identity: PointIdentity
  let story: [StoryEntry]
  let history: PointHistory
  let standing: Standing

  init(_ journal: Journal, _ identity: PointIdentity) throws {
    self.identity = identity
    story = try journal.story(of: identity)
    // What was altered may not be readable: the story is told all the same, without a state.
    let isSound = story.allSatisfy { $0.fault == nil }
    history =
      isSound
      ? try journal.history(of: identity)
      : (try? journal.history(of: identity)) ?? PointHistory()
    standing = Standing.folding(history)
  }

  /// The key of the word that says why an entry does not count; nil where it does.
  private func whyNot(_ entry: StoryEntry) -> String? {
    if entry.fault != nil { return "unsound" }
    if entry.isApart { return "apart" }
    let hash = entry.hash.hex
    if case .review? = entry.body?.record {
      if standing.crossed.contains(where: { $0.hash == hash }) { return "crossed" }
      if standing.contested.contains(where: { $0.hash == hash }) { return "contested" }
      let replaced = history.reviews.contains { $0.review.replaces.contains(hash) }
      return replaced ? "replaced" : nil
    }
    let entries = history.entries(holding: hash)
    // The office's own word needs nobody's voice; a person's entry that none has is of a closed log.
    guard !entries.isEmpty else { return entry.isOffice ? nil : "closed" }
    return switch EntryStanding(of: hash, in: entries) {
    case .counts: nil
    case .withdrawn: "withdrawn"
    case .superseded: "superseded"
    case .replaced: "replaced"
    }
  }

  func lines(_ say: Wording) -> [String] {
    var lines = [
      say(
        "audit.title", identity.meter, identity.point, identity.period.description,
        say("state.\(standing.state.rawValue)"))
    ]
    if story.isEmpty { lines.append(say("audit.nothing")) }
    for (number, entry) in story.enumerated() {
      let who =
        entry.author.map { "\($0.person) (\($0.tag))" } ?? String(entry.device.hex.prefix(8))
      let kind = say.known("kind.\(entry.kind.name)") ?? entry.kind.name
      let time = entry.body.map { say.moment($0.stamp.time) } ?? ""
      lines.append("")
      lines.append("\(number + 1). \(time)  \(who)  \(kind)")
      let subject = JournalList.subject(entry.body?.record, say)
      if !subject.isEmpty { lines.append("   \(subject)") }
      if case .inspection(let inspection)? = entry.body?.record, !inspection.registers.isEmpty {
        let read = inspection.rereads.map { say.index($0.index, dial: nil) }
        let recorded = inspection.registers.map { say.index($0.recorded, dial: nil) }
        lines.append(
          "   " + say("audit.read", read.joined(separator: " "), recorded.joined(separator: " ")))
      }
      if let why = whyNot(entry) { lines.append("   ⚠ \(say("audit.\(why)"))") }
      lines.append("   \(entry.epoch)/\(entry.sequence)  \(entry.hash.hex)")
    }
    return lines
  }

  var object: JSONObject {
    var object = JSONObject()
    object.add("unit", identity.unit)
    object.add("point", identity.point)
    object.add("meter", identity.meter)
    object.add("period", identity.period.description)
    object.add("state", standing.state.rawValue)
    object.add(
      "entries",
      story.map { entry in
        var part = JSONObject()
        part.add("device", entry.device.hex)
        part.add("person", entry.author?.person)
        part.add("tag", entry.author?.tag)
        part.add("epoch", entry.epoch)
        part.add("seq", entry.sequence)
        part.add("kind", entry.kind.name)
        part.add("time", entry.body?.stamp.time)
        part.add("hash", entry.hash.hex)
        part.add("names", entry.named)
        part.add("sound", entry.fault == nil)
        part.add("counts", whyNot(entry) == nil)
        part.add("reason", whyNot(entry))
        if case .review(let review)? = entry.body?.record {
          part.add("decision", review.decision.rawValue)
          part.add("because", review.reason)
        }
        if case .inspection(let inspection)? = entry.body?.record {
          part.add("verdict", inspection.verdict.rawValue)
          part.add("read", inspection.rereads.map(\.index.description))
        }
        if case .correction(let correction)? = entry.body?.record {
          part.add("minutes", correction.number)
        }
        return part
      })
    return object
  }
}
