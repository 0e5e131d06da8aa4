import Frames

/// A list that pages come into from below: selection and scrolling, whatever the rows are.
struct ListWindow<Row: Identifiable & Hashable & Sendable>: Hashable, Sendable
where Row.ID == Int64 {
  private(set) var rows: [Row] = []
  private(set) var selected = 0
  private(set) var top = 0
  private(set) var reachedEnd = false
  private(set) var isLoaded = false

  var current: Row? { rows.indices.contains(selected) ? rows[selected] : nil }

  /// The page after `before`, or the first page for nil.
  mutating func take(_ page: [Row], before: Int64?, reachedEnd: Bool) {
    if before == nil {
      rows = page
      selected = min(selected, max(0, page.count - 1))
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
    let room = max(1, room)
    switch command {
    case .up: selected -= 1
    case .down: selected += 1
    case .pageUp: selected -= room
    case .pageDown: selected += room
    case .first: selected = 0
    case .last: selected = rows.count - 1
    default: return false
    }
    selected = min(max(0, selected), max(0, rows.count - 1))
    top = min(top, selected)
    top = max(top, selected - room + 1)
    return !reachedEnd && selected >= rows.count - room
  }

  /// Selects a row by the number it has on the screen, from 0; false where there is none.
  mutating func select(visible number: Int) -> Bool {
    guard rows.indices.contains(top + number) else { return false }
    selected = top + number
    return true
  }
}
