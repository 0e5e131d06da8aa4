/// The tables of a hub, the same in every store: keys led by the device or the unit, so that a cluster
/// can spread them; no sequences, triggers or locks of one maker's own.
enum HubSchema {
  /// Of the tables as this program knows them; kept in the table `hub`.
  static let version: Int64 = 1

  /// - `hub`: the hub's own seed and the schema's version.
  /// - `device`: certificate, state and head of every device, the hub among them.
  /// - `entry`: what counts and what is quarantined; `forked_entry`: other bytes for held places.
  /// - `point_entry`: which entries name a point, by the words of its identity.
  /// - `feed_item`: the order in which a unit's entries became visible.
  /// - `assigned_point`: which points are on whose lists.
  static let tables = [
    "CREATE TABLE IF NOT EXISTS hub(name TEXT PRIMARY KEY, value BYTEA NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS device(
      device TEXT PRIMARY KEY, key BYTEA NOT NULL, unit TEXT NOT NULL, role TEXT NOT NULL,
      person TEXT NOT NULL, tag TEXT NOT NULL, serial BIGINT NOT NULL,
      certificate BYTEA NOT NULL, state TEXT NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL,
      hash BYTEA NOT NULL, entries BIGINT NOT NULL, proven TEXT)
    """,
    """
    CREATE TABLE IF NOT EXISTS tag(
      unit TEXT NOT NULL, tag TEXT NOT NULL, device TEXT NOT NULL, PRIMARY KEY(unit, tag))
    """,
    """
    CREATE TABLE IF NOT EXISTS entry(
      device TEXT NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL,
      state BIGINT NOT NULL, header BYTEA NOT NULL, signature BYTEA NOT NULL,
      hash BYTEA NOT NULL, body BYTEA NOT NULL, received TEXT NOT NULL,
      PRIMARY KEY(device, epoch, seq))
    """,
    """
    CREATE TABLE IF NOT EXISTS forked_entry(
      device TEXT NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL, hash BYTEA NOT NULL,
      header BYTEA NOT NULL, signature BYTEA NOT NULL, body BYTEA NOT NULL,
      received TEXT NOT NULL, PRIMARY KEY(device, epoch, seq, hash))
    """,
    """
    CREATE TABLE IF NOT EXISTS point_entry(
      point BYTEA NOT NULL, device TEXT NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL,
      PRIMARY KEY(point, device, epoch, seq))
    """,
    "CREATE TABLE IF NOT EXISTS unit_position(unit TEXT PRIMARY KEY, position BIGINT NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS feed_item(
      unit TEXT NOT NULL, position BIGINT NOT NULL, device TEXT NOT NULL, epoch BIGINT NOT NULL,
      seq BIGINT NOT NULL, kind TEXT NOT NULL, person TEXT NOT NULL, point BYTEA,
      PRIMARY KEY(unit, position))
    """,
    """
    CREATE TABLE IF NOT EXISTS assigned_point(
      device TEXT NOT NULL, point BYTEA NOT NULL, PRIMARY KEY(device, point))
    """,
    """
    CREATE TABLE IF NOT EXISTS code(
      hash BYTEA PRIMARY KEY, unit TEXT NOT NULL, role TEXT NOT NULL, person TEXT NOT NULL,
      tag TEXT, expires BIGINT NOT NULL, used_by TEXT)
    """,
    "CREATE TABLE IF NOT EXISTS spent_nonce(nonce TEXT PRIMARY KEY, until BIGINT NOT NULL)",
    """
    CREATE TABLE IF NOT EXISTS blob(
      hash TEXT NOT NULL, size BIGINT NOT NULL, unit TEXT NOT NULL, PRIMARY KEY(hash, unit))
    """,
    """
    CREATE TABLE IF NOT EXISTS blob_piece(
      hash TEXT NOT NULL, piece BIGINT NOT NULL, bytes BYTEA NOT NULL, PRIMARY KEY(hash, piece))
    """,
    """
    CREATE TABLE IF NOT EXISTS list_version(
      unit TEXT NOT NULL, receiver TEXT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL,
      hash TEXT NOT NULL, PRIMARY KEY(unit, receiver, name))
    """,
    """
    CREATE TABLE IF NOT EXISTS invoice(
      point BYTEA PRIMARY KEY, unit TEXT NOT NULL, code TEXT NOT NULL, meter TEXT NOT NULL,
      period TEXT NOT NULL, state TEXT NOT NULL, number TEXT, stated TEXT NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS dispute(
      point BYTEA NOT NULL, earlier BYTEA NOT NULL, later BYTEA NOT NULL,
      PRIMARY KEY(point, earlier, later))
    """,
  ]

  /// Makes what is missing.
  /// - Throws: `HubStoreError`; `newer` where a newer program wrote the store.
  static func prepare(_ session: any SQLSession) throws {
    for table in tables { try session.execute(table, []) }
    try session.execute(
      "INSERT INTO hub(name, value) VALUES ('schema', $1) ON CONFLICT DO NOTHING",
      [.bytes(Array("\(version)".utf8))])
    let row = try session.first("SELECT value FROM hub WHERE name = 'schema'")
    let found = try row.map { String(decoding: try $0.bytes(0), as: UTF8.self) } ?? ""
    guard let number = Int64(found), number <= version else {
      throw HubStoreError(
        code: .newer,
        message: "the store has schema version \(found), this program knows up to \(version); "
          + "install the newer phuctra-hub that wrote it")
    }
  }
}
