package import Casework
import Evidence
import GRDB
package import Metering

extension Journal {
  /// The work at a glance, of the days and the book asked for; nil for all.
  /// - Throws: as `reportWalk()` and `next(_:in:)`.
  /// - Complexity: O(rows of the lists + entries of visited points).
  package func report(days: ClosedRange<Day>? = nil, book: String? = nil) throws -> Report {
    var report = Report(days: days, book: book)
    var walk = try reportWalk()
    try walk.next(.max, in: self) { report.add($0) }
    return report
  }

  /// A walk over every point of this home's lists, context included, which can be made in pieces.
  ///
  /// Each list's file is read here once, from its first row to its last.
  /// - Throws: `JournalError`, or what the source throws where a list's file was damaged.
  /// - Complexity: O(rows of the lists); keeps twelve bytes a row.
  package func reportWalk() throws -> ReportWalk {
    let lists = try read("cannot list the worklists") { database in
      let own = try KeptEnrolment.last(in: database)?.certificate
      return try Row.fetchAll(
        database,
        sql: """
          SELECT l.seq, l.receiver, \(LoadedList.columns) FROM list l
          WHERE l.seq IN (SELECT DISTINCT list FROM point)
          """
      ).compactMap { row in
        try LoadedList(row).map {
          (row["seq"] as Int64, $0, try Journal.assignee(row["receiver"], own: own, in: database))
        }
      }
    }
    var walk = ReportWalk()
    for (sequence, list, assignee) in lists {
      let file = ListFile(path: blobs.path(list.hash), unit: list.unit, period: list.period)
      try walk.take(sequence, file, assignee, source)
    }
    return walk
  }

  /// Whose list it is: the person of the device that it was given to, else of this device where an
  /// inspector has it; nil where a supervisor has a list of the whole unit, or nobody is enrolled.
  private static func assignee(
    _ receiver: String?, own: Certificate?, in database: Database
  ) throws -> String? {
    guard let receiver else { return own?.role == .inspector ? own?.person : nil }
    guard let device = DeviceIdentity(hex: receiver) else { return receiver }
    return try Certificate.kept(of: device, in: database)?.person ?? device.tag
  }
}

/// Goes by a home's points in the order in which they were loaded, each as it stands when it comes by.
///
/// Points of a list that is loaded between two pieces come by without reader, class and method.
package struct ReportWalk {
  private var readers = ReaderNames()
  private var records: [Int64: ListRecords] = [:]
  private var assignees: [Int64: String] = [:]
  /// The row of the last point that came by.
  private var last: Int64 = -1

  fileprivate mutating func take(
    _ sequence: Int64, _ file: ListFile, _ assignee: String?, _ source: any WorklistSource
  ) throws {
    assignees[sequence] = assignee
    var known = ListRecords()
    _ = try source.registers(in: file) { known.take($0, &readers) }
    records[sequence] = known
  }

  /// Calls `body` with the next points, at most so many. `body` must not call the journal.
  /// - Returns: how many came by: fewer than asked for at the walk's end.
  /// - Throws: `JournalError`.
  /// - Complexity: O(entries of the points that were visited).
  @discardableResult
  package mutating func next(
    _ most: Int, in journal: Journal, _ body: (ReportedPoint) -> Void
  ) throws -> Int {
    try journal.read("cannot read the points") { database in
      let enrolment = try KeptEnrolment.last(in: database)
      let rows = try Statement(
        database,
        """
        SELECT p.id, p.point, p.meter, p.reason, p.state, p.spans, p.place, p.house, p.street,
          p.list, s.unit, s.book, s.year, s.month, s.cycle
        FROM point p CROSS JOIN scope s ON s.id = p.scope WHERE p.id > ? ORDER BY p.id
        """)
      rows.bind(1, last)
      var count = 0
      while count < most, try rows.step() {
        count += 1
        last = rows.integer(0)
        if let point = try point(rows, enrolment, database) { body(point) }
      }
      return count
    }
  }

  /// Nil for a period that only tampering brings.
  private func point(
    _ rows: Statement, _ enrolment: KeptEnrolment?, _ database: Database
  ) throws -> ReportedPoint? {
    guard var point = ReportedPoint(rows) else { return nil }
    point.assignee = assignees[rows.integer(9)]
    let first = PackedSpans.spans(rows.bytes(5)).first?.offset
    if let first, let record = records[rows.integer(9)]?.record(at: first) {
      point.reader = readers.name(record.reader)
      point.isResidential = record.isResidential
      point.method = record.method
    }
    if PointCodes.state(rows.integer(4)) != .unvisited {
      let history = try Histories.history(of: point.identity, enrolment: enrolment, in: database)
      point.take(history, place: ReportedPoint.place(rows))
    }
    return point
  }
}

extension ReportedPoint {
  /// What the row that the statement stands at says; nil for a period that only tampering brings.
  fileprivate init?(_ row: Statement) {
    let period = BillingPeriod(
      year: Int(row.integer(12)), month: Int(row.integer(13)), cycle: Int(row.integer(14)))
    guard let period else { return nil }
    self.init(
      identity: PointIdentity(
        unit: row.text(10), point: row.text(1), meter: row.text(2), period: period),
      book: row.text(11), isContext: PointCodes.reason(row.integer(3)) == .context)
  }

  /// Its box, else its address, as a number; without either the point is a place of its own.
  fileprivate static func place(_ row: Statement) -> Int {
    if !row.isNull(6) { return Int(row.integer(6)) }
    var hash = Fingerprint()
    hash.add(row.bytes(7))
    hash.add(row.bytes(8))
    let isNowhere = row.bytes(7).isEmpty && row.bytes(8).isEmpty
    return Int(isNowhere ? row.integer(0) : hash.value)
  }
}
