import GRDB

/// The indices of `point`. SQLite adds the id to each.
///
/// A list goes in without them; the first two are made with it, the others too where the list is not
/// large. For a city's list they are made when they are first asked for, or ahead of that by
/// `Journal.prepareNextIndex()`: an import should not wait for orders that nobody may look at.
enum PointIndex: String, CaseIterable {
  case key = "point_key"
  case walk = "point_walk"
  case state = "point_state"
  case place = "point_place"
  case tail = "point_tail"
  case meter = "point_meter"
  case reason = "point_reason"
  case street = "point_street"
  /// The walk through a book, with its context rows.
  case route = "point_route"

  /// Lists up to this many points get all their indices at once: a tenth of a second.
  static let largeList = 20_000

  private var definition: String {
    switch self {
    case .key: "point(key)"
    case .walk: "point(turn, walk) WHERE reason <> 6"
    case .state: "point(state, walk) WHERE reason <> 6"
    case .place: "point(place) WHERE place IS NOT NULL"
    case .tail: "point(tail) WHERE reason <> 6"
    case .meter: "point(meter) WHERE reason <> 6"
    case .reason: "point(reason, walk) WHERE reason <> 6"
    case .street: "point(street, number) WHERE reason <> 6"
    case .route: "point(scope, walk)"
    }
  }

  /// - Complexity: O(n log n) in the points.
  func create(_ database: Database) throws {
    try database.execute(sql: creation)
  }

  var creation: String { "CREATE INDEX IF NOT EXISTS \(rawValue) ON \(definition)" }

  func drop(_ database: Database) throws {
    try database.execute(sql: "DROP INDEX IF EXISTS \(rawValue)")
  }

  func exists(_ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?)"),
      arguments: [rawValue]) ?? false
  }
}

extension Journal {
  /// Makes the next index that is still missing after a large list was loaded.
  /// - Returns: false where none is missing.
  /// - Throws: `JournalError`.
  /// - Complexity: about a second for a million points; nothing else is answered meanwhile.
  package func prepareNextIndex() throws -> Bool {
    let missing = try read("cannot look at the indices") { database in
      try PointIndex.allCases.first { try !$0.exists(database) }
    }
    guard let missing, fault == nil, hasRoom else { return false }
    try write("cannot make an index", inCopy: true) { try missing.create($0) }
    return true
  }

  /// Makes an index that a query needs. A journal that writes nothing any more, or has no room to
  /// spare, answers without it.
  func ensure(_ index: PointIndex) throws {
    guard fault == nil, hasRoom else { return }
    let exists = try read("cannot look at the indices") { try index.exists($0) }
    if !exists { try write("cannot make an index", inCopy: true) { try index.create($0) } }
  }
}
