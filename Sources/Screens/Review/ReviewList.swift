import Casework
import Frames
import Metering

/// A supervisor's queue: what was found wrong or not settled, the worst money first, narrowed as one types.
struct ReviewList: ScreenState, Hashable {
  var queue = ReviewQueue.empty
  var filter = ReviewFilter()
  /// The places in the queue that the filter lets through.
  var shown: [Int] = []
  var cursor = ListCursor()
  /// The words while they are typed.
  var editor: LineEditor?
  /// Which part of the filter a choice is open for, and the values it offers.
  var asking: Asking?
  /// Cases to be approved together, while a digit must confirm it.
  var batch: [ReviewCase]?
  var isLoaded = false
  /// The case to open once the decided one is gone from the screen.
  var opening: CaseFile?

  /// What a clear case may move at most, in VND either way: about what a household pays in a month.
  static let clearLimit: Int64 = 1_000_000

  var current: ReviewCase? {
    shown.indices.contains(cursor.selected) ? queue.cases[shown[cursor.selected]] : nil
  }

  func bindings(_ shared: Shared) -> [Binding] {
    if editor != nil { return BindingTable.editing }
    if batch != nil { return BindingTable.choice.without([.up, .down]) }
    let empty = current == nil ? "review.empty-reason" : nil
    return BindingTable.review
      .disabling(.open, because: empty)
      .disabling(.approveAll, because: hasApprovable(shared) ? nil : "review.none-clear")
      .disabling(.sync, because: shared.sync == nil ? "sync.no-hub" : nil)
      .recording(shared)
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    if batch != nil { return confirmBatch(input, &shared) }
    switch input {
    case .appeared:
      keepInView(shared)
      // Whatever came in meanwhile, from the hub or from here, is in the next queue.
      guard let file = opening else { return [.effect(.loadCases)] }
      opening = nil
      return open(file, shared)
    case .answer(.cases(let queue)):
      isLoaded = true
      take(queue, shared)
    case .answer(.caseOpened(let file)): return open(file, shared)
    case .answer(.decided(let outcome)):
      queue.update(outcome.changed, gone: outcome.gone)
      narrow(shared, keeping: outcome.next?.summary.id)
      opening = outcome.next
      if outcome.isBatch {
        shared.notice = Notice(
          shared.say("review.batch-done", shared.say.number(outcome.count)), .good)
      }
    case .chosen(let purpose, _, let number): return choose(purpose, number, shared)
    case .command(let command, _): return carryOut(command, &shared)
    case .key(let key, _): return type(key, shared)
    default: break
    }
    return []
  }

  private mutating func open(_ file: CaseFile, _ shared: Shared) -> [Step] {
    if let place = shown.firstIndex(where: { queue.cases[$0].id == file.summary.id }) {
      cursor.selected = place
      keepInView(shared)
    }
    return [.push(.reviewCase(ReviewScreen(file, of: self, shared)))]
  }

  /// The queue anew, the selection where it was.
  mutating func take(_ queue: ReviewQueue, _ shared: Shared) {
    let kept = current?.id
    self.queue = queue
    narrow(shared, keeping: kept)
  }

  /// Applies the filter; the selection stays on its case, else where it was.
  mutating func narrow(_ shared: Shared, keeping kept: Int64? = nil) {
    let kept = kept ?? current?.id
    shown = queue.places(filter, today: shared.lastMoment.local.day)
    if let place = shown.firstIndex(where: { queue.cases[$0].id == kept }) {
      cursor.selected = place
    }
    keepInView(shared)
  }

  /// The next case in the order shown after one, that waits for a decision; from the top where none does.
  func next(after id: Int64) -> Int64? {
    let start = shown.firstIndex { queue.cases[$0].id == id } ?? -1
    let rest = shown.dropFirst(start + 1) + shown.prefix(max(0, start))
    return rest.first(where: queue.awaits).map { queue.cases[$0].id }
  }

  /// How many of the cases shown wait for a decision.
  var waiting: Int { shown.count(where: queue.awaits) }

  private mutating func keepInView(_ shared: Shared) {
    cursor.fit(count: shown.count, room: listRows(shared))
  }

  private mutating func carryOut(_ command: Command, _ shared: inout Shared) -> [Step] {
    if editor != nil {
      if command == .back { filter.words = "" }
      editor = nil
      narrow(shared)
      return []
    }
    if cursor.move(command, count: shown.count, room: listRows(shared)) { return [] }
    switch command {
    case .open:
      guard let current else { return [] }
      return [.effect(.openCase(current.id)), .holdKeys()]
    case .filter: editor = LineEditor(filter.words, limit: 40, selected: true)
    case .narrow: return askPart(shared)
    case .preset:
      filter.clearUpTo = filter.clearUpTo == nil ? ReviewList.clearLimit : nil
      filter.group = .awaiting
      narrow(shared)
    case .approveAll: batch = approvable(shared)
    case .glance: return [.push(.report(ReportScreen()))]
    case .books: return [.push(.books(BookList()))]
    case .sync:
      let begins = shared.sync?.progress == nil
      return [.push(.sync(SyncScreen()))] + (begins ? [.effect(.beginSync)] : [])
    case .back: widen(shared)
    default: break
    }
    return []
  }

  /// Back takes away what narrows the queue, and never leaves the program.
  private mutating func widen(_ shared: Shared) {
    filter = ReviewFilter(group: filter.isPlain ? .awaiting : filter.group)
    narrow(shared)
  }

  /// The filter follows the words as they are typed.
  private mutating func type(_ key: Key, _ shared: Shared) -> [Step] {
    guard editor != nil else { return [] }
    guard editor?.take(key) == true else {
      if key == .backspace {
        editor = nil
        filter.words = ""
        narrow(shared)
      }
      return []
    }
    filter.words = editor?.text ?? ""
    cursor.selected = 0
    narrow(shared)
    return []
  }
}
