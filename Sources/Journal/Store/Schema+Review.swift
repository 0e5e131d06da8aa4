/// What version 5 adds: what supervisors look at and decide.
extension Schema {
  /// Derived tables that version 5 adds.
  ///
  /// - `review_case`: points that were found wrong or not settled, as a queue shows them.
  /// - `apart`: entries, by their hash in hex, that the hub keeps but does not count.
  /// - `heard_minutes`: entries of others that hold minutes.
  /// - `book_signing`: books that supervisors signed, by the hash of the entry in hex.
  static let reviewDerived: [(name: String, columns: String)] = [
    (
      "review_case",
      """
      id INTEGER PRIMARY KEY, state INTEGER NOT NULL, awaits TEXT, decision TEXT, due INTEGER,
      crossed INTEGER NOT NULL, contested INTEGER NOT NULL, entry TEXT NOT NULL, minutes TEXT,
      person TEXT NOT NULL, tag TEXT NOT NULL, time TEXT NOT NULL, verdict TEXT NOT NULL,
      cause TEXT, probability INTEGER, energy INTEGER, money INTEGER, basis TEXT,
      invoice INTEGER NOT NULL, marks INTEGER NOT NULL, dwell INTEGER NOT NULL, old INTEGER,
      recorded INTEGER, reinspected INTEGER
      """
    ),
    ("apart", "hash TEXT PRIMARY KEY, id INTEGER NOT NULL"),
    ("heard_minutes", "id INTEGER PRIMARY KEY, number TEXT NOT NULL"),
    (
      "book_signing",
      """
      hash TEXT PRIMARY KEY, unit TEXT NOT NULL, book TEXT NOT NULL, period TEXT NOT NULL,
      replaces TEXT
      """
    ),
  ]

  static var fifthVersion: [String] {
    ["ALTER TABLE list ADD COLUMN receiver TEXT"]
      + reviewDerived.map { table in
        let clustered = table.columns.hasPrefix("hash") ? " WITHOUT ROWID" : ""
        return "CREATE TABLE \(table.name)(\(table.columns))\(clustered)"
      }
      + ["CREATE INDEX heard_minutes_number ON heard_minutes(number)"]
  }

  /// What version 6 adds: lists that come beside a book's own list.
  static let sixthVersion = [
    "ALTER TABLE list ADD COLUMN supplement INTEGER NOT NULL DEFAULT 0"
  ]
}
