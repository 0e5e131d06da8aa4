/// Where a list stands: which row the next key acts on, and which is the first on the screen.
struct ListCursor: Hashable, Sendable {
  var selected = 0
  private(set) var top = 0

  /// Moves by a command; false where the command moves nothing.
  /// - Parameters:
  ///   - count: rows of the list.
  ///   - room: rows that the screen shows.
  mutating func move(_ command: Command, count: Int, room: Int) -> Bool {
    let page = max(1, room)
    switch command {
    case .up: selected -= 1
    case .down: selected += 1
    case .pageUp: selected -= page
    case .pageDown: selected += page
    case .first: selected = 0
    case .last: selected = count - 1
    default: return false
    }
    fit(count: count, room: room)
    return true
  }

  /// Keeps the selection in the list, and in view.
  mutating func fit(count: Int, room: Int) {
    let room = max(1, room)
    selected = min(max(0, selected), max(0, count - 1))
    top = max(min(top, selected), selected - room + 1)
    // A list that has become shorter leaves no row of the screen empty.
    top = min(top, max(0, count - room))
  }
}
