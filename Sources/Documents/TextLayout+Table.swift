extension TextLayout {
  /// A table as it is where it fits, turned on its side where that fits, else row by row.
  func lines(_ table: Paper.Table) -> [String] {
    guard !table.columns.isEmpty else { return [] }
    let table = table.printable
    return grid(table) ?? turned(table) ?? stacked(table)
  }

  /// Columns side by side, titles over theirs in as few lines as fit, at most three; nil where that
  /// is too wide.
  private func grid(_ table: Paper.Table) -> [String]? {
    let cells = table.columns.indices.map { position in
      table.rows.map { DisplayText.width($0[position]) }.reduce(4, max)
    }
    for gap in [2, 1] {
      for titleLines in 1...3 {
        let widths = zip(table.columns, cells).map { column, cell in
          max(cell, DisplayText.leastWidth(column.title, lines: titleLines))
        }
        if fits(widths, gap) { return grid(table, widths, gap) }
      }
    }
    return nil
  }

  private func grid(_ table: Paper.Table, _ widths: [Int], _ gap: Int) -> [String] {
    let titles = zip(table.columns, widths).map { column, width in
      DisplayText.wrapped(column.title, width: width)
    }
    let numeric = table.columns.map(\.isNumeric)
    let rule = String(repeating: "─", count: widths.reduce(gap * (widths.count - 1), +))
    var lines = joined(titles, widths, numeric, gap) + [rule]
    for (position, row) in table.rows.enumerated() {
      if table.hasTotal, position == table.rows.count - 1 { lines.append(rule) }
      lines += joined(row.map { [$0] }, widths, numeric, gap)
    }
    return lines
  }

  /// Titles down the left side, a column for each row; nil where that is too wide. The rows' names
  /// are broken into words before the titles are.
  private func turned(_ table: Paper.Table) -> [String]? {
    let titles = table.columns.map { DisplayText.width($0.title) }.max() ?? 0
    let leastTitle = max(12, table.columns.map { DisplayText.widestWord($0.title) }.max() ?? 0)
    for namesAreWhole in [true, false] {
      let values = table.rows.map { row in
        row.dropFirst().map { DisplayText.width($0) }.reduce(
          namesAreWhole
            ? DisplayText.width(row[0]) : max(6, DisplayText.widestWord(row[0])), max)
      }
      let least = namesAreWhole ? titles : min(leastTitle, titles)
      for title in stride(from: titles, through: least, by: -1) {
        let widths = [title] + values
        if let gap = [2, 1].first(where: { fits(widths, $0) }) {
          return turned(table, widths, gap)
        }
      }
    }
    return nil
  }

  private func turned(_ table: Paper.Table, _ widths: [Int], _ gap: Int) -> [String] {
    let numeric = [false] + table.rows.map { _ in true }
    let rule = String(repeating: "─", count: widths.reduce(gap * (widths.count - 1), +))
    var lines: [String] = []
    for (position, column) in table.columns.enumerated() {
      let texts = [column.title] + table.rows.map { $0[position] }
      let cells = zip(texts, widths).map { DisplayText.wrapped($0, width: $1) }
      lines += joined(cells, widths, numeric, gap)
      if position == 0 { lines.append(rule) }
    }
    return lines
  }

  /// Each row on its own: its first cell, then the others under it with their titles.
  private func stacked(_ table: Paper.Table) -> [String] {
    var lines: [String] = []
    for (position, row) in table.rows.enumerated() {
      if table.hasTotal, position == table.rows.count - 1 {
        lines.append(String(repeating: "─", count: width))
      }
      lines += DisplayText.wrapped(row.first ?? "", width: width)
      for (column, cell) in zip(table.columns, row).dropFirst() where !cell.isEmpty {
        let title = "  \(column.title)"
        let room = width - DisplayText.width(title) - 2
        if DisplayText.width(cell) <= room {
          let gap = DisplayText.padded("", to: room - DisplayText.width(cell))
          lines.append("\(title)  \(gap)\(cell)")
        } else {
          lines += DisplayText.wrapped(column.title, width: width - 2).map { "  \($0)" }
          lines += DisplayText.wrapped(cell, width: width - 4).map { "    \($0)" }
        }
      }
    }
    return lines
  }

  /// True where columns of `widths` with `gap` blanks between them are no wider than the paper.
  private func fits(_ widths: [Int], _ gap: Int) -> Bool {
    widths.reduce(gap * (widths.count - 1), +) <= width
  }

  /// Cells of several lines side by side, the last lines level.
  private func joined(
    _ cells: [[String]], _ widths: [Int], _ numeric: [Bool], _ gap: Int
  ) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      for (position, cell) in cells.enumerated() {
        if position > 0 { text += String(repeating: " ", count: gap) }
        let index = line - (height - cell.count)
        text += DisplayText.padded(
          cell.indices.contains(index) ? cell[index] : "", to: widths[position],
          isRight: numeric[position])
      }
      return text
    }
  }
}

extension Paper.Table {
  /// The table without control characters, every row with as many cells as there are columns.
  fileprivate var printable: Paper.Table {
    Paper.Table(
      columns: columns.map {
        Paper.Column(DisplayText.printable($0.title), isNumeric: $0.isNumeric)
      },
      rows: rows.map { row in
        columns.indices.map { row.indices.contains($0) ? DisplayText.printable(row[$0]) : "" }
      }, hasTotal: hasTotal)
  }
}
