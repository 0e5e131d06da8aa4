import Casework
import Frames
import Metering

/// The route: the meters to visit, in walk order or another, with progress above and keys below.
struct Worklist: ScreenState, Hashable {
  /// A window of rows around the selection; pages come in as it nears an end.
  var rows: [WorklistRow] = []
  var reachedStart = false
  var reachedEnd = false
  var query = WorklistQuery()
  /// Index into `rows`.
  var selected = 0
  /// The first row on the screen.
  var top = 0
  /// Digits typed to jump to a serial by its tail.
  var tail = ""
  var tailFailed = false
  /// A tail that was scanned, or asked for with Enter, is whole: the next digit starts another.
  var isTailWhole = false
  /// The filter while it is being typed.
  var filter: LineEditor?
  /// False until the first page has come.
  var isLoaded = false
  /// The page asked for and not come yet.
  var awaited: RowAnchor?
  /// The row to select when the page that holds it comes.
  var wanted: Int64?

  /// Rows asked for at a time, and how near an end of the window the next page is asked for.
  static let page = 200
  static let margin = 60
  /// The window never grows beyond this; a keyset page is cheap to fetch again.
  static let window = 600

  var current: WorklistRow? { rows.indices.contains(selected) ? rows[selected] : nil }

  func bindings(_ shared: Shared) -> [Binding] {
    if filter != nil { return BindingTable.editing }
    let table = BindingTable.worklist
      .disabling(.sync, because: shared.sync == nil ? "sync.no-hub" : nil)
    return current == nil && isLoaded
      ? table
        .disabling(.open, because: "worklist.empty-reason")
        .disabling(.noReading, because: "worklist.empty-reason")
        .disabling(.details, because: "worklist.empty-reason")
      : table
  }

  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step] {
    switch input {
    case .appeared:
      keepInView(shared)
      // The cursor stands where the walk has come to, not where it began.
      wanted = shared.leftRow ?? wanted
      shared.leftRow = nil
      return [load(wanted.map { .around($0) } ?? current.map { .around($0.id) } ?? .start)]
    case .answer(.rows(let page)): return take(page, shared)
    case .answer(.serialFound(let tail, let row)): return jump(to: row, for: tail)
    case .command(let command, _): return carryOut(command, &shared)
    case .key(let key, _): return type(key, shared)
    case .answer(.opened(let dossier, let purpose)):
      return [.push(Worklist.screen(for: dossier, purpose, shared))]
    case .chosen("sort", _, let number):
      guard WorklistOrder.allCases.indices.contains(number) else { return [] }
      query.order = WorklistOrder.allCases[number]
      return [load(.start)]
    default: return []
    }
  }

  /// The screen that an opened point is shown on.
  static func screen(
    for dossier: PointDossier, _ purpose: OpeningPurpose, _ shared: Shared
  ) -> Screen {
    let isRead = dossier.inspection != nil
    switch purpose {
    // What a supervisor sent back is read again, like what nobody could read.
    case .reading where isRead && ![.unread, .returned].contains(dossier.standing.state),
      .details where isRead:
      return .diff(Diff(dossier, at: shared.lastMoment))
    case .details: return .paper(Paper(details: dossier))
    case .reading, .noReading:
      if let problem = shared.problem { return .message(Message(problem)) }
      return purpose == .reading
        ? .reading(Reading(dossier, at: shared.lastMoment))
        : .noReading(NoReadingForm(dossier, at: shared.lastMoment))
    }
  }

  mutating func load(_ anchor: RowAnchor) -> Step {
    awaited = anchor
    return .effect(.loadRows(query, anchor, limit: Worklist.page))
  }

  private mutating func jump(to row: Int64?, for tail: String) -> [Step] {
    guard tail == self.tail else { return [] }
    tailFailed = row == nil
    guard let row else { return [] }
    if let known = rows.firstIndex(where: { $0.id == row }) {
      selected = known
      return []
    }
    wanted = row
    return [load(.around(row)), .holdKeys(.rows(.around(row)))]
  }
}
