import Casework
import GRDB
import Metering

/// The table of a supervisor's queue: one row a point that was found wrong, could not be settled or could
/// not be read; derived like every other.
enum ReviewCases {
  /// Writes the point's row anew from where it stands; a point that needs nobody has none.
  static func put(
    _ standing: Standing, _ history: PointHistory, _ point: PointFinder.Found,
    in database: Database
  ) throws {
    try database.cachedStatement(sql: "DELETE FROM review_case WHERE id = ?")
      .execute(arguments: [point.id])
    // Nearly all points are simply right: nothing more is looked up for them.
    guard standing.isCase, let identity = history.identity,
      let one = ReviewCase(
        of: point.id, identity: identity, book: "", address: "",
        invoice: try BilledInvoice.known(point.id, identity, in: database)?.state ?? .unknown,
        standing: standing, history: history)
    else { return }
    try database.cachedStatement(
      sql: """
        INSERT INTO review_case VALUES
        (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      point.id, PointCodes.code(one.state), one.awaits?.rawValue, one.decision?.rawValue,
      one.due?.number, one.isCrossed, one.isContested, one.entry, one.minutes, one.author.person,
      one.author.tag, one.time, one.verdict.rawValue, one.cause?.rawValue, one.causeProbability,
      one.energyChange.map { Int64(clamping: $0.millionths) }, one.moneyChange, one.basis?.rawValue,
      PointCodes.code(one.invoice), one.marks.rawValue, one.dwell, one.indices?.old.thousandths,
      one.indices?.recorded.thousandths, one.indices?.reinspected.thousandths,
    ])
  }

  /// Calls `body` with every case, in the order of the points, or with that of one point alone.
  /// - Complexity: O(cases), by SQLite's own calls: twenty thousand are shown at once.
  static func each(
    _ database: Database, only point: Int64? = nil, _ body: (ReviewCase) -> Void
  ) throws {
    let rows = try Statement(
      database,
      """
      SELECT c.*, s.unit, p.point, p.meter, s.year, s.month, s.cycle, s.book, p.house, p.street,
        p.inspected IS NOT NULL AND p.inspected <> p.record
      FROM review_case c CROSS JOIN point p ON p.id = c.id CROSS JOIN scope s ON s.id = p.scope
      WHERE p.reason <> 6 \(point == nil ? "" : "AND c.id = ?1") ORDER BY c.id
      """)
    if let point { rows.bind(1, point) }
    while try rows.step() { if let found = ReviewCase(rows) { body(found) } }
  }
}

extension ReviewCase {
  /// The row that a statement over `ReviewCases.each` stands at; nil for words that only tampering brings.
  fileprivate init?(_ row: Statement) {
    func text(_ column: Int32) -> String? { row.isNull(column) ? nil : row.text(column) }
    func number(_ column: Int32) -> Int64? { row.isNull(column) ? nil : row.integer(column) }
    guard
      let period = BillingPeriod(
        year: Int(row.integer(27)), month: Int(row.integer(28)), cycle: Int(row.integer(29))),
      let verdict = Verdict(rawValue: row.text(12))
    else { return nil }
    let house = row.text(31)
    var marks = Marks(rawValue: Int(row.integer(19)))
    if row.integer(33) != 0 { marks.insert(.recordChanged) }
    let indices = [21, 22, 23].compactMap { number($0).flatMap { Index(thousandths: $0) } }
    self.init(
      id: row.integer(0),
      identity: PointIdentity(
        unit: row.text(24), point: row.text(25), meter: row.text(26), period: period),
      book: row.text(30), address: house.isEmpty ? row.text(32) : "\(house) \(row.text(32))",
      state: PointCodes.state(row.integer(1)),
      awaits: text(2).flatMap { ReviewDecision.Subject(rawValue: $0) },
      decision: text(3).flatMap { ReviewDecision(rawValue: $0) },
      due: number(4).map { Day(number: Int(clamping: $0)) }, isCrossed: row.integer(5) != 0,
      isContested: row.integer(6) != 0, entry: row.text(7), minutes: text(8),
      author: Author(person: row.text(9), tag: row.text(10)), time: row.text(11),
      verdict: verdict, cause: text(13).flatMap { Cause(rawValue: $0) },
      causeProbability: number(14).map { Int(clamping: $0) },
      energyChange: number(15).map { Energy(millionths: Int128($0)) }, moneyChange: number(16),
      basis: text(17).flatMap { CorrectionBasis(rawValue: $0) },
      invoice: PointCodes.invoice(row.integer(18)), marks: marks, dwell: row.integer(20),
      indices: indices.count == 3
        ? Indices(old: indices[0], recorded: indices[1], reinspected: indices[2]) : nil)
  }
}
