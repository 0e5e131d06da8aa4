import Casework
package import Frames

/// The whole terminal program as a value: a stack of screens and what they share.
///
/// `reduce` folds one action and says what is to be done outside; `render` draws. Neither reads a
/// clock, a file or a terminal, so a test and a handheld run the very same program.
package struct App: Sendable {
  package internal(set) var shared: Shared
  var stack: [Screen]
  /// Keys that came while an answer was awaited, in order.
  var held: [(Key, Moment)] = []
  var hold: Hold?
  var isHolding: Bool { hold != nil }
  /// When Enter was last pressed, no other key since; see `isRepeatedEnter`.
  var lastEnter: Int64?

  /// The smallest screen there is work on.
  package static let smallest = Size(columns: 40, rows: 15)

  /// What a program shows first, and goes back to.
  package enum Root: Sendable {
    /// An inspector's route.
    case worklist
    /// A supervisor's queue.
    case review
  }

  /// - Parameter asksWho: the first start: nothing says yet who works with this device.
  package init(shared: Shared, root: Root = .worklist, asksWho: Bool) {
    self.shared = shared
    stack = [root == .review ? .review(ReviewList()) : .worklist(Worklist())]
    if asksWho { stack.append(.firstStart(FirstStart(suggesting: shared.inspector))) }
  }

  /// What is to be done before the first screen can show anything.
  package mutating func start(at moment: Moment) -> [Effect] {
    shared.lastMoment = moment
    return send(.appeared(moment), to: 0) + [.checkDevice, .checkSync]
  }

  /// The screen as it should be seen.
  package func render() -> Frame {
    guard isLargeEnough else { return tooSmall() }
    guard var frame = stack.last?.state.render(shared) else { return Frame(shared.size) }
    if let notice = shared.notice { draw(notice, &frame) }
    return frame
  }

  private func draw(_ notice: Notice, _ frame: inout Frame) {
    let undo = stack.last?.state.bindings(shared).first { $0.command == .undo }
    let offersUndo = shared.undo != nil && undo != nil && undo?.disabledBecause == nil
    let layout = NoticeLayout(notice, offersUndo: offersUndo, shared)
    for (row, line) in layout.lines.enumerated() {
      frame.fill(row: row, column: 0, columns: frame.columns, role: notice.role)
      frame.write(" " + line, row: row, column: 0, role: notice.role)
    }
    if let row = layout.undoRow {
      frame.writeRight(layout.undo, row: row, role: notice.role, maxWidth: frame.columns / 2)
    }
  }

  var isLargeEnough: Bool {
    shared.size.columns >= App.smallest.columns && shared.size.rows >= App.smallest.rows
  }

  private func tooSmall() -> Frame {
    var frame = Frame(shared.size)
    let lines = [
      shared.say("screen.too-small"),
      "\(shared.size.columns)×\(shared.size.rows) < \(App.smallest.columns)×\(App.smallest.rows)",
      shared.say("screen.too-small.kept"),
    ]
    for (offset, line) in lines.enumerated() {
      frame.writeCentred(line, row: max(0, frame.rows / 2 - 1) + offset, role: .alert)
    }
    return frame
  }
}
