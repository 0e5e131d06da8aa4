import Explanations

extension HTMLLayout {
  /// A table of figures with thin rules. Rows get as many cells as there are columns.
  func figures(_ table: Paper.Table) -> String {
    guard !table.columns.isEmpty else { return "" }
    let titles = table.columns.map { "<th>\(HTMLText.escaped($0.title))</th>" }.joined()
    let rows = table.rows.enumerated().map { position, row -> String in
      let isTotal = table.hasTotal && position == table.rows.count - 1
      let cells = table.columns.enumerated().map { column, title -> String in
        let text = row.indices.contains(column) ? HTMLText.escaped(row[column]) : ""
        return title.isNumeric ? "<td class=\"number\">\(text)</td>" : "<td>\(text)</td>"
      }
      return "<tr\(isTotal ? " class=\"total\"" : "")>\(cells.joined())</tr>\n"
    }
    return "<table class=\"figures\">\n<tr>\(titles)</tr>\n\(rows.joined())</table>\n"
  }

  /// Indices digit under digit, those that differ in boxes.
  func digits(_ lines: [Paper.DigitLine], _ decimalMark: Character) -> String {
    let rows = lines.map { line -> String in
      var cells = ""
      var hasPoint = false
      for cell in line.row.cells {
        if cell.isDecimal, !hasPoint {
          let mark =
            cell.character == " " || !line.row.hasDecimalMark
            ? "" : HTMLText.escaped(String(decimalMark))
          cells += "<td class=\"point\">\(mark)</td>"
          hasPoint = true
        }
        let isEmpty = cell.character == " "
        let style = cell.isMarked && !isEmpty ? " class=\"marked\"" : ""
        cells += "<td\(style)>\(isEmpty ? "" : HTMLText.escaped(String(cell.character)))</td>"
      }
      return "<tr><th>\(HTMLText.escaped(line.label))</th>\(cells)</tr>\n"
    }
    return "<table class=\"digits\">\n\(rows.joined())</table>\n"
  }

  /// Bars of one scale, drawn: backgrounds are not printed. One that stands for something is never
  /// without a mark.
  func bars(_ bars: [Paper.Bar]) -> String {
    let scale: Int64 = 1000
    let greatest = bars.map(\.amount).max() ?? 0
    let rows = bars.map { bar -> String in
      let amount = max(bar.amount, 0)
      let scaled = greatest > 0 ? Int64(Int128(amount) * Int128(scale) / Int128(greatest)) : 0
      let length = amount > 0 ? max(scaled, 8) : 0
      return "<tr><th>\(HTMLText.escaped(bar.label))</th>"
        + "<td class=\"number\">\(HTMLText.escaped(bar.value))</td>"
        + "<td><svg viewBox=\"0 0 \(scale) 58\" preserveAspectRatio=\"none\">"
        + "<rect width=\"\(length)\" height=\"58\"/></svg></td></tr>\n"
    }
    return "<table class=\"bars\">\n\(rows.joined())</table>\n"
  }

  /// Boxes to sign in, side by side, never parted from one another by the end of a page.
  func signatures(_ boxes: [Paper.SignatureBox]) -> String {
    let cells = boxes.map {
      "<div><b>\(HTMLText.escaped($0.title))</b><i>\(HTMLText.escaped($0.note))</i>"
        + "<div class=\"room\"></div><div class=\"name\">\(HTMLText.escaped($0.name))</div></div>\n"
    }
    return "<div class=\"signatures\">\n\(cells.joined())</div>\n"
  }

  /// A QR code as a drawing: a run of dark modules is one piece of its path.
  func code(_ content: String) -> String {
    guard let code = QRCode(content) else { return "" }
    var path = ""
    for row in 0..<code.size {
      var column = 0
      while column < code.size {
        let start = column
        while code.isDark(row: row, column: column) { column += 1 }
        if column > start {
          let (x, y) = (start + QRCode.quietZone, row + QRCode.quietZone)
          path += "M\(x) \(y)h\(column - start)v1h-\(column - start)z"
        }
        column += 1
      }
    }
    let side = code.size + 2 * QRCode.quietZone
    return "<svg class=\"code\" viewBox=\"0 0 \(side) \(side)\" shape-rendering=\"crispEdges\" "
      + "role=\"img\" aria-label=\"\(HTMLText.escaped(content))\"><path d=\"\(path)\"/></svg>\n"
  }
}
