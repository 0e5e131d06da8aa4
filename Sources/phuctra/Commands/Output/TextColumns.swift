import Frames

/// Lines of a table on standard output: fixed widths, so that a list can be streamed.
///
/// A cell that is too wide pushes the rest of its line; on paper and in a pipe nothing is cut off.
struct TextColumns {
  struct Column {
    var width: Int
    var isNumeric = false
  }

  let columns: [Column]

  init(_ widths: Int...) {
    columns = widths.map { Column(width: abs($0), isNumeric: $0 < 0) }
  }

  /// The cells in their columns (a negative width was asked for: at the right), two blanks between.
  func line(_ cells: [String]) -> String {
    var line = ""
    for (position, cell) in cells.enumerated() {
      if position > 0 { line += "  " }
      let column = columns.indices.contains(position) ? columns[position] : Column(width: 0)
      let blanks = String(
        repeating: " ", count: max(0, column.width - DisplayWidth.of(cell)))
      line += column.isNumeric ? blanks + cell : cell + blanks
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
