import Casework
import Explanations
import Metering
import Wording

/// Prints what a bulk inspection did, as it does it.
struct InspectionReport: ~Copyable {
  /// Problems named one by one; the rest is counted.
  private static let namedProblems = 20

  private let say: Wording
  private let asJSON: Bool
  private let isDryRun: Bool
  private let meters: Int
  private let tariffs: TariffBook
  private let columns = TextColumns(14, 20, 12, 18, 0)
  private var output = LineOutput()
  private var byVerdict: [Verdict: Int] = [:]
  private var minutes = 0
  private var skipped = 0
  /// Meters that could not be held against a record.
  private(set) var problems = 0
  private var named: [ReadingProblem] = []
  /// Parts of the file that no inspection keeps; named so far as the problems are.
  private var unused = 0
  private var namedUnused: [UnusedReading] = []

  init(_ say: Wording, asJSON: Bool, isDryRun: Bool, meters: Int, tariffs: TariffBook) {
    self.say = say
    self.asJSON = asJSON
    self.isDryRun = isDryRun
    self.meters = meters
    self.tariffs = tariffs
  }

  /// How far the work is: `1.200/1.500`.
  var progress: String {
    let done = byVerdict.values.reduce(0, +) + skipped + problems
    return "\(say.number(done))/\(say.number(meters))"
  }

  mutating func take(_ event: BulkInspection.Event) throws {
    switch event {
    case .skipped: skipped += 1
    case .problem(let problem):
      problems += 1
      if named.count < InspectionReport.namedProblems { named.append(problem) }
    case .unused(let part):
      unused += 1
      if namedUnused.count < InspectionReport.namedProblems { namedUnused.append(part) }
    case .inspected(let inspection, let number):
      if !asJSON, byVerdict.isEmpty { try output.line(columns.line(titles)) }
      byVerdict[inspection.inspection.verdict, default: 0] += 1
      if number != nil { minutes += 1 }
      try output.line(
        asJSON
          ? inspection.json(minutes: number, tariffs: tariffs)
          : columns.line(cells(inspection, number)))
    case .committed: try output.flush()
    }
  }

  mutating func flush() throws {
    try output.flush()
  }

  /// The sums (without `--json`), and on stderr what was left out.
  mutating func finish() throws {
    if !asJSON { for line in summary { try output.line(line) } }
    try output.flush()
    if skipped > 0 { LineOutput.complain(say("inspect.skipped", say.number(skipped))) }
    for part in namedUnused { LineOutput.complain(part.text(say)) }
    if unused > namedUnused.count {
      LineOutput.complain(say("inspect.more-unused", say.number(unused - namedUnused.count)))
    }
    for problem in named { LineOutput.complain(problem.text(say)) }
    if problems > named.count {
      LineOutput.complain(say("inspect.more-problems", say.number(problems - named.count)))
    }
  }

  private var titles: [String] {
    ["meter", "verdict", "right", "minutes", "cause"].map { say("inspect.column.\($0)") }
  }

  private func cells(_ point: UnattendedInspection, _ number: String?) -> [String] {
    let explain = Explanation(say)
    let inspection = point.inspection
    let isRead = point.assessment != nil
    return [
      inspection.point.identity.meter, explain.word(inspection.verdict),
      isRead ? say.percent(millionths: inspection.probabilityRecordRight) : "", number ?? "",
      remark(point, explain),
    ]
  }

  private func remark(_ point: UnattendedInspection, _ explain: Explanation) -> String {
    if let code = point.inspection.noReading?.code { return explain.word(statusCode: code) }
    switch point.inspection.verdict {
    case .deviates:
      let word = explain.word(point.cause)
      return point.mistaken.map { "\(word): \(explain.clause($0))" } ?? word
    case .unresolved:
      let doubtful = point.assessment?.registers.first { $0.verdict != .confirmed }
      let reason =
        point.assessment?.reasons.first { !$0.bearsOut }
        ?? doubtful?.reasons.first { !$0.bearsOut } ?? doubtful?.reasons.first
      return reason.map { explain.clause($0, of: doubtful?.kind ?? .single) } ?? ""
    case .confirmed, .unread: return ""
    }
  }

  private var summary: [String] {
    let points = byVerdict.values.reduce(0, +)
    let explain = Explanation(say)
    let parts = Verdict.allCases.compactMap { verdict in
      byVerdict[verdict].map { "\(explain.word(verdict)) \(say.number($0))" }
    }
    var lines = points > 0 ? [""] : []
    let total = say(isDryRun ? "inspect.diffed" : "inspect.inspected", say.number(points))
    lines.append(parts.isEmpty ? total : "\(total): \(parts.joined(separator: " · "))")
    if minutes > 0 { lines.append(say("inspect.minutes", say.number(minutes))) }
    return lines
  }
}
