/// What version 4 adds: what came from a hub, and what follows from it.
extension Schema {
  /// What only a hub can give again: no rebuild touches it.
  ///
  /// `row` is the journal's last row when something came, so that a rebuild takes everything in the
  /// order in which it happened.
  static let received = [
    """
    CREATE TABLE foreign_entry(
      id INTEGER PRIMARY KEY, device TEXT NOT NULL, epoch INTEGER NOT NULL, seq INTEGER NOT NULL,
      header BLOB NOT NULL, signature BLOB NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL,
      position INTEGER UNIQUE, row INTEGER NOT NULL, UNIQUE(device, epoch, seq))
    """,
    "CREATE INDEX foreign_entry_hash ON foreign_entry(hash)",
    """
    CREATE TABLE certificate(
      device TEXT, serial INTEGER, words BLOB NOT NULL, PRIMARY KEY(device, serial)) WITHOUT ROWID
    """,
    """
    CREATE TABLE visit(
      point TEXT PRIMARY KEY, position INTEGER NOT NULL, state TEXT NOT NULL, time TEXT NOT NULL,
      tag TEXT NOT NULL, person TEXT NOT NULL) WITHOUT ROWID
    """,
    "CREATE TABLE sync_state(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE sent_blob(sha256 TEXT PRIMARY KEY) WITHOUT ROWID",
  ]

  /// Derived tables that version 4 adds.
  ///
  /// - `epoch`: the row before an epoch's first entry, and how many entries of the epoch before it the
  ///   hub is known to have taken.
  /// - `enrolled`: the rows that enrolled this device.
  /// - `heard`: entries of others that name a point.
  /// - `office`: entries of the hub's own log by their kind.
  /// - `invoiced`: what billing said last of a point's invoice.
  static let syncDerived: [(name: String, columns: String)] = [
    ("epoch", "epoch INTEGER PRIMARY KEY, base INTEGER NOT NULL, accepted INTEGER NOT NULL"),
    ("enrolled", "seq INTEGER PRIMARY KEY, hub TEXT NOT NULL"),
    ("heard", "key INTEGER, id INTEGER, PRIMARY KEY(key, id)"),
    ("office", "kind TEXT, id INTEGER, PRIMARY KEY(kind, id)"),
    (
      "invoiced",
      """
      point TEXT PRIMARY KEY, state TEXT NOT NULL, number TEXT, stated TEXT NOT NULL
      """
    ),
  ]

  static var fourthVersion: [String] {
    received + syncDerived.map { "CREATE TABLE \($0.name)(\($0.columns)) WITHOUT ROWID" }
  }
}
