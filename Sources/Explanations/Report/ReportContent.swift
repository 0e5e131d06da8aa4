package import Casework
import Metering
package import Wording

/// Puts a report into words, page by page.
package struct ReportContent: Sendable {
  let report: Report
  let say: Wording

  package init(_ report: Report, _ say: Wording) {
    self.report = report
    self.say = say
  }

  /// What the report covers: `sổ Q0012 · từ 15/06 đến 16/06`, or everything.
  package var scope: String {
    let book = report.book.map { say("report.scope.book", $0) } ?? say("report.scope.all")
    guard let days = report.days else { return book }
    return book + " · "
      + say("report.scope.days", say.date(days.lowerBound), say.date(days.upperBound))
  }

  /// All pages, in the order in which a leader asks.
  package var pages: [ReportPage] {
    [
      page("inspectors", [assigned, inspectors, pace]), page("books", [coverage, books]),
      page("causes", [causes, hitRate, unread]), page("readers", [readers]),
      page("money", [money, kinds]),
    ]
  }

  private func page(_ name: String, _ sections: [ReportPage.Section]) -> ReportPage {
    ReportPage(title: say("report.page.\(name)"), sections: sections)
  }

  // MARK: Parts that sections share

  func section(
    _ name: String, label: String, _ numeric: [String], _ rows: [[String]], total: [String]? = nil
  ) -> ReportPage.Section {
    func column(_ name: String, isNumeric: Bool) -> ReportPage.Column {
      ReportPage.Column(
        title: say("report.column.\(name)"), full: say.known("report.column.\(name).full"),
        isNumeric: isNumeric)
    }
    let columns = [column(label, isNumeric: false)]
    let numbers = numeric.map { column($0, isNumeric: true) }
    // A sum under a single row says that row again.
    let sum = rows.count > 1 ? total.map { [[say("report.total")] + $0] } ?? [] : []
    return ReportPage.Section(
      title: say("report.section.\(name)"), columns: columns + numbers, rows: rows + sum,
      hasTotal: !sum.isEmpty)
  }

  func number(_ count: some BinaryInteger) -> String { say.number(count) }

  /// `99,4 %`; a dash of nothing at all.
  func percent(_ share: Share) -> String {
    guard let permille = share.permille else { return "–" }
    return "\(say.tenths(Int64(permille))) %"
  }

  /// Of ten thousand, with two decimals.
  func perTenThousand(_ share: Share) -> String {
    guard let hundredths = share.hundredthsPerTenThousand else { return "–" }
    let rest = hundredths % 100
    return say.number("\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)")
  }

  func named(_ text: String) -> String { text.isEmpty ? say("report.unnamed") : text }

  /// The states of a tally, which add up to the visited.
  static let stateColumns = [
    "visited", "confirmed", "wrong", "unresolved", "unread", "disputed", "rejected",
  ]

  func states(_ tally: Tally) -> [String] {
    [
      tally.visited, tally[.confirmed], tally.wrong, tally[.unresolved], tally[.unread],
      tally[.disputed], tally[.rejected],
    ].map { number($0) }
  }

  /// How far wrong records have come: they add up to the wrong ones.
  func stages(_ tally: Tally) -> ReportPage.Note? {
    guard tally.wrong > 0 else { return nil }
    let states: [Standing.State] = [.deviates, .pending, .returned, .approved, .applied]
    let parts = states.filter { tally[$0] > 0 }.map {
      "\(say("report.stage.\($0.rawValue)")) \(number(tally[$0]))"
    }
    return ReportPage.Note(
      text: say("report.stages", number(tally.wrong), parts.joined(separator: " · ")))
  }
}
