package import Explanations
package import Wording

/// Lays the report out as one page of HTML: self-contained, without script, to look at in a browser and
/// to print on A4. Every chart is drawn inline and stands above the table it is drawn from.
package struct ReportHTML: Hashable, Sendable {
  package let language: Language

  package init(language: Language) {
    self.language = language
  }

  /// The whole document, UTF-8 when it is written.
  /// - Parameter facts: what the report covers and when it was made, below its title.
  package func text(title: String, facts: [String], pages: [ReportPage]) -> String {
    let head = facts.map { "<p class=\"facts\">\(HTMLText.escaped($0))</p>\n" }.joined()
    let heading = "<h1>\(HTMLText.escaped(title))</h1>\n"
    return HTMLDocument(language: language, title: title, sheet: ReportHTML.sheet)
      .text(body: "<main>\n\(heading)\(head)\(pages.map(page).joined())</main>\n")
  }

  private func page(_ page: ReportPage) -> String {
    let sections = page.sections.filter { !$0.rows.isEmpty || !$0.notes.isEmpty }
    guard !sections.isEmpty else { return "" }
    return "<h2>\(HTMLText.escaped(page.title))</h2>\n" + sections.map(section).joined()
  }

  private func section(_ section: ReportPage.Section) -> String {
    let isPareto = section.bars.contains { $0.cumulative != nil }
    let chart = isPareto ? pareto(section.bars) : bars(section.bars)
    let notes = section.notes.map {
      "<p class=\"\($0.isWarning ? "warning" : "note")\">"
        + "\($0.isWarning ? "⚠ " : "")\(HTMLText.escaped($0.text))</p>\n"
    }
    return "<section>\n<h3>\(HTMLText.escaped(section.title))</h3>\n\(chart)\(table(section))"
      + notes.joined() + "</section>\n"
  }

  private func table(_ section: ReportPage.Section) -> String {
    guard !section.rows.isEmpty else { return "" }
    func row(_ cells: [String], _ tag: String) -> String {
      zip(section.columns, cells).map { column, cell in
        "<\(tag)\(column.isNumeric ? " class=\"number\"" : "")>\(HTMLText.escaped(cell))</\(tag)>"
      }.joined()
    }
    let rows = section.rows.enumerated().map { position, cells in
      let isTotal = section.hasTotal && position == section.rows.count - 1
      return "<tr\(isTotal ? " class=\"total\"" : "")>\(row(cells, "td"))</tr>\n"
    }
    return "<table>\n<thead><tr>\(row(section.columns.map(\.full), "th"))</tr></thead>\n"
      + "<tbody>\n\(rows.joined())</tbody>\n</table>\n"
  }

  /// Lengths in tenths of the drawing's units, so that no floating point is needed.
  private func length(_ amount: Int, of largest: Int, _ room: Int) -> Int {
    guard amount > 0, largest > 0 else { return 0 }
    return max(2, Int(Int128(amount) * Int128(room) / Int128(largest)))
  }

  /// Lying bars, one a row; what would be all is drawn as an outline.
  private func bars(_ bars: [ReportPage.Bar]) -> String {
    guard bars.count > 1 || bars.contains(where: { $0.whole != nil }) else { return "" }
    let largest = bars.map { max($0.amount, $0.whole ?? 0) }.max() ?? 0
    let rows = bars.enumerated().map { position, bar -> String in
      let y = position * 22
      let outline = length(bar.whole ?? 0, of: largest, 400)
      return text(170, y + 14, "end", bar.label)
        + (outline > 0
          ? "<rect class=\"whole\" x=\"178\" y=\"\(y + 2)\" width=\"\(outline)\" height=\"16\"/>"
          : "")
        + "<rect x=\"178\" y=\"\(y + 2)\" width=\"\(length(bar.amount, of: largest, 400))\" "
        + "height=\"16\"/>"
        + text(
          186 + max(outline, length(bar.amount, of: largest, 400)), y + 14, "start", bar.value)
        + "\n"
    }
    return drawing(bars.count * 22, rows.joined())
  }

  /// Lying bars with the line of what they and those above make up. Bars and line have one scale, all
  /// of them together, so that the line begins at the end of the first bar and never runs over one.
  private func pareto(_ bars: [ReportPage.Bar]) -> String {
    let sum = bars.map(\.amount).reduce(0, +)
    var points: [String] = []
    let rows = bars.enumerated().map { position, bar -> String in
      let y = position * 24
      let share = bar.cumulative ?? 0
      let x = 210 + share * 400 / 1000
      points.append("\(x),\(y + 11)")
      return text(202, y + 15, "end", bar.label)
        + "<rect x=\"210\" y=\"\(y + 3)\" width=\"\(length(bar.amount, of: sum, 400))\" "
        + "height=\"16\"/>" + "<circle cx=\"\(x)\" cy=\"\(y + 11)\" r=\"3\"/>"
        + text(min(x + 8, 618), y + 15, "start", "\((share + 5) / 10) % (\(bar.value))") + "\n"
    }
    return drawing(
      bars.count * 24, "<polyline points=\"\(points.joined(separator: " "))\"/>\n" + rows.joined())
  }

  private func drawing(_ height: Int, _ content: String) -> String {
    "<svg viewBox=\"0 0 700 \(height + 4)\" role=\"img\">\n\(content)</svg>\n"
  }

  private func text(_ x: Int, _ y: Int, _ anchor: String, _ text: String) -> String {
    "<text x=\"\(x)\" y=\"\(y)\" text-anchor=\"\(anchor)\">\(HTMLText.escaped(text))</text>"
  }

  private static let sheet = """
    @page { size: A4; margin: 15mm; }
    :root { color-scheme: light; }
    body { margin: 0; background: #fff; color: #111;
      font: 10.5pt/1.35 "Noto Sans", "Liberation Sans", "DejaVu Sans", Arial, sans-serif; }
    main { max-width: 180mm; margin: 0 auto; padding: 6mm; }
    h1 { font-size: 18pt; line-height: 1.2; margin: 0 0 1mm; }
    h2 { font-size: 13pt; margin: 7mm 0 2mm; border-bottom: 0.5mm solid #111; break-after: avoid; }
    h3 { font-size: 10.5pt; margin: 4mm 0 1.5mm; break-after: avoid; }
    .facts { margin: 0; color: #444; }
    section { break-inside: avoid-page; }
    table { border-collapse: collapse; width: 100%; font-size: 9.5pt;
      font-variant-numeric: tabular-nums; }
    th, td { padding: 0.8mm 1.5mm; border-bottom: 0.2mm solid #bbb; text-align: left;
      overflow-wrap: anywhere; }
    th { border-bottom: 0.4mm solid #111; font-weight: 600; vertical-align: bottom; }
    th.number, td.number { text-align: right; }
    td.number { white-space: nowrap; }
    tr.total td { font-weight: 700; border-top: 0.4mm solid #111; }
    tr { break-inside: avoid; }
    svg { display: block; width: 100%; height: auto; margin: 0 0 2mm; }
    svg text { font-size: 12px; fill: #111; stroke: #fff; stroke-width: 3px;
      stroke-linejoin: round; paint-order: stroke; }
    svg rect, svg circle { fill: #1f5f8b; print-color-adjust: exact; }
    svg rect.whole { fill: none; stroke: #1f5f8b; stroke-width: 1; }
    svg polyline { fill: none; stroke: #b3400f; stroke-width: 2; }
    svg circle { fill: #b3400f; }
    .note { margin: 1mm 0 0; color: #444; font-size: 9.5pt; }
    .warning { margin: 1mm 0 0; font-weight: 600; color: #8a2b00; }
    @media print { main { max-width: none; padding: 0; } }
    """
}
