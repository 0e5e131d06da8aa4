import GRDB

/// How much memory and how many threads SQLite may take, for its pages and for sorting.
///
/// A handheld has little: browsing needs a few hundred pages whatever the list's size, and an index
/// that is made on the way is sorted in as little. More pages make no index faster, threads do.
enum WorkingMemory {
  case everyday
  /// While a list is being loaded.
  case bulk

  /// - Throws: what SQLite reports.
  func apply(to database: Database) throws {
    // SQLite's own default: 2 MB, for each thread that sorts as well.
    try database.execute(sql: "PRAGMA cache_size = -2000")
    try database.execute(sql: "PRAGMA threads = \(self == .bulk ? 2 : 0)")
  }
}
