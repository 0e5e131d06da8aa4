import Casework
import Evidence
import Explanations
import Journal
import Metering
import Wording

/// A story with where each of its entries stands now.
struct AuditTelling {
  let identity: PointIdentity
  let story: [StoryEntry]
  private let history: PointHistory
  /// Nil where entries that it rests on cannot be read.
  let standing: Standing?

  /// - Throws: what reading the story throws.
  init(_ journal: Journal, _ identity: PointIdentity) throws {
    self.identity = identity
    story = try journal.story(of: identity)
    var known: PointHistory?
    do {
      known = try journal.history(of: identity)
    } catch  where story.contains(where: { $0.fault != nil }) {
      // What it rests on cannot be read, as the story says.
    }
    history = known ?? PointHistory()
    standing = known.map { Standing.folding($0) }
  }

  /// Entries that cannot be believed.
  var faults: Int { story.count { $0.fault != nil } }

  /// Why an entry does not count, as in the words `audit.…`; nil where it does.
  func whyNot(_ entry: StoryEntry) -> String? {
    if entry.fault != nil { return "unsound" }
    if entry.isApart { return "apart" }
    if entry.isOutside { return "outside" }
    let hash = entry.hash.hex
    switch entry.body?.record {
    case .review:
      if standing?.crossed.contains(where: { $0.hash == hash }) == true { return "crossed" }
      if standing?.contested.contains(where: { $0.hash == hash }) == true { return "contested" }
      return history.reviews.contains { $0.review.replaces.contains(hash) } ? "replaced" : nil
    case .bookSigned:
      return story.contains { later in
        guard case .bookSigned(let signing)? = later.body?.record else { return false }
        return signing.replaces.contains(hash) && whyNot(later) == nil
      } ? "replaced" : nil
    default: break
    }
    let entries = history.entries(holding: hash)
    // The office's own word needs nobody's voice; a person's entry that none has is of a closed log.
    guard !entries.isEmpty else {
      let needsVoice = !entry.isOffice && entry.body?.record.point != nil && standing != nil
      return needsVoice ? "outside" : nil
    }
    return switch EntryStanding(of: hash, in: entries) {
    case .counts: nil
    case .withdrawn: "withdrawn"
    case .superseded: "superseded"
    case .replaced: "replaced"
    }
  }
}

extension AuditTelling {
  func lines(_ say: Wording) -> [String] {
    let state = standing.map { say("state.\($0.state.rawValue)") } ?? say("audit.state.unknown")
    var lines = [
      say(
        "audit.title", identity.meter, identity.point, identity.period.description, state)
    ]
    if story.isEmpty { lines.append(say("audit.nothing")) }
    for (number, entry) in story.enumerated() {
      let kind =
        entry.kind.map { say.known("kind.\($0.name)") ?? $0.name } ?? say("audit.kind.unknown")
      let time = entry.body.map { say.moment($0.stamp.time) } ?? "—"
      lines.append("")
      lines.append("\(number + 1). \(time)  \(who(entry, say))  \(kind)")
      lines += details(entry, say).map { "   \($0)" }
      if let fault = entry.fault {
        lines.append("   ⚠ " + fault.words(say))
      } else if let why = whyNot(entry) {
        lines.append("   ⚠ " + say("audit.\(why)"))
      }
      lines.append("   \(entry.epoch)/\(entry.sequence)  \(entry.hash.hex)")
    }
    return lines
  }

  private func who(_ entry: StoryEntry, _ say: Wording) -> String {
    if entry.isOffice { return say("audit.office") }
    if let author = entry.author { return "\(author.person) (\(author.tag))" }
    // Where no hub answers for the key, the entry's own word is all there is.
    let person = entry.body.map { "\($0.stamp.person) " } ?? ""
    return "\(person)(\(entry.device.hex.prefix(8)))"
  }

  /// What an entry says of this point.
  private func details(_ entry: StoryEntry, _ say: Wording) -> [String] {
    switch entry.body?.record {
    case .inspection(let inspection) where !inspection.registers.isEmpty:
      let read = inspection.rereads.map { say.index($0.index, dial: nil) }
      let recorded = inspection.registers.map { say.index($0.recorded, dial: nil) }
      return [
        JournalList.subject(entry.body?.record, say),
        say("audit.read", read.joined(separator: " "), recorded.joined(separator: " ")),
      ]
    case .worklistLoaded, .office(.listAssigned):
      guard let list = entry.list else { return [] }
      return [say("journal-list.list", list.name, say.number(list.points)), list.sha256]
    case .office(.invoicesStated(let statement)):
      guard let invoice = entry.invoice(of: identity) else { return [] }
      let word = Explanation(say).word(invoice.state)
      return [
        invoice.number.map { say("invoice.withNumber", word, $0) } ?? word,
        say("audit.as-of", say.moment(statement.asOf)),
      ]
    case .office(.entryQuarantined(let quarantine)):
      let reason = say("sync.quarantine.\(quarantine.reason.rawValue)")
      return ["\(quarantine.entry.prefix(16)): \(reason)", quarantine.detail]
    case .office(.inspectionsDisputed(let dispute)):
      return [dispute.sides.map { "\($0.person) (\($0.tag))" }.joined(separator: " ↔ ")]
    case .office(.billingAnswered(let answer)):
      let more = (answer.outcome == .applied ? answer.invoice : answer.reason) ?? ""
      let words = say("review.billing.\(answer.outcome.rawValue)", say.moment(answer.asOf), more)
      return ["\(answer.minutes)  \(words)"]
    case .bookSigned(let signing):
      let held = held(in: signing).map {
        say("audit.held", say("open.reason.\($0.reason.rawValue)"), $0.owner, say.date($0.due))
      }
      return [JournalList.subject(entry.body?.record, say)] + [held].compactMap(\.self)
    default:
      let subject = JournalList.subject(entry.body?.record, say)
      return subject.isEmpty ? [] : [subject]
    }
  }

  /// What a signing says of this point, where it is not confirmed for billing.
  func held(in signing: BookSigning) -> BookSigning.HeldPoint? {
    signing.held.first { $0.point == identity.point && $0.meter == identity.meter }
  }
}

extension StoryFault {
  /// As in the words `audit.fault.…`, and for scripts.
  var code: String {
    switch self {
    case .altered: "altered"
    case .unreadable: "unreadable"
    case .otherPoint: "otherPoint"
    case .unknownToTables: "unknownToTables"
    case .listUnreadable: "listUnreadable"
    }
  }

  /// What is wrong in particular.
  var detail: String {
    switch self {
    case .altered(let words), .unreadable(let words), .listUnreadable(let words): words
    case .otherPoint(let other): other.map { "\($0.point) \($0.meter)" } ?? "—"
    case .unknownToTables: ""
    }
  }

  fileprivate func words(_ say: Wording) -> String { say("audit.fault.\(code)", detail) }
}
