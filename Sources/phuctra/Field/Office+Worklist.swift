import Casework
import Journal
import Screens

extension Office {
  /// A page of the worklist.
  func rows(_ query: WorklistQuery, _ anchor: RowAnchor, _ limit: Int) throws -> Answer? {
    let counters = try journal.counters()
    func page(_ rows: [WorklistRow], _ start: Bool, _ end: Bool) -> Answer {
      .rows(
        RowsPage(
          query: query, anchor: anchor, rows: rows, reachedStart: start, reachedEnd: end,
          counters: counters))
    }
    switch anchor {
    case .start:
      let (rows, end) = try gather(query, from: nil, backwards: false, limit)
      return page(rows, true, end)
    case .end:
      let (rows, start) = try gather(query, from: nil, backwards: true, limit)
      return page(rows, start, true)
    case .after(let id):
      guard let row = try journal.row(id: id) else { return page([], false, true) }
      let (rows, end) = try gather(query, from: row, backwards: false, limit)
      return page(rows, false, end)
    case .before(let id):
      guard let row = try journal.row(id: id) else { return page([], true, false) }
      let (rows, start) = try gather(query, from: row, backwards: true, limit)
      return page(rows, start, false)
    case .around(let id):
      guard let row = try journal.row(id: id) else {
        let (rows, end) = try gather(query, from: nil, backwards: false, limit)
        return page(rows, true, end)
      }
      let (before, start) = try gather(query, from: row, backwards: true, limit / 2)
      let (after, end) = try gather(query, from: row, backwards: false, limit / 2)
      return page(before + [row] + after, start, end)
    }
  }

  /// Rows in one direction, slice by slice where there is a filter; gives up between slices when a
  /// newer request waits.
  private func gather(
    _ query: WorklistQuery, from row: WorklistRow?, backwards: Bool, _ limit: Int
  ) throws -> (rows: [WorklistRow], isComplete: Bool) {
    var position = row.map { WorklistPosition($0, order: query.order) }
    var rows: [WorklistRow] = []
    while true {
      let slice = try journal.slice(
        query, after: position, backwards: backwards, limit: limit - rows.count)
      rows = backwards ? slice.rows + rows : rows + slice.rows
      if slice.isComplete { return (rows, true) }
      if rows.count >= limit || isOvertaken.withLock({ $0 }) { return (rows, false) }
      position = slice.position
    }
  }

  func open(_ id: Int64, _ purpose: OpeningPurpose) throws -> Answer {
    guard let dossier = try journal.dossier(id: id) else {
      return .failed(surroundings.say("error.point-gone"))
    }
    if purpose == .reading { whereabouts.refresh() }
    return .opened(dossier, purpose)
  }

  func openNext(after id: Int64) throws -> Answer {
    guard let dossier = try next(after: id) else { return .routeDone(try journal.counters()) }
    return .opened(dossier, .reading)
  }

  /// The next unvisited point after one, in walk order.
  func next(after id: Int64) throws -> PointDossier? {
    guard let row = try journal.nextUnvisited(after: try journal.row(id: id)) else { return nil }
    whereabouts.refresh()
    return try journal.dossier(id: row.id)
  }

  /// A draft is no evidence: where it cannot be kept, that is said and work goes on.
  func keepDraft(_ draft: String?, point id: Int64) -> Answer? {
    do {
      try keep(draft, point: id)
      return nil
    } catch {
      return .draftNotKept(CommandFailure(error, surroundings.say).firstLine)
    }
  }

  func keep(_ draft: String?, point id: Int64) throws {
    guard let row = try journal.row(id: id) else { return }
    try journal.saveDraft(draft, for: row.identity)
  }
}
