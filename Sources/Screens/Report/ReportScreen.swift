package import Casework
import Explanations
package import Frames

/// The work at a glance, page by page: ▲▼ scroll a page and go on to the next at its end, a digit opens
/// a page by its number.
package struct ReportScreen: ScreenState {
  /// What was counted; nil while it is being counted.
  package private(set) var report: Report?
  /// The report in words, put together once a language: that goes through every save.
  private var pages: [ReportPage] = []
  /// The page shown, from 0, and its first line that is.
  private(set) var page = 0
  private(set) var top = 0

  package init() {}

  /// A page of a report, from 0, as the screen shows it.
  package static func frame(_ report: Report, page: Int, _ shared: Shared) -> Frame {
    var screen = ReportScreen()
    screen.take(report, shared)
    screen.turn(to: page)
    return screen.render(shared)
  }

  func bindings(_ shared: Shared) -> [Binding] { BindingTable.report }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .appeared:
      guard let report else { return [.effect(.loadReport)] }
      // The language may be another one now.
      take(report, shared)
    case .answer(.report(let counted)): take(counted, shared)
    case .command(.back, _): return [.pop]
    case .command(.down, _): scroll(1, shared)
    case .command(.up, _): scroll(-1, shared)
    case .command(.pageDown, _): turn(to: page + 1)
    case .command(.pageUp, _): turn(to: page - 1)
    case .command(.first, _): turn(to: 0)
    case .key(.character(let digit), _):
      if let number = digit.wholeNumberValue { turn(to: number - 1) }
    default: break
    }
    return []
  }

  private mutating func take(_ report: Report, _ shared: Shared) {
    self.report = report
    pages = ReportContent(report, shared.say).pages
  }

  private mutating func turn(to wanted: Int) {
    guard pages.indices.contains(wanted) else { return }
    page = wanted
    top = 0
  }

  private mutating func scroll(_ step: Int, _ shared: Shared) {
    let last = max(0, lines(shared).count - room(shared))
    switch top + step {
    case ..<0:
      guard page > 0 else { return }
      turn(to: page - 1)
      top = max(0, lines(shared).count - room(shared))
    case (last + 1)...: turn(to: page + 1)
    default: top += step
    }
  }

  private func lines(_ shared: Shared) -> [ReportLines.Line] {
    guard pages.indices.contains(page) else { return [] }
    return ReportLines.lines(pages[page], columns: shared.size.columns - 2)
  }

  /// Rows of the page that find room: below title and page, above the footer.
  private func room(_ shared: Shared) -> Int { max(1, shared.size.rows - 4) }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let title = frame.write(" " + say("report.title"), row: 0, column: 0, role: .title)
    guard let report, pages.indices.contains(page) else {
      frame.write(say("report.loading"), row: 2, column: 1, role: .dim)
      Footer.draw(bindings(shared), say, into: &frame)
      return frame
    }
    let scope = ReportContent(report, say).scope
    if title + DisplayWidth.of(scope) + 2 <= frame.columns {
      frame.writeRight(scope + " ", row: 0, role: .title)
    }
    let place = "\(page + 1)/\(pages.count)  \(pages[page].title)"
    frame.write(place, row: 1, column: 1, role: .emphasis)
    frame.horizontalLine(row: 2)
    let lines = lines(shared)
    if report.total.listed == 0 {
      frame.write(say("report.empty"), row: 3, column: 1, role: .dim)
    }
    for (offset, line) in lines.dropFirst(top).prefix(room(shared)).enumerated() {
      frame.write(line.text, row: 3 + offset, column: 1, role: line.role)
    }
    if lines.count > room(shared) {
      let seen = "\(min(top + room(shared), lines.count))/\(lines.count) ▼ "
      frame.writeRight(seen, row: 1, role: .dim)
    }
    Footer.draw(bindings(shared), say, into: &frame)
    return frame
  }
}
