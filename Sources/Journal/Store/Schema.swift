import GRDB

/// The tables, and the steps from one version of them to the next.
///
/// The table `journal` is created once and never again: recreating it would drop its triggers
/// silently. All other tables but `draft`, `receipt` and what came from a hub (`received`) are derived
/// from these and the blobs that the journal names.
enum Schema {
  /// `PRAGMA user_version` of the tables as this program knows them.
  static let version = 6

  /// The journal's own table and what keeps it append-only.
  static let journal = [
    """
    CREATE TABLE journal(
      seq INTEGER PRIMARY KEY, header BLOB NOT NULL, signature BLOB NOT NULL,
      hash BLOB NOT NULL, body BLOB NOT NULL)
    """
  ]

  /// By name. `INSERT OR REPLACE` deletes without firing a delete trigger, so an insert is held to
  /// the one number that is due.
  static let triggers: [(name: String, sql: String)] = [
    (
      "journal_no_update",
      """
      CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only: no update'); END
      """
    ),
    (
      "journal_no_delete",
      """
      CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only: no delete'); END
      """
    ),
    (
      "journal_next_only",
      """
      CREATE TRIGGER journal_next_only BEFORE INSERT ON journal
      WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only: only the next number'); END
      """
    ),
  ]

  /// Columns of a point; the same in the table and in the staging table of a newer list.
  static let pointColumns = """
    id INTEGER PRIMARY KEY, key INTEGER NOT NULL, scope INTEGER NOT NULL, list INTEGER NOT NULL,
    walk INTEGER NOT NULL, point TEXT NOT NULL, meter TEXT NOT NULL, tail BLOB NOT NULL,
    customer TEXT NOT NULL, house TEXT NOT NULL, number INTEGER NOT NULL, street TEXT NOT NULL,
    pole TEXT NOT NULL, box TEXT NOT NULL, hazard TEXT NOT NULL, reason INTEGER NOT NULL,
    invoice INTEGER NOT NULL, kinds INTEGER NOT NULL, spans BLOB NOT NULL,
    record INTEGER NOT NULL, place INTEGER, state INTEGER NOT NULL, attempts INTEGER NOT NULL,
    turn INTEGER NOT NULL, inspected INTEGER
    """

  /// Derived tables in the order in which they are compared and emptied.
  static let derived: [(name: String, columns: String)] = [
    (
      "list",
      """
      seq INTEGER PRIMARY KEY, sha256 BLOB NOT NULL, loaded TEXT NOT NULL, name TEXT NOT NULL,
      format TEXT NOT NULL, unit TEXT, period TEXT, points INTEGER NOT NULL,
      registers INTEGER NOT NULL
      """
    ),
    (
      "scope",
      """
      id INTEGER PRIMARY KEY, unit TEXT NOT NULL, book TEXT NOT NULL, year INTEGER NOT NULL,
      month INTEGER NOT NULL, cycle INTEGER NOT NULL, UNIQUE(unit, book, year, month, cycle)
      """
    ),
    ("point", pointColumns),
    (
      "mention",
      "key INTEGER, seq INTEGER, record INTEGER NOT NULL, PRIMARY KEY(key, seq)"
    ),
    ("minutes", "seq INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE"),
    ("counter", "name TEXT PRIMARY KEY, value INTEGER NOT NULL"),
    ("device", "seq INTEGER PRIMARY KEY, inspector TEXT NOT NULL, unit TEXT"),
  ]

  /// Derived tables that version 3 adds: which entries name a blob, and what retention let go.
  static let laterDerived: [(name: String, columns: String)] = [
    ("named", "sha256 TEXT, seq INTEGER, PRIMARY KEY(sha256, seq)"),
    ("dropped", "sha256 TEXT PRIMARY KEY, seq INTEGER NOT NULL"),
  ]

  /// All of them.
  static var allDerived: [(name: String, columns: String)] {
    derived + laterDerived + syncDerived + reviewDerived
  }

  /// What is typed and not committed: no evidence, but it survives a kill.
  static let draft = "CREATE TABLE draft(point TEXT PRIMARY KEY, words TEXT NOT NULL)"

  /// What version 2 adds: the device's settings, and the receipts that came in.
  static let secondVersion = [
    "ALTER TABLE device ADD COLUMN settings TEXT",
    """
    CREATE TABLE receipt(
      epoch INTEGER NOT NULL, seq INTEGER NOT NULL, words BLOB NOT NULL, PRIMARY KEY(epoch, seq))
    """,
  ]

  /// What version 3 adds: the hub's key beside each receipt, and the names of blobs, filled from what
  /// the journal says so far.
  static let thirdVersion =
    ["ALTER TABLE receipt ADD COLUMN hub BLOB"]
    + laterDerived.map { "CREATE TABLE \($0.name)(\($0.columns)) WITHOUT ROWID" }
    + [
      "INSERT INTO named SELECT DISTINCT lower(hex(sha256)), seq FROM list",
      """
      INSERT OR IGNORE INTO named
      SELECT json_extract(photo.value, '$.sha256'), written.seq
      FROM (
        SELECT seq, CAST(body AS TEXT) AS words FROM journal
        WHERE instr(body, CAST('"photos"' AS BLOB)) > 0 AND json_valid(CAST(body AS TEXT))
      ) AS written, json_each(written.words, '$.photos') AS photo
      """,
    ]

  /// Brings the tables up to `version`, each step in a transaction of its own: whoever is killed in
  /// one leaves the version before it.
  /// - Parameter before: called before each statement; what it throws takes the step back.
  /// - Throws: `JournalError` (`newerSchema`), or what SQLite reports.
  static func migrate(
    _ database: Database, before: (String) throws -> Void = { _ in }
  ) throws {
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found <= version else {
      throw JournalError(
        code: .newerSchema,
        message: "the journal has schema version \(found), this program knows up to \(version); "
          + "install the newer phuctra that wrote it")
    }
    let steps = [
      (1, firstVersion), (2, secondVersion), (3, thirdVersion), (4, fourthVersion),
      (5, fifthVersion), (6, sixthVersion),
    ]
    for (number, statements) in steps where found < number {
      try database.inTransaction(.immediate) {
        for statement in statements {
          try before(statement)
          try database.execute(sql: statement)
        }
        if number == 5 { try FifthVersion.fill(database) }
        if number == 6 {
          try FifthVersion.takeUnknown([.complaintMade], Fold(database: database))
        }
        let mark = "PRAGMA user_version = \(number)"
        try before(mark)
        try database.execute(sql: mark)
        return .commit
      }
    }
  }

  /// All that version 1 has.
  private static var firstVersion: [String] {
    let tables = derived.map { table in
      // One page fewer in every commit: the key of `mention` is its place.
      let clustered = table.name == "mention" ? " WITHOUT ROWID" : ""
      return "CREATE TABLE \(table.name)(\(table.columns))\(clustered)"
    }
    return journal + triggers.map(\.sql) + [draft] + tables + PointIndex.allCases.map(\.creation)
  }

  /// The first thing about the journal's table that is not as it was created; nil where all is.
  static func tampering(_ database: Database) throws -> String? {
    for trigger in triggers {
      let sql = try String.fetchOne(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?",
        arguments: [trigger.name])
      if sql != trigger.sql { return "trigger \(trigger.name) is missing or changed" }
    }
    let extra = try String.fetchOne(
      database,
      sql: """
        SELECT name FROM sqlite_master WHERE type = 'trigger'
        AND name NOT IN ('journal_no_update', 'journal_no_delete', 'journal_next_only')
        """)
    return extra.map { "trigger \($0) is not the program's own" }
  }
}
