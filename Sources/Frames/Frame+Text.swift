extension Frame {
  /// The frame as lines of plain text, spaces at line ends removed, each line ended by a newline:
  /// what a snapshot keeps.
  package var text: String {
    var text = ""
    for row in 0..<size.rows {
      text += line(row)
      text += "\n"
    }
    return text
  }

  /// One row as plain text without the spaces at its end.
  package func line(_ row: Int) -> String {
    guard row >= 0, row < size.rows else { return "" }
    let start = row * size.columns
    var end = size.columns
    while end > 0, cells[start + end - 1].glyph == .space { end -= 1 }
    var text = ""
    for column in 0..<end { cells[start + column].glyph.append(to: &text) }
    return text
  }

  /// A map of the frame's roles: one letter (`Role.rawValue`) a cell in place of its text, lines
  /// ended by a newline. Blank cells of ordinary text at line ends are left out.
  package var roles: String {
    var map = ""
    for row in 0..<size.rows {
      let start = row * size.columns
      var end = size.columns
      while end > 0, cells[start + end - 1] == .blank { end -= 1 }
      for column in 0..<end { map.unicodeScalars.append(cells[start + column].role.rawValue) }
      map += "\n"
    }
    return map
  }
}
