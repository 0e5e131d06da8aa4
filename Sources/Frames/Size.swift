/// The size of a screen in character cells.
package struct Size: Hashable, Sendable {
  /// Cells in a row, 0 or more.
  package var columns: Int
  /// Rows of cells, 0 or more.
  package var rows: Int

  /// A size; negative figures count as 0, so that arithmetic on a tiny screen cannot go wrong.
  package init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell of the screen, counted from the top left corner, both from 0.
package struct Position: Hashable, Sendable {
  /// Rows below the top one.
  package var row: Int
  /// Columns right of the first one.
  package var column: Int

  /// The place `row`, `column`.
  package init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }
}
