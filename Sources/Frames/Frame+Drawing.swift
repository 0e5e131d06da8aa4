extension Frame {
  /// Writes `text` from `column` rightwards, clipped at the right edge and at `maxWidth` columns.
  /// A wide grapheme cut by either edge becomes a space; a negative column clips at the left.
  ///
  /// - Returns: the columns used, so that a line can be built piece by piece.
  /// - Complexity: O(columns used).
  @discardableResult
  package mutating func write(
    _ text: String, row: Int, column: Int, role: Role = .text, maxWidth: Int? = nil
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns else { return 0 }
    let end = min(size.columns, column + max(0, maxWidth ?? size.columns - column))
    guard end > column else { return 0 }
    let start = row * size.columns
    var at = column
    var reader = GlyphReader(text)
    if at >= 0 { freeLeft(start, at) }
    while at < end, let glyph = reader.next() {
      let width = Int(glyph.width)
      if at < 0 || at + width > end {
        for covered in max(0, at)..<max(0, min(end, at + width)) {
          cells[start + covered] = Cell(glyph: .space, role: role)
        }
      } else {
        cells[start + at] = Cell(glyph: glyph, role: role)
        if width == 2 { cells[start + at + 1] = Cell(glyph: .rightHalf, role: role) }
      }
      at += width
    }
    at = min(at, end)
    if at > 0 { freeRight(start, at) }
    return at - column
  }

  /// Writes `text` so that it ends before column `end` (the right edge when `nil`), shortened
  /// with `…` to `maxWidth` columns.
  ///
  /// - Returns: the columns used.
  @discardableResult
  package mutating func writeRight(
    _ text: String, row: Int, end: Int? = nil, role: Role = .text, maxWidth: Int? = nil
  ) -> Int {
    let end = end ?? size.columns
    let cut = DisplayWidth.truncated(text, to: min(end, maxWidth ?? end))
    return write(cut, row: row, column: end - DisplayWidth.of(cut), role: role)
  }

  /// Writes `text` in the middle of `width` columns from `column` (of the whole row by default),
  /// shortened with `…` when it does not fit.
  ///
  /// - Returns: the columns used.
  @discardableResult
  package mutating func writeCentred(
    _ text: String, row: Int, column: Int = 0, width: Int? = nil, role: Role = .text
  ) -> Int {
    let width = width ?? size.columns - column
    let cut = DisplayWidth.truncated(text, to: width)
    let indent = max(0, width - DisplayWidth.of(cut)) / 2
    return write(cut, row: row, column: column + indent, role: role)
  }

  /// Fills a rectangle, clipped to the grid, with a character of one column.
  package mutating func fill(
    row: Int, column: Int, rows: Int = 1, columns: Int, with character: Character = " ",
    role: Role = .text
  ) {
    let cell = Cell(character, role: role)
    guard cell.width == 1 else { return }
    forEachRow(row, column, rows, columns) { frame, start, from, to in
      frame.freeLeft(start, from)
      for at in from..<to { frame.cells[start + at] = cell }
      frame.freeRight(start, to)
    }
  }

  /// Gives every cell of a rectangle, clipped to the grid, another role and leaves its text: how
  /// a row already written becomes the selected one.
  package mutating func paint(
    row: Int, column: Int = 0, rows: Int = 1, columns: Int? = nil, role: Role
  ) {
    let columns = columns ?? size.columns - column
    forEachRow(row, column, rows, columns) { frame, start, from, to in
      let first = frame.cells[start + from].width == 0 && from > 0 ? from - 1 : from
      let last = to < frame.columns && frame.cells[start + to].width == 0 ? to + 1 : to
      for at in first..<last { frame.cells[start + at].role = role }
    }
  }

  /// A line across `columns` columns (to the right edge by default).
  package mutating func horizontalLine(
    row: Int, column: Int = 0, columns: Int? = nil, with character: Character = "─",
    role: Role = .rule
  ) {
    fill(
      row: row, column: column, columns: columns ?? size.columns - column, with: character,
      role: role)
  }

  private mutating func forEachRow(
    _ row: Int, _ column: Int, _ rows: Int, _ columns: Int,
    _ body: (inout Frame, _ start: Int, _ from: Int, _ to: Int) -> Void
  ) {
    let from = max(0, column)
    let to = min(size.columns, column + max(0, columns))
    let bottom = min(size.rows, row + max(0, rows))
    guard from < to else { return }
    for at in max(0, row)..<max(0, row, bottom) { body(&self, at * size.columns, from, to) }
  }

  /// Before cells from `column` on are overwritten: a wide grapheme that begins left of it loses
  /// its right half, so its left half becomes a space.
  private mutating func freeLeft(_ start: Int, _ column: Int) {
    guard column > 0, column < size.columns, cells[start + column].width == 0 else { return }
    cells[start + column - 1].glyph = .space
  }

  /// After cells up to `column` were overwritten: a right half left over there becomes a space.
  private mutating func freeRight(_ start: Int, _ column: Int) {
    guard column < size.columns, cells[start + column].width == 0 else { return }
    cells[start + column].glyph = .space
  }
}
