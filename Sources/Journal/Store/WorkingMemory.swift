import GRDB

/// How much memory SQLite may take, for its pages and for sorting.
///
/// A handheld has little: browsing needs a few hundred pages whatever the list's size, and an index
/// that is made on the way is sorted in as little. Only a list that is being loaded gets more.
enum WorkingMemory {
  case everyday
  case bulk

  /// - Throws: what SQLite reports.
  func apply(to database: Database) throws {
    switch self {
    case .everyday:
      // SQLite's own default: 2 MB.
      try database.execute(sql: "PRAGMA cache_size = -2000")
      try database.execute(sql: "PRAGMA threads = 0")
    case .bulk:
      try database.execute(sql: "PRAGMA cache_size = -8000")
      try database.execute(sql: "PRAGMA threads = 2")
    }
  }
}
