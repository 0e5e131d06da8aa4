import ArgumentParser
import Casework
import Journal
import Metering
import Wording

/// Who did what at one meter: its whole story across devices.
struct Audit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ai đã làm gì với một công tơ / the whole story of one meter.",
    discussion: """
      SUBJECT is a point (MA_DDO), a meter's serial or a number of minutes. Every entry that this \
      home knows of it, across devices, an entry after those that it names, with the lists that \
      brought it, what billing said of its invoice and who signed its book. Hashes and signatures \
      are checked as they are printed; exit status 1 says that something cannot be believed, and \
      what. Where SUBJECT is several meters, exit status 64 names them. With --json, one object.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "MA_DDO, serial or minutes' number.")
  var subject: String

  @Option(help: "The unit (MA_DVIQLY), where several have the point.")
  var unit: String?

  @Option(help: "The serial, where a point has had several meters.")
  var meter: String?

  @Option(help: "The period, such as 2026-05/1 (else the last that is in a list here).")
  var period: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let period, BillingPeriod(period) == nil {
      throw ValidationError("--period: a period such as 2026-06/1, not “\(period)”")
    }
  }

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let identity = try identity(journal, say)
      let progress = Progress(say("audit.loading"))
      let telling = try AuditTelling(journal, identity)
      progress.end()
      var output = LineOutput()
      for line in json ? [telling.object.text] : telling.lines(say) { try output.line(line) }
      try output.flush()
      if telling.faults > 0 {
        throw CommandFailure(.foundWrong, say("audit.failed", say.number(telling.faults)))
      }
    }
  }

  /// The one meter that is meant, of the last period that it is listed for.
  private func identity(_ journal: Journal, _ say: Wording) throws -> PointIdentity {
    if let found = try journal.point(ofMinutes: subject) { return found }
    let found = try (journal.rows(meter: subject) + journal.rows(point: subject)).map(\.identity)
    let meant = found.filter { one in
      (unit ?? one.unit) == one.unit && (meter ?? one.meter) == one.meter
        && (period ?? one.period.description) == one.period.description
    }
    guard let last = meant.max(by: { $0.period < $1.period }) else {
      throw CommandFailure(.noInput, say("audit.unknown", subject))
    }
    let choices = Set(meant.map { "\($0.unit) \($0.point) \($0.meter)" }).sorted()
    guard choices.count == 1 else {
      let list = choices.map { "\n  \($0)" }.joined()
      throw CommandFailure(.usage, say("audit.ambiguous", subject) + list)
    }
    return last
  }
}
