import Casework
import Explanations
import Frames
import Metering

/// One book before billing: what can be closed and what it adds up to, what is open and whose turn it is;
/// one key signs it, a digit confirms.
struct BookScreen: ScreenState, Hashable {
  var file: BookFile
  /// The first line below the sums that is in view.
  var top = 0
  /// By when the held points should be settled, while the signature waits for its confirmation.
  private(set) var confirming: Day?

  private static let duePurpose = "book.due"
  /// Days that are offered for what is held.
  private static let days = DueDays(days: [1, 2, 3, 5, 7])

  init(_ file: BookFile) {
    self.file = file
  }

  func bindings(_ shared: Shared) -> [Binding] {
    if confirming != nil { return BindingTable.choice.without([.up, .down]) }
    return BindingTable.book.disabling(.signBook, because: obstacle).recording(shared)
  }

  /// Why the book cannot be signed now; nil where it can.
  private var obstacle: String? {
    if file.isListMissing { return "book.list-missing" }
    if file.closing.closed.isEmpty { return "book.nothing-closed" }
    if file.closing.open.count > BookSigning.mostHeld { return "book.too-many-held" }
    return file.isSettled ? "book.nothing-new" : nil
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    if let due = confirming { return confirm(input, due) }
    switch input {
    case .answer(.bookSigned(let file)):
      self.file = file
      top = 0
      shared.notice = Notice(shared.say("book.done"), .good)
    case .answer(.bookChanged(let file)):
      self.file = file
      shared.notice = Notice(shared.say("book.changed"), .warning)
    case .chosen(BookScreen.duePurpose, _, let number):
      guard let due = BookScreen.days.day(number, shared) else { return [] }
      confirming = due
    case .command(.signBook, _): return begin(shared)
    case .command(.back, _): return [.pop]
    case .command(.down, _): top += 1
    case .command(.up, _): top = max(0, top - 1)
    case .command(.pageDown, _): top += room(shared)
    case .command(.pageUp, _): top = max(0, top - room(shared))
    case .command(.first, _): top = 0
    default: break
    }
    top = min(top, max(0, lines(shared).count - room(shared)))
    return []
  }

  /// What is held gets a deadline first.
  private mutating func begin(_ shared: Shared) -> [Step] {
    guard !file.closing.open.isEmpty else {
      confirming = shared.lastMoment.local.day
      return []
    }
    let held = shared.say.number(file.closing.open.count)
    return [
      .push(
        .choice(
          .phrases(
            shared.say("book.when", held), BookScreen.days.texts(shared),
            purpose: BookScreen.duePurpose,
            allowsText: false)))
    ]
  }

  /// Signing asks again, with a digit instead of the key that asked; Enter keeps all as it is.
  private mutating func confirm(_ input: Input, _ due: Day) -> [Step] {
    switch input {
    case .key(.character("1"), _):
      confirming = nil
      return [.effect(.signBook(file.closing, due: due)), .holdKeys()]
    case .command(.open, _), .command(.back, _), .key(.character("0"), _): confirming = nil
    default: break
    }
    return []
  }
}
