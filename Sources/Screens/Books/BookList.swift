import Casework
import Explanations
import Frames
import Metering
import Wording

/// The books of the unit: how far each is, and which are signed.
struct BookList: ScreenState, Hashable {
  private var books: [BookProgress] = []
  private var cursor = ListCursor()
  private var isLoaded = false

  private var current: BookProgress? {
    books.indices.contains(cursor.selected) ? books[cursor.selected] : nil
  }

  func bindings(_ shared: Shared) -> [Binding] {
    BindingTable.list.disabling(.open, because: current == nil ? "books.empty" : nil)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .appeared: return [.effect(.loadBooks)]
    case .answer(.books(let found)):
      let kept = current?.book
      books = found
      isLoaded = true
      cursor.selected = books.firstIndex { $0.book == kept } ?? cursor.selected
      cursor.fit(count: books.count, room: room(shared))
    case .answer(.bookOpened(let file)): return [.push(.book(BookScreen(file)))]
    case .command(.back, _): return [.pop]
    case .command(.open, _):
      guard let current else { return [] }
      return [.effect(.openBook(current.book)), .holdKeys()]
    case .command(let command, _):
      _ = cursor.move(command, count: books.count, room: room(shared))
    default: break
    }
    return []
  }

  private func rowsOfBook(_ shared: Shared) -> Int { shared.isCompact ? 2 : 1 }

  private func room(_ shared: Shared) -> Int {
    max(1, (shared.size.rows - 3) / rowsOfBook(shared))
  }

  func render(_ shared: Shared) -> Frame {
    var frame = Frame(shared.size)
    let say = shared.say
    frame.fill(row: 0, column: 0, columns: frame.columns, role: .title)
    let signed = books.count { !$0.signed.isEmpty }
    let count =
      isLoaded ? "  " + say("books.count", say.number(signed), say.number(books.count)) : ""
    frame.write(
      DisplayWidth.truncated(" \(say("books.title"))\(count)", to: frame.columns), row: 0,
      column: 0, role: .title)
    if books.isEmpty {
      frame.write(
        say(isLoaded ? "books.empty" : "books.loading"), row: 2, column: 2, role: .emphasis)
    }
    for (offset, place) in books.indices.dropFirst(cursor.top).prefix(room(shared)).enumerated() {
      draw(
        books[place], row: 1 + offset * rowsOfBook(shared),
        isSelected: place == cursor.selected, shared, &frame)
    }
    Footer.draw(bindings(shared), labels: [.open: say("command.view")], say, into: &frame)
    return frame
  }

  private func draw(
    _ one: BookProgress, row: Int, isSelected: Bool, _ shared: Shared, _ frame: inout Frame
  ) {
    let say = shared.say
    let role: Role = isSelected ? .selected : .text
    let rows = rowsOfBook(shared)
    frame.fill(row: row, column: 0, rows: rows, columns: frame.columns, role: role)
    let mark = (isSelected ? "▶" : " ") + (one.signed.isEmpty ? "○" : "✔")
    let name = "\(mark) \(one.book.book)  \(say.period(one.book.period))"
    let progress = "\(say.number(one.settled))/\(say.number(one.points))"
    let state =
      one.signed.first.map { say("books.signed", $0.author.person, day(of: $0, say)) }
      ?? waiting(one, say)
    guard rows == 1 else {
      frame.write(
        DisplayWidth.truncated(name, to: frame.columns - DisplayWidth.of(progress) - 1), row: row,
        column: 0, role: role)
      frame.writeRight(progress, row: row, role: role)
      frame.write(
        DisplayWidth.truncated(state, to: frame.columns - 4), row: row + 1, column: 3, role: role)
      return
    }
    let (bar, width, end) = (22, 10, 44)
    frame.write(DisplayWidth.truncated(name, to: bar - 1), row: row, column: 0, role: role)
    let filled = one.points == 0 ? 0 : one.settled * width / one.points
    frame.write(
      String(repeating: "▓", count: filled) + String(repeating: "░", count: width - filled),
      row: row, column: bar, role: role)
    frame.writeRight(progress, row: row, end: end, role: role)
    frame.write(
      DisplayWidth.truncated(state, to: frame.columns - end - 3), row: row, column: end + 2,
      role: role)
  }

  /// What keeps an unsigned book open, the supervisor's own work first.
  private func waiting(_ one: BookProgress, _ say: Wording) -> String {
    let states: [Standing.State] = [
      .pending, .disputed, .unresolved, .unread, .deviates, .returned, .unvisited,
    ]
    let parts = states.compactMap { state in
      one.byState[state].map { "\(say("state.\(state.rawValue)")) \(say.number($0))" }
    }
    return parts.isEmpty ? say("books.ready") : parts.joined(separator: " · ")
  }

  private func day(of signed: SignedBook, _ say: Wording) -> String {
    LocalMinute(signed.time).map { say.shortMoment($0) } ?? signed.time
  }
}
