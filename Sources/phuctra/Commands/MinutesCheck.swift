import ArgumentParser
import Casework
import Journal
import Wording

/// Says whether a printed paper is the journal's own.
struct MinutesCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Đối chiếu mã trên giấy với nhật ký / check a paper's hash against the journal.",
    discussion: """
      HASH is what the paper carries: the first 16 hex digits of its entry's hash, or more of them; \
      blanks and hyphens are left out. Exit status 0: found, soundly signed, and it counts · 1: \
      found, but not sound or it counts no more · 66: this device has no such entry.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "16 to 64 hex digits.")
  var hash: [String]

  @Flag(help: "Print one JSON object a line.")
  var json = false

  private var digits: String {
    String(hash.joined().lowercased().filter { $0 != " " && $0 != "-" })
  }

  func validate() throws {
    let digits = digits
    guard (16...64).contains(digits.utf8.count), digits.utf8.allSatisfy(MinutesCheck.isHex) else {
      throw ValidationError(
        "HASH: 16 to 64 hex digits (0-9 a-f), not “\(hash.joined(separator: " "))”")
    }
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
  }

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let journal = try surroundings.openJournal()
      let found = try journal.find(hashBeginning: digits)
      guard !found.isEmpty else {
        throw CommandFailure(.noInput, say("minutes-check.unknown", digits))
      }
      var isGood = true
      var output = LineOutput()
      for entry in found {
        let paper = try CheckedPaper(entry, journal)
        isGood = isGood && paper.isGood
        for line in json ? [paper.object.text] : paper.lines(say) { try output.line(line) }
      }
      try output.flush()
      guard isGood else { throw ExitCode(CommandFailure.Status.foundWrong.rawValue) }
    }
  }
}

/// What the journal says of the entry behind a paper.
private struct CheckedPaper {
  let entry: Journal.FoundEntry
  /// Nil where the entry is about no point, or cannot be read.
  var standing: EntryStanding?
  var signing: MinutesSigning.Outcome?

  init(_ entry: Journal.FoundEntry, _ journal: Journal) throws {
    self.entry = entry
    guard let record = entry.listed?.body?.record, let point = record.point else { return }
    let entries = try journal.entries(of: point.identity)
    standing = EntryStanding(of: entry.hash.hex, in: entries)
    if case .correction = record {
      signing = MinutesStanding(of: entry.hash.hex, in: entries).signing
    }
  }

  var isGood: Bool { entry.fault == nil && (standing ?? .counts) == .counts }

  private var record: Record? { entry.listed?.body?.record }

  private var number: String? {
    if case .correction(let correction) = record { correction.number } else { nil }
  }

  private var state: String? {
    switch standing {
    case .counts: "counts"
    case .withdrawn: "withdrawn"
    case .superseded: "superseded"
    case .replaced: "replaced"
    case nil: nil
    }
  }

  var object: JSONObject {
    var object = JSONObject()
    object.add("good", isGood)
    object.add("seq", entry.sequence)
    object.add("hash", entry.hash.hex)
    object.add("kind", entry.listed?.kind.name)
    object.add("number", number)
    object.add("point", record?.point?.identity.point)
    object.add("meter", record?.point?.identity.meter)
    object.add("time", entry.listed?.body?.stamp.time)
    object.add("person", entry.listed?.body?.stamp.person)
    object.add("signatureGood", entry.fault == nil)
    object.add("fault", entry.fault)
    object.add("state", state)
    if case .superseded(let later) = standing { object.add("supersededBy", later) }
    object.add("signing", signing?.rawValue)
    return object
  }

  func lines(_ say: Wording) -> [String] {
    let kind = entry.listed?.kind.name ?? ""
    var rows = [
      ("entry", "\(entry.sequence)  \(say.known("kind.\(kind)") ?? kind)"),
      ("hash", entry.hash.hex),
    ]
    if let number { rows.append(("number", number)) }
    if let identity = record?.point?.identity {
      rows.append(("meter", "\(identity.meter)  \(identity.point)"))
    }
    if let stamp = entry.listed?.body?.stamp {
      rows += [("time", say.moment(stamp.time)), ("person", stamp.person)]
    }
    rows.append(("signature", entry.fault ?? say("minutes-check.signature-good")))
    switch standing {
    case .superseded(let later): rows.append(("state", say("minutes-check.superseded", later)))
    case nil: break
    default: rows.append(("state", say("minutes-check.\(state ?? "counts")")))
    }
    if let signing { rows.append(("paper", say("minutes-check.\(signing.rawValue)"))) }
    let columns = TextColumns(16, 0)
    return rows.map { columns.line([say("minutes-check.row.\($0.0)"), $0.1]) }
      + [say(isGood ? "minutes-check.good" : "minutes-check.bad")]
  }
}
