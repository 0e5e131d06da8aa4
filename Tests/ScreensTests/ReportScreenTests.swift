import Casework
import Frames
import Metering
import Screens
import TestSupport
import Testing
import Wording

@Suite("The work at a glance, on the screen")
struct ReportScreenTests {
  /// Two inspectors' work on two books.
  private static func report() throws -> Report {
    var report = Report()
    let causes: [Cause] = [.transposition, .substitution, .transposition, .meterExchanged]
    for number in 0..<40 {
      let isCorrected = number % 9 == 0
      var standing = Standing(state: isCorrected ? .pending : .confirmed, attempts: 0)
      if number > 33 { standing.state = .unvisited }
      if number == 7 {
        standing.state = .unread
        standing.noReadingCode = "V"
      }
      standing.author = Author(person: number < 20 ? "H07" : "H11", tag: "A3F9")
      var point = ReportedPoint(
        identity: PointIdentity(
          unit: "PE0700", point: "P\(number)", meter: "M\(number)",
          period: try #require(BillingPeriod("2026-06/1"))),
        book: number % 3 == 0 ? "Q0012" : "Q0013", reader: "NV012", isResidential: true,
        method: .byHand, standing: standing)
      if number <= 33 {
        point.visits = [
          ReportedPoint.Visit(
            time: "2026-06-16T08:00:00+07:00", boot: "1a2b3c4d",
            monotonic: Int64(number) * (number < 20 ? 5000 : 60_000), person: "H07", dwell: 8200,
            isPeeked: number == 3, place: number)
        ]
      }
      if isCorrected {
        point.cause = causes[number / 9 % causes.count]
        point.correction = ReportedCorrection(
          invoice: number % 2 == 0 ? .notIssued : .issued, energy: try #require(Energy("-613")),
          money: -2_187_432)
      }
      report.add(point)
    }
    return report
  }

  private static func frame(
    _ page: Int, _ columns: Int, _ rows: Int, _ language: Language
  ) throws -> Frame {
    let shared = Shared(
      wordings: try FieldDriver.wordings(), language: language,
      size: Size(columns: columns, rows: rows), inspector: "GS01", unit: "PE0700",
      moment: Moment(monotonic: 0, local: FieldDriver.noon))
    return ReportScreen.frame(try report(), page: page, shared)
  }

  @Test(
    "every page at every size, in Vietnamese", arguments: 0..<5, [(40, 15), (80, 24), (132, 43)])
  func sizes(page: Int, size: (Int, Int)) throws {
    let frame = try Self.frame(page, size.0, size.1, .vietnamese)
    expectSnapshot(frame.text, named: "report-\(page + 1)-\(size.0)x\(size.1)-vi")
  }

  @Test("every page in English", arguments: 0..<5)
  func english(page: Int) throws {
    let frame = try Self.frame(page, 80, 24, .english)
    expectSnapshot(frame.text, named: "report-\(page + 1)-80x24-en")
  }
}
