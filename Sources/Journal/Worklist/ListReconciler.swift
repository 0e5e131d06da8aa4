import GRDB

/// Holds a newer list against the points that are there.
///
/// A point that both name takes the newer list's row and keeps where it stands; an unvisited one
/// that the newer list leaves out of a scope it covers goes; a visited one stays for ever. Whether
/// the record of a visited one changed follows from its `inspected` against its `record`. Another's
/// list, as a supervisor has it, and a supplement take away only what their own earlier version held, and
/// their context rows hide no point that somebody is to visit. A supplement's points stay until it changes
/// itself.
struct ListReconciler {
  let database: Database
  let list: Int64
  let covered: Set<Int64>
  /// The name and device of another's list or of a supplement: only its own earlier version gives way.
  let replacing: (name: String, receiver: String?)?

  /// - Complexity: O(rows of the list) look-ups by key, and one pass over all points.
  func apply(_ outcome: inout ListLoader.Outcome) throws {
    let next = try Counters.value(database, .nextPoint) ?? 1
    let keep = "state, attempts, turn, inspected"
    try database.execute(sql: "DROP TABLE IF EXISTS temp.match")
    try database.execute(
      sql: """
        CREATE TEMP TABLE match AS
        SELECT i.id AS incoming, p.id AS point, p.record <> i.record AS differs,
          i.reason <> 6 OR p.reason = 6 AS counts
        FROM temp.incoming i JOIN point p ON p.key = i.key
          AND p.point = i.point AND p.meter = i.meter
        JOIN scope a ON a.id = i.scope JOIN scope b ON b.id = p.scope
          AND a.unit = b.unit AND a.year = b.year AND a.month = b.month AND a.cycle = b.cycle
        ORDER BY i.id
        """)
    try database.execute(sql: "CREATE UNIQUE INDEX temp.match_incoming ON match(incoming)")
    try count(&outcome)
    let columns = ListReconciler.listColumns
    try database.execute(
      sql: """
        UPDATE point SET (\(columns)) = (SELECT \(columns) FROM temp.incoming i WHERE i.id = m.incoming)
        FROM temp.match m WHERE point.id = m.point AND (? IS NULL OR m.counts)
        """, arguments: [replacing?.name])
    try database.execute(
      sql: """
        INSERT INTO point(id, \(columns), \(keep))
        SELECT ? + row_number() OVER (ORDER BY i.id) - 1, \(columns), \(keep)
        FROM temp.incoming i WHERE NOT EXISTS (SELECT 1 FROM temp.match WHERE incoming = i.id)
        ORDER BY i.id
        """, arguments: [next])
    outcome.added = database.changesCount
    try Counters.set(database, .nextPoint, next + Int64(outcome.added))
    try remove(&outcome)
    try database.execute(sql: "DROP TABLE temp.match")
  }

  private func count(_ outcome: inout ListLoader.Outcome) throws {
    outcome.changed =
      try Int.fetchOne(database, sql: "SELECT coalesce(sum(differs), 0) FROM temp.match") ?? 0
    outcome.recordChanged =
      try Int.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM temp.match m JOIN temp.incoming i ON i.id = m.incoming
          JOIN point p ON p.id = m.point
          WHERE p.inspected IS NOT NULL AND p.inspected <> i.record
          """) ?? 0
  }

  private func remove(_ outcome: inout ListLoader.Outcome) throws {
    try database.execute(sql: "CREATE TEMP TABLE covered(scope INTEGER PRIMARY KEY)")
    for scope in covered.sorted() {
      try database.execute(sql: "INSERT INTO temp.covered VALUES (?)", arguments: [scope])
    }
    try database.execute(
      sql: """
        DELETE FROM point WHERE list <> ?1 AND state = 0 AND scope IN (SELECT scope FROM covered)
        AND CASE WHEN ?2 IS NULL THEN list NOT IN (SELECT seq FROM list WHERE supplement)
          ELSE list IN (SELECT seq FROM list WHERE name = ?2 AND receiver IS ?3) END
        """, arguments: [list, replacing?.name, replacing?.receiver])
    outcome.removed = database.changesCount
    try database.execute(sql: "DROP TABLE temp.covered")
  }

  /// What a newer list says anew: all but the id and where the point stands.
  private static let listColumns = """
    key, scope, list, walk, point, meter, tail, customer, house, number, street, pole, box, hazard,
    reason, invoice, kinds, spans, record, place
    """
}
