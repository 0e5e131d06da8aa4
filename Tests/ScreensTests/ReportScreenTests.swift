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

  /// A supervisor's queue with this report behind its key.
  private static func supervisor(rows: Int) throws -> FieldDriver {
    var office = try ReviewTests.office()
    office.report = try report()
    var driver = try FieldDriver(office, root: .review, columns: 80, rows: rows)
    driver.press("g")
    return driver
  }

  private static func page(_ driver: FieldDriver) -> String {
    String(driver.app.render().line(1).trimmedStart.prefix(3))
  }

  @Test(
    "pages are opened by their number, and by going on at the end of one",
    arguments: [
      ("", "1/5"), ("3", "3/5"), ("5", "5/5"), ("9", "1/5"), ("0", "1/5"), ("▲", "1/5"),
      ("2▲", "1/5"), ("5▼▼▼▼▼▼▼▼▼▼▼▼▼▼▼▼▼▼▼▼", "5/5"),
    ])
  func pages(keys: String, shown: String) throws {
    var driver = try Self.supervisor(rows: 15)
    driver.press(keys)
    #expect(Self.page(driver) == shown, "\(driver.screen)")
  }

  @Test("down scrolls to the last line before it turns the page, and up comes back to it")
  func scrolling() throws {
    var driver = try Self.supervisor(rows: 15)
    var seen: Set<String> = []
    for _ in 0..<200 where Self.page(driver) == "1/5" {
      for row in 3..<14 { seen.insert(driver.app.render().line(row)) }
      driver.press("▼")
    }
    var tall = try Self.supervisor(rows: 60)
    let all = (3..<59).map { tall.app.render().line($0) }
    #expect(Self.page(driver) == "2/5")
    #expect(all.allSatisfy(seen.contains))
    driver.press("▲")
    #expect(Self.page(driver) == "1/5")
    let last = try #require(all.last { !$0.trimmedStart.isEmpty })
    #expect(driver.screen.contains(last))
    tall.press("▼")
    #expect(Self.page(tall) == "2/5")
  }

  @Test("another language keeps the page, and Esc goes back to the queue")
  func leaving() throws {
    var driver = try Self.supervisor(rows: 24)
    driver.press("4L")
    #expect(Self.page(driver) == "4/5" && driver.screen.contains("Errors by reader"))
    driver.press("⎋")
    #expect(driver.topLine.contains("REVIEW") || driver.topLine.contains("waiting"))
  }

  @Test("nothing counted yet is said, not shown as nothing found")
  func waiting() throws {
    var driver = try FieldDriver(ReviewTests.office(), root: .review)
    #expect(driver.pressWhileBusy("g") == [.loadReport])
    #expect(driver.screen.contains("Đang tính"))
    _ = driver.pressWhileBusy("3▼▲")
    #expect(driver.screen.contains("Đang tính"))
  }

  @Test("every page in English", arguments: 0..<5)
  func english(page: Int) throws {
    let frame = try Self.frame(page, 80, 24, .english)
    expectSnapshot(frame.text, named: "report-\(page + 1)-80x24-en")
  }
}

extension String {
  fileprivate var trimmedStart: Substring { drop { $0 == " " } }
}
