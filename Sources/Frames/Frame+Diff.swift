/// Neighbouring cells of one row and one role that a terminal has to show anew.
package struct FrameRun: Equatable, Sendable {
  /// The row, from 0.
  package var row: Int
  /// The first column, from 0.
  package var column: Int
  /// What to write there.
  package var text: String
  /// What it means.
  package var role: Role

  /// A run of `text` that begins at `row`, `column`.
  package init(row: Int, column: Int, text: String, role: Role) {
    self.row = row
    self.column = column
    self.text = text
    self.role = role
  }
}

extension Frame {
  /// What must be written so that a terminal that shows `previous` shows this frame: everything
  /// when there is no previous frame or its size was another.
  ///
  /// - Complexity: O(cells).
  package func diff(from previous: Frame?) -> [FrameRun] {
    let known = previous.flatMap { $0.size == size ? $0.cells : nil }
    if let known, known == cells { return [] }
    var runs: [FrameRun] = []
    for row in 0..<size.rows { appendRuns(of: row, known: known, to: &runs) }
    return runs
  }

  private func appendRuns(of row: Int, known: [Cell]?, to runs: inout [FrameRun]) {
    let start = row * size.columns
    var column = 0
    while column < size.columns {
      let cell = cells[start + column]
      if let known, !differs(start + column, from: known) {
        column += max(1, cell.width)
        continue
      }
      var run = FrameRun(row: row, column: column, text: "", role: cell.role)
      while column < size.columns {
        let cell = cells[start + column]
        if cell.role != run.role { break }
        if let known, !differs(start + column, from: known) { break }
        cell.glyph.append(to: &run.text)
        column += max(1, cell.width)
      }
      runs.append(run)
    }
  }

  /// Whether the grapheme that begins at `index`, both halves of a wide one, is another.
  private func differs(_ index: Int, from known: [Cell]) -> Bool {
    if cells[index] != known[index] { return true }
    return cells[index].width == 2 && cells[index + 1] != known[index + 1]
  }
}
