import ArgumentParser
import Casework
import Documents
import Explanations
import Glibc
import Journal
import Metering
import Screens
import Wording

/// The work at a glance: progress, causes, readers, money.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Toàn cảnh công việc phúc tra / progress, causes, readers and money at a glance.",
    discussion: """
      Counts everything that this home knows. With --from and --to what was visited on other days \
      is counted as such; coverage is told of all days.
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print a page of HTML, to look at in a browser and to print on A4.")
  var html = false

  @Option(name: .shortAndLong, help: "The file to write (else standard output).")
  var output: String?

  @Option(help: "The first day of visits that count, such as 2026-06-15.")
  var from: String?

  @Option(help: "The last day of visits that count.")
  var to: String?

  @Option(help: "One book (MA_QUYEN) alone.")
  var book: String?

  func validate() throws {
    if json, html { throw ValidationError("--json and --html are two things: give one of them") }
    for (name, text) in [("--from", from), ("--to", to)] {
      guard let text, Day(text) == nil else { continue }
      throw ValidationError("\(name): a day such as 2026-06-15, not “\(text)”")
    }
    if let first = from.flatMap({ Day($0) }), let last = to.flatMap({ Day($0) }), last < first {
      throw ValidationError("--to: a day not before --from, not “\(to ?? "")”")
    }
  }

  /// Nil where no day was asked for.
  private var days: ClosedRange<Day>? {
    let first = from.flatMap { Day($0) }
    let last = to.flatMap { Day($0) }
    guard first != nil || last != nil else { return nil }
    // Days know the years 1900 to 2199.
    return (first ?? Day(number: -25_567))...(last ?? Day(number: 84_005))
  }

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let journal = try surroundings.openJournal()
      let progress = Progress(say("report.loading"))
      let report = try journal.report(days: days, book: book)
      progress.end()
      let text =
        json
        ? report.json + "\n"
        : html
          ? ReportCommand.page(report, say, at: surroundings.clock.timestamp())
          : ReportCommand.text(report, say)
      guard let output else { return try LineOutput.write(Array(text.utf8), to: STDOUT_FILENO) }
      do {
        let file = try WholeFile(
          OutputPlace.whole(output, outside: surroundings.home, say))
        try file.write(text.utf8)
        try file.commit()
      } catch let error as OutputError {
        throw CommandFailure(error, to: output, say)
      }
    }
  }

  private static func page(_ report: Report, _ say: Wording, at time: String) -> String {
    let content = ReportContent(report, say)
    return ReportHTML(language: say.language).text(
      title: say("report.title"), facts: [content.scope, say("report.written", say.moment(time))],
      pages: content.pages)
  }

  /// For a terminal: its own width where there is one, else eighty columns.
  private static func text(_ report: Report, _ say: Wording) -> String {
    let content = ReportContent(report, say)
    guard report.total.listed + report.context > 0 else { return say("report.empty") + "\n" }
    var size = winsize()
    let isTerminal = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    let columns = isTerminal ? min(max(Int(size.ws_col), 40), 132) : 80
    var lines = [say("report.title") + " · " + content.scope]
    for page in content.pages {
      lines += ["", page.title.uppercased()]
      lines += ReportLines.lines(page, columns: columns).map(\.text)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
