import Casework
import Documents
import Explanations
import Foundation
import Metering
import TestSupport
import Testing
import Wording

@Suite("The report as a page to print")
struct ReportHTMLTests {
  private static func wording(_ language: Language) throws -> Wording {
    let source = try ["domain", "screens", "report"].map { name in
      try String(
        contentsOf: Environment.asset("locales/\(language.rawValue)/\(name).txt"), encoding: .utf8)
    }
    return Wording(
      language: language, catalogue: try Catalogue(parsing: source.joined(separator: "\n")))
  }

  /// Six points: confirmed, unread, three of minutes before and after the invoice, one nobody was at.
  private static func report(
    book: String = "Q0012", person: String = "H07", reader: String = "NV012"
  ) throws -> Report {
    var report = Report()
    let states: [Standing.State] = [
      .confirmed, .unread, .pending, .approved, .applied, .unvisited,
    ]
    for (number, state) in states.enumerated() {
      var standing = Standing(state: state, attempts: 0)
      standing.author = state == .unvisited ? nil : Author(person: person, tag: "A3F9")
      standing.noReadingCode = state == .unread ? "V" : nil
      var point = ReportedPoint(
        identity: PointIdentity(
          unit: "PE0700", point: "P\(number)", meter: "M\(number)",
          period: try #require(BillingPeriod("2026-06/1"))),
        book: book, reader: reader, isResidential: number % 2 == 0,
        method: number == 0 ? .remote : .byHand, standing: standing)
      point.assignee = person
      if state != .unvisited {
        point.visits = [
          ReportedPoint.Visit(
            time: "2026-06-16T08:0\(number):00+07:00", boot: "1a2b3c4d",
            monotonic: Int64(number) * 60_000, person: person, dwell: 8200, place: number)
        ]
      }
      if [.pending, .approved, .applied].contains(state) {
        point.cause = number == 4 ? .substitution : .transposition
        point.correction = ReportedCorrection(
          invoice: number == 2 ? .notIssued : .issued,
          energy: try #require(Energy(number == 4 ? "20" : "-613")), money: -2_187_432)
      }
      report.add(point)
    }
    #expect(report.isConsistent)
    return report
  }

  private static func page(_ report: Report, _ language: Language) throws -> String {
    let say = try wording(language)
    let content = ReportContent(report, say)
    return ReportHTML(language: language).text(
      title: say("report.title"), facts: [content.scope, "PE0700 & H07"], pages: content.pages)
  }

  @Test("is one text, the same for the same report", arguments: Language.allCases)
  func snapshot(language: Language) throws {
    let page = try Self.page(Self.report(), language)
    expectSnapshot(page, named: "report-\(language.rawValue)")
  }

  @Test(
    "writes names out as text, whatever they are",
    arguments: [
      "<script>alert(1)</script>", "R&D <b>", "\"><img src=x onerror=alert(1)>", "' onload='x",
      "</svg></table>", "&lt;",
    ])
  func hostile(name: String) throws {
    let plain = try Self.page(Self.report(), .vietnamese)
    let page = try Self.page(
      Self.report(book: name, person: name, reader: name), .vietnamese)
    // Names change no tag: there are as many as before, and the name itself stands nowhere as it is.
    #expect(tags(page) == tags(plain), "\(page)")
    if name.contains("<") { #expect(!page.contains(name)) }
    // A reader sees the name as it is.
    let shown = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
      .reduce(page) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    #expect(shown.contains(">\(name)</td>"))
  }

  /// The names of all tags in their order.
  private func tags(_ page: String) -> [String] {
    page.split(separator: "<").dropFirst().map { part in
      String(part.prefix { $0.isLetter || $0.isNumber || $0 == "/" || $0 == "!" })
    }
  }

  @Test("asks for nothing from elsewhere and runs nothing", arguments: Language.allCases)
  func alone(language: Language) throws {
    let page = try Self.page(Self.report(), language)
    for word in [
      "http:", "https:", "//", "src=", "href=", "url(", "@import", "<script", "<link", "<iframe",
      "javascript:", "onload", "onerror",
    ] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
    #expect(
      tags(page).filter { $0 == "section" }.count == tags(page).filter { $0 == "/section" }.count)
  }

  @Test("says every heading in whole words")
  func headings() throws {
    let page = try Self.page(Self.report(), .vietnamese)
    for short in ["k. đọc", "tr. chấp", "k. duyệt", "k. rõ", "k. xem"] {
      #expect(!page.contains(short), "\(short)")
    }
    #expect(page.contains("tranh chấp") && page.contains("không đọc"))
  }
}
