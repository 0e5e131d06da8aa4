import Casework
import GRDB

/// Numbers kept beside the tables so that no screen has to count 374,260 points.
enum Counters {
  enum Name: String {
    /// The id that the next new point gets; ids are never used again.
    case nextPoint
    /// The last entry that the derived tables have taken in.
    case folded
  }

  static func value(_ database: Database, _ name: Name) throws -> Int64? {
    try value(database, named: name.rawValue)
  }

  static func set(_ database: Database, _ name: Name, _ value: Int64) throws {
    try set(database, named: name.rawValue, value)
  }

  static func value(_ database: Database, named name: String) throws -> Int64? {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM counter WHERE name = ?"),
      arguments: [name])
  }

  static func set(_ database: Database, named name: String, _ value: Int64) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO counter(name, value) VALUES (?, ?)
        ON CONFLICT(name) DO UPDATE SET value = excluded.value
        """
    ).execute(arguments: [name, value])
  }

  /// Moves one point from a state to another.
  static func move(_ database: Database, from old: Int64, to new: Int64) throws {
    guard old != new else { return }
    for (state, step) in [(old, -1), (new, 1)] as [(Int64, Int64)] {
      let name = stateName(state)
      try set(database, named: name, (try value(database, named: name) ?? 0) + step)
    }
  }

  /// Counts all states anew, after a list.
  /// - Parameter allUnvisited: the points have just come into empty tables, so that an index alone
  ///   gives their number.
  /// - Complexity: one pass over an index, or over all points.
  static func recount(_ database: Database, allUnvisited: Bool) throws {
    var counts = Dictionary(
      uniqueKeysWithValues: PointCodes.states.map { (PointCodes.code($0), Int64(0)) })
    if allUnvisited {
      counts[PointCodes.code(.unvisited)] =
        try Int64.fetchOne(database, sql: "SELECT count(*) FROM point WHERE reason <> 6") ?? 0
    } else {
      try count(database, into: &counts)
    }
    for (state, count) in counts.sorted(by: { $0.key < $1.key }) {
      try set(database, named: stateName(state), count)
    }
  }

  private static func count(_ database: Database, into counts: inout [Int64: Int64]) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT state, count(*) AS points FROM point WHERE reason <> 6 GROUP BY state
        """)
    for row in rows { counts[row["state"] as Int64] = row["points"] }
  }

  static func stateName(_ state: Int64) -> String { "state\(state)" }
}
