import Casework
import Frames
import Metering

extension Worklist {
  mutating func carryOut(_ command: Command, _ shared: inout Shared) -> [Step] {
    if filter != nil { return carryOutInFilter(command) }
    switch command {
    case .up: return move(by: -1, shared)
    case .down: return move(by: 1, shared)
    case .pageUp: return move(by: -listRows(shared), shared)
    case .pageDown: return move(by: listRows(shared), shared)
    case .first: return [load(.start)]
    case .last: return [load(.end)]
    case .open: return open(.reading)
    case .noReading: return open(.noReading)
    case .details: return open(.details)
    case .filter:
      filter = LineEditor(query.filter, limit: 40, selected: true)
      return []
    case .sort:
      let names = WorklistOrder.allCases.map { shared.say("order.\($0.rawValue)") }
      return [
        .push(
          .choice(
            .phrases(shared.say("command.sort"), names, purpose: "sort", allowsText: false)))
      ]
    case .journal: return [.push(.journal(JournalList()))]
    case .sync:
      let begins = shared.sync?.progress == nil
      return [.push(.sync(SyncScreen()))] + (begins ? [.effect(.beginSync)] : [])
    case .minutes: return [.push(.minutes(MinutesList()))]
    case .back: return goBack()
    default: return []
    }
  }

  /// Back undoes what narrows the list, one thing at a time, and never leaves the program.
  private mutating func goBack() -> [Step] {
    if tailFailed {
      tail = ""
      tailFailed = false
      return []
    }
    if !tail.isEmpty {
      tail.removeLast()
      return tail.isEmpty ? [] : find()
    }
    guard !query.filter.isEmpty else { return [] }
    query.filter = ""
    wanted = current?.id
    return [load(wanted.map { .around($0) } ?? .start)]
  }

  private mutating func open(_ purpose: OpeningPurpose) -> [Step] {
    isTailWhole = true
    // The serial looked for is not here: the row that happens to be selected is not meant.
    guard !tailFailed, let row = current else { return [] }
    tail = ""
    tailFailed = false
    wanted = row.id
    return [.effect(.openPoint(row.id, purpose)), .holdKeys()]
  }

  private mutating func carryOutInFilter(_ command: Command) -> [Step] {
    if command == .back {
      query.filter = ""
    } else {
      query.filter = filter?.text ?? ""
    }
    filter = nil
    return [load(.start), .holdKeys(.rows(.start))]
  }

  /// A filter is applied as it is typed; digits jump to a serial.
  mutating func type(_ key: Key, _ shared: Shared) -> [Step] {
    if filter != nil {
      guard filter?.take(key) == true else {
        if key == .backspace { return carryOutInFilter(.back) }
        return []
      }
      query.filter = filter?.text ?? ""
      return [load(.start)]
    }
    switch key {
    case .character(let digit) where digit.isASCII && digit.isNumber:
      // A serial typed from its first digit fails on the way, so only a whole one is begun anew.
      tail = tailFailed && isTailWhole ? String(digit) : tail + String(digit)
      isTailWhole = false
      return find()
    case .paste(let scanned):
      let digits = scanned.filter { $0.isASCII && ($0.isNumber || $0.isLetter) }
      guard !digits.isEmpty else { return [] }
      tail = digits
      isTailWhole = true
      return find()
    default: return []
    }
  }

  /// Keys wait for the find, or an Enter typed on would open the meter selected before.
  private func find() -> [Step] {
    [.effect(.findSerial(tail: tail, query, after: nil)), .holdKeys(.serial(tail))]
  }

  private mutating func move(by distance: Int, _ shared: Shared) -> [Step] {
    tail = ""
    tailFailed = false
    guard !rows.isEmpty else { return [] }
    selected = min(max(0, selected + distance), rows.count - 1)
    wanted = current?.id
    keepInView(shared)
    guard awaited == nil else { return [] }
    if !reachedEnd, selected >= rows.count - Worklist.margin, let last = rows.last {
      return [load(.after(last.id))]
    }
    if !reachedStart, selected < Worklist.margin, let first = rows.first {
      return [load(.before(first.id))]
    }
    return []
  }

  /// Joins a page to the window, or begins a new window with it.
  mutating func take(_ page: RowsPage, _ shared: Shared) -> [Step] {
    guard page.query == query else { return [] }
    isLoaded = true
    if page.anchor == awaited { awaited = nil }
    switch page.anchor {
    case .after(let id) where rows.last?.id == id:
      rows += page.rows
      reachedEnd = page.reachedEnd
      dropFromStart()
    case .before(let id) where rows.first?.id == id:
      rows = page.rows + rows
      selected += page.rows.count
      top += page.rows.count
      reachedStart = page.reachedStart
      dropFromEnd()
    case .after, .before: break
    case .start, .end, .around: begin(with: page)
    }
    keepInView(shared)
    return []
  }

  private mutating func begin(with page: RowsPage) {
    let kept = wanted ?? current?.id
    let offset = selected - top
    rows = page.rows
    reachedStart = page.reachedStart
    reachedEnd = page.reachedEnd
    switch page.anchor {
    case .end: selected = max(0, rows.count - 1)
    case .start where wanted == nil || rows.allSatisfy { $0.id != wanted }: selected = 0
    default: selected = rows.firstIndex { $0.id == kept } ?? 0
    }
    top = selected - offset
  }

  private mutating func dropFromStart() {
    let surplus = min(rows.count - Worklist.window, selected - Worklist.margin)
    guard surplus > 0 else { return }
    rows.removeFirst(surplus)
    selected -= surplus
    top -= surplus
    reachedStart = false
  }

  private mutating func dropFromEnd() {
    let surplus = min(rows.count - Worklist.window, rows.count - selected - Worklist.margin)
    guard surplus > 0 else { return }
    rows.removeLast(surplus)
    reachedEnd = false
  }

  /// Scrolls so that the selected row, and a row beyond it where there is one, can be seen.
  mutating func keepInView(_ shared: Shared) {
    let room = listRows(shared)
    guard room > 0, !rows.isEmpty else { return }
    selected = min(max(0, selected), rows.count - 1)
    top = min(top, max(0, selected - (selected > 0 ? 1 : 0)))
    top = max(top, min(selected + (selected < rows.count - 1 ? 2 : 1), rows.count) - room)
    top = max(0, min(top, max(0, rows.count - room)))
  }
}
