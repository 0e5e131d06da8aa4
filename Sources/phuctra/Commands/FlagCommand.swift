import ArgumentParser
import Formats
import Glibc
import Metering

/// Flags a month of a whole city's readings: worklists by book, and the report.
struct FlagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flag",
    abstract: "Lọc cả tháng chỉ số thành danh sách phúc tra / a month of readings into worklists.",
    discussion: """
      A metering point is flagged where SL_MOI + SL_THAO over its billed registers (no SG, no VC) is \
      at least --ratio times SL_CU; where it is negative; where it is zero after use; and where there \
      is use after a month of zero. The points just before and after a flagged one on the walk and \
      those in its box come along as context (LY_DO CANH), not to be visited.

      The folder gets one CMIS XML worklist a book, report.json, and rejects.csv where rows were \
      skipped. It must not hold anything yet. A row that cannot be read is named and ends the run \
      with nothing written (exit status 65), unless --skip-bad-rows is given: then its point is \
      decided by nobody and counted as unreadable.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The month of readings: CSV or CMIS XML with the worklist's columns, any size.")
  var readings: String

  @Option(name: .shortAndLong, help: "A new or empty folder for the worklists and the report.")
  var output: String

  @Option(help: "From which rise points are flagged: an exact decimal above 1, such as 1.3.")
  var ratio = "1.3"

  @Flag(help: "Put rows that cannot be read into rejects.csv and go on.")
  var skipBadRows = false

  @Flag(help: "Print the report as one JSON object.")
  var json = false

  func validate() throws {
    guard FlagRatio(ratio) != nil else {
      throw ValidationError(
        "--ratio \(ratio): expected plain digits with a point, above 1 and at most 1000, such as 1.3"
      )
    }
  }

  func run() throws {
    try global.run { surroundings in
      guard let ratio = FlagRatio(ratio) else { return }
      let say = surroundings.say
      try ReadableFile.check(readings, say)
      let progress = Progress(say("command-line.flagging", readings))
      defer { progress.end() }
      let tally = try FlagRun(
        path: readings, folder: output, ratio: ratio, skipsBadRows: skipBadRows, say: say
      ).run { progress.note("\($0) %") }
      progress.end()
      let report = FlagReport(tally: tally, say: say)
      var standard = LineOutput()
      if json {
        try standard.line(report.json)
      } else {
        for line in report.lines(columns: FlagCommand.columns) { try standard.line(line) }
      }
      try standard.flush()
    }
  }

  /// Columns of the terminal; 80 where there is none.
  private static var columns: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 else { return 80 }
    return Int(size.ws_col)
  }
}
