/// A whole screen as a value: a grid of cells and, optionally, a cursor.
///
/// Screens draw a frame, tests compare it, the terminal sends what changed. Drawing outside the
/// grid does nothing; text is clipped by columns and never wraps.
package struct Frame: Equatable, Sendable {
  /// Columns and rows of the grid.
  package let size: Size
  /// Row by row; `size.columns * size.rows` of them.
  var cells: [Cell]
  /// Where the terminal's cursor shows; `nil` hides it.
  package var cursor: Position?

  /// An empty frame, all spaces.
  package init(_ size: Size, role: Role = .text) {
    self.size = size
    cells = [Cell](
      repeating: Cell(glyph: .space, role: role), count: size.columns * size.rows)
  }

  /// Columns of the grid.
  package var columns: Int { size.columns }
  /// Rows of the grid.
  package var rows: Int { size.rows }

  /// The cell at a place; a blank outside the grid.
  package subscript(row: Int, column: Int) -> Cell {
    guard row >= 0, row < size.rows, column >= 0, column < size.columns else { return .blank }
    return cells[row * size.columns + column]
  }
}
