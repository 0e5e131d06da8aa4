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
      at least --ratio times SL_CU; where any billed register is negative, whatever the sum; where the \
      sum is zero after use; where there is use after a month of zero; and where LY_DO says KHIEU_NAI, a \
      complaint, which stays its reason. A billed register without SL_CU leaves nothing to compare: the \
      point is counted as “no month before”, and flagged only where it is negative or complained of.

      The points just before and after a flagged one on the walk and those in its box come along as \
      context (LY_DO CANH), not to be visited. The walk goes by STT; points without one follow in the \
      file's order.

      The rows of a point (MA_DDO, else MA_KHANG and SERY_CTO) must be adjacent, in one book, and of at \
      most four meters: sort the file by MA_DDO first if they are not.

      The folder gets one CMIS XML worklist a book, report.json, which comes last, and rejects.csv where \
      rows were skipped. It must not hold anything yet. A row that cannot be read, or a point in two \
      places, is named and ends the run with nothing written (exit status 65), unless --skip-bad-rows is \
      given: then the point is decided by nobody and counted as unreadable.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The month of readings: CSV or CMIS XML with the worklist's columns, any size.")
  var readings: String

  @Option(name: .shortAndLong, help: "A new or empty folder for the worklists and the report.")
  var output: String

  @Option(help: "From which rise points are flagged: above 1, at most six decimals.")
  var ratio = "1.3"

  @Flag(help: "Put rows that cannot be read into rejects.csv and go on.")
  var skipBadRows = false

  @Flag(help: "Print the report as one JSON object.")
  var json = false

  func validate() throws {
    guard FlagRatio(ratio) != nil else {
      throw ValidationError(
        "--ratio \(ratio): expected plain digits with a point and at most six decimals, above 1 and at "
          + "most 1000, such as 1.3"
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
