import Casework
import GRDB
import Metering

/// Reads worklist rows from the table `point`.
enum RowReading {
  /// The columns that `row(_:)` needs, of `point p` joined with `scope s`.
  static let columns = """
    p.id, p.walk, p.point, p.meter, p.house, p.street, p.pole, p.box, p.hazard, p.reason, p.kinds,
    p.state, p.attempts, p.inspected IS NOT NULL AND p.inspected <> p.record AS recordChanged,
    s.unit, s.book, s.year, s.month, s.cycle
    """

  /// CROSS JOIN keeps SQLite starting at the point, whatever it guesses of the tables.
  static let tables = "point p CROSS JOIN scope s ON s.id = p.scope"

  /// One point as a worklist shows it; nil for a period that cannot be, which only tampering brings.
  static func row(_ row: Row) -> WorklistRow? {
    guard let period = BillingPeriod(year: row["year"], month: row["month"], cycle: row["cycle"])
    else { return nil }
    let house: String = row["house"]
    let street: String = row["street"]
    let walk: Int64 = row["walk"]
    let hazard: String = row["hazard"]
    return WorklistRow(
      id: row["id"],
      identity: PointIdentity(
        unit: row["unit"], point: row["point"], meter: row["meter"], period: period),
      walkOrder: walk == PointCodes.noWalkOrder ? nil : Int(walk),
      address: house.isEmpty ? street : "\(house) \(street)", pole: row["pole"], box: row["box"],
      book: row["book"], registers: PointCodes.kinds(row["kinds"]),
      hazard: hazard.isEmpty ? nil : hazard, reason: PointCodes.reason(row["reason"]),
      state: PointCodes.state(row["state"]), attempts: row["attempts"],
      recordChanged: row["recordChanged"])
  }

  /// The rows that `condition` picks, in `order`.
  static func rows(
    _ database: Database, where condition: String, order: String, limit: Int,
    arguments: StatementArguments
  ) throws -> [WorklistRow] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT \(columns) FROM \(tables) WHERE \(condition) ORDER BY \(order) LIMIT \(limit)
          """), arguments: arguments
    ).compactMap(row).map { try Elsewhere.completed($0, in: database) }
  }
}
