import Frames

/// A list that pages come into from below: selection and scrolling, whatever the rows are.
struct ListWindow<Row: Identifiable & Hashable & Sendable>: Hashable, Sendable
where Row.ID == Int64 {
  private(set) var rows: [Row] = []
  private var cursor = ListCursor()
  private(set) var reachedEnd = false
  private(set) var isLoaded = false

  var selected: Int { cursor.selected }
  var top: Int { cursor.top }
  var current: Row? { rows.indices.contains(selected) ? rows[selected] : nil }

  /// The page after `before`, or the first page for nil.
  mutating func take(_ page: [Row], before: Int64?, reachedEnd: Bool) {
    if before == nil {
      rows = page
      cursor.selected = min(cursor.selected, max(0, page.count - 1))
    } else if rows.last?.id == before {
      rows += page
    } else {
      return
    }
    self.reachedEnd = reachedEnd
    isLoaded = true
  }

  /// Moves by a command; true where the next page should be asked for.
  mutating func move(_ command: Command, room: Int) -> Bool {
    guard cursor.move(command, count: rows.count, room: room) else { return false }
    return !reachedEnd && selected >= rows.count - max(1, room)
  }

  /// Selects a row by the number it has on the screen, from 0; false where there is none.
  mutating func select(visible number: Int) -> Bool {
    guard rows.indices.contains(top + number) else { return false }
    cursor.selected = top + number
    return true
  }
}
