package import Explanations
package import Frames

/// Lays a page of the report out as lines of a terminal, down to forty columns.
package enum ReportLines {
  package struct Line: Hashable, Sendable {
    package var text: String
    package var role: Role
  }

  /// The lines of a page; none is wider than `columns`.
  /// - Complexity: O(cells).
  package static func lines(_ page: ReportPage, columns: Int) -> [Line] {
    var lines: [Line] = []
    for section in page.sections where !section.rows.isEmpty || !section.notes.isEmpty {
      if !lines.isEmpty { lines.append(Line(text: "", role: .text)) }
      lines += DisplayWidth.wrapped(section.title, to: columns).map {
        Line(text: $0, role: .heading)
      }
      lines += notes(section.notes.filter(\.isWarning), columns)
      lines += bars(section.bars, columns)
      lines += table(section, columns)
      lines += notes(section.notes.filter { !$0.isWarning }, columns)
    }
    return lines
  }

  private static func notes(_ notes: [ReportPage.Note], _ columns: Int) -> [Line] {
    notes.flatMap { note in
      DisplayWidth.wrapped((note.isWarning ? "⚠ " : "") + note.text, to: columns).map {
        Line(text: $0, role: note.isWarning ? .warning : .dim)
      }
    }
  }

  /// A bar chart; whatever is more than nothing has a mark.
  private static func bars(_ bars: [ReportPage.Bar], _ columns: Int) -> [Line] {
    // One bar alone compares with nothing, unless it says how far it has come.
    guard bars.count > 1 || bars.contains(where: { $0.whole != nil }) else { return [] }
    let label = min(bars.map { DisplayWidth.of($0.label) }.max() ?? 0, columns * 2 / 5)
    let values = bars.map { bar in
      bar.value + (bar.cumulative.map { " · \(($0 + 5) / 10) %" } ?? "")
    }
    let value = values.map(DisplayWidth.of).max() ?? 0
    let room = columns - label - value - 2
    guard room >= 4 else { return [] }
    let largest = max(bars.map { max($0.amount, $0.whole ?? 0) }.max() ?? 0, 1)
    return zip(bars, values).map { bar, text in
      let filled = cells(bar.amount, of: largest, room)
      let whole = max(filled, cells(bar.whole ?? 0, of: largest, room))
      let drawn =
        String(repeating: "▇", count: filled) + String(repeating: "░", count: whole - filled)
      let line =
        DisplayWidth.padded(DisplayWidth.truncated(bar.label, to: label), to: label) + " "
        + DisplayWidth.paddedLeft(text, to: value) + " " + drawn
      return Line(text: trimmed(line), role: .text)
    }
  }

  private static func cells(_ amount: Int, of largest: Int, _ room: Int) -> Int {
    guard amount > 0 else { return 0 }
    return max(1, Int(Int128(amount) * Int128(room) / Int128(largest)))
  }

  /// A table; where not all its columns fit beside each other, the rest follow in rows below.
  private static func table(_ section: ReportPage.Section, _ columns: Int) -> [Line] {
    guard !section.columns.isEmpty, !section.rows.isEmpty else { return [] }
    func widths(_ titles: [String]) -> [Int] {
      titles.indices.map { place in
        ([titles[place]] + section.rows.map { $0[place] }).map(DisplayWidth.of).max() ?? 0
      }
    }
    func label(_ widths: [Int]) -> Int { min(widths[0], max(8, columns * 2 / 5)) }
    // Words are cut short only where whole ones do not find room beside each other.
    let full = section.columns.map(\.full)
    let needed = label(widths(full)) + widths(full).dropFirst().reduce(0) { $0 + 2 + $1 }
    let titles = needed <= columns ? full : section.columns.map(\.title)
    return table(section, titles, widths(titles), label: label(widths(titles)), columns)
  }

  private static func table(
    _ section: ReportPage.Section, _ titles: [String], _ widths: [Int], label: Int, _ columns: Int
  ) -> [Line] {
    var lines: [Line] = []
    var next = 1
    while next < widths.count {
      var end = next
      var width = label
      while end < widths.count, width + 2 + widths[end] <= columns {
        width += 2 + widths[end]
        end += 1
      }
      // A column that alone is too wide is cut rather than left out.
      end = max(end, next + 1)
      func line(_ cells: [String]) -> String {
        let head = DisplayWidth.padded(DisplayWidth.truncated(cells[0], to: label), to: label)
        let rest = cells[next..<end].enumerated().map { offset, cell in
          "  " + DisplayWidth.paddedLeft(cell, to: widths[next + offset])
        }
        return DisplayWidth.truncated(trimmed(head + rest.joined()), to: columns)
      }
      lines.append(Line(text: line(titles), role: .label))
      for (number, row) in section.rows.enumerated() {
        let isTotal = section.hasTotal && number == section.rows.count - 1
        lines.append(Line(text: line(row), role: isTotal ? .emphasis : .text))
      }
      next = end
    }
    return lines
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
