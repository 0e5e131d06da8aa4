package import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

extension Journal {
  /// The books of this home's lists, in the order of unit, period and book.
  /// - Throws: `JournalError`.
  /// - Complexity: O(points).
  package func books() throws -> [BookProgress] {
    try read("cannot list the books") { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT s.unit, s.book, s.year, s.month, s.cycle, p.state, count(*) AS points
          FROM point p CROSS JOIN scope s ON s.id = p.scope WHERE p.reason <> 6
          GROUP BY p.scope, p.state
          """)
      var found: [BookIdentity: [Standing.State: Int]] = [:]
      for row in rows {
        guard let book = BookIdentity(row) else { continue }
        found[book, default: [:]][PointCodes.state(row["state"]), default: 0] += row["points"]
      }
      let signed = try BookSignings.all(in: database)
      return found.sorted { $0.key < $1.key }.map { book, states in
        BookProgress(book: book, byState: states, signed: signed[book]?.current ?? [])
      }
    }
  }

  /// The books that a list's points are in.
  /// - Throws: `JournalError`.
  package func books(ofList list: Int64) throws -> [BookIdentity] {
    try read("cannot list the books of a list") { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT unit, book, year, month, cycle FROM scope
          WHERE id IN (SELECT scope FROM point WHERE list = ? AND reason <> 6)
          """, arguments: [list]
      ).compactMap { BookIdentity($0) }.sorted()
    }
  }

  /// The signings of a book that count, those too whose place a later one took.
  /// - Throws: `JournalError`.
  package func signings(of book: BookIdentity) throws -> [SignedBook] {
    try read("cannot read the book's signings") {
      try BookSignings.found(of: book, in: $0)
    }
  }

  /// The books that were signed, in lists that this home has or had.
  /// - Throws: `JournalError`.
  package func signedBooks() throws -> Set<BookIdentity> {
    try read("cannot look for signed books") { Set(try BookSignings.all(in: $0).keys) }
  }

  /// A book as it stands for billing.
  /// - Throws: `JournalError`, or what the source throws where a list's file was damaged.
  /// - Complexity: O(points of the book, and their entries), a look into the list's file each.
  package func closing(of book: BookIdentity) throws -> BookClosing {
    let parts = try read("cannot read the book") { database in
      let enrolment = try KeptEnrolment.last(in: database)
      var tags = DeviceTags()
      return try Row.fetchAll(
        database,
        sql: """
          SELECT p.id, p.point, p.meter, p.state, p.spans,
            p.inspected IS NOT NULL AND p.inspected <> p.record AS changed,
            l.receiver, \(LoadedList.columns)
          FROM point p CROSS JOIN scope s ON s.id = p.scope CROSS JOIN list l ON l.seq = p.list
          WHERE p.reason <> 6 AND s.unit = ? AND s.book = ? AND s.year = ? AND s.month = ?
            AND s.cycle = ?
          ORDER BY p.list, p.id
          """,
        arguments: [
          book.unit, book.book, book.period.year, book.period.month, book.period.cycle,
        ]
      ).compactMap { try Part($0, book, enrolment, &tags, database) }
    }
    return BookClosing(book, try parts.map { try $0.point(blobs, source) })
  }

  /// A point of a book, before its record is read from the list's file.
  private struct Part {
    let list: LoadedList
    let rows: [RowSpan]
    let billed: BilledInvoice?
    let isChanged: Bool
    let history: PointHistory
    let receiver: String?

    init?(
      _ row: Row, _ book: BookIdentity, _ enrolment: KeptEnrolment?, _ tags: inout DeviceTags,
      _ database: Database
    ) throws {
      guard let list = LoadedList(row) else { return nil }
      self.list = list
      rows = [UInt8](row["spans"] as Data).withUnsafeBufferPointer(PackedSpans.spans)
      let identity = PointIdentity(
        unit: book.unit, point: row["point"], meter: row["meter"], period: book.period)
      billed = try BilledInvoice.find(identity, in: database)
      isChanged = row["changed"]
      let isVisited = PointCodes.state(row["state"]) != .unvisited
      history =
        isVisited
        ? try Histories.history(of: identity, enrolment: enrolment, in: database)
        : PointHistory()
      receiver = try tags.tag(of: row["receiver"], in: database)
    }

    func point(_ blobs: Blobs, _ source: any WorklistSource) throws -> BookPoint {
      let file = ListFile(path: blobs.path(list.hash), unit: list.unit, period: list.period)
      var record = try source.point(in: file, rows: rows)
      _ = billed?.apply(to: &record, listLoadedAt: list.loaded)
      return BookPoint(
        record: record, isChanged: isChanged, history: history, receiver: receiver)
    }
  }
}

/// The tags of devices, each looked up once.
private struct DeviceTags {
  private var known: [String: String?] = [:]

  mutating func tag(of device: String?, in database: Database) throws -> String? {
    guard let device, let identity = DeviceIdentity(hex: device) else { return nil }
    if let tag = known[device] { return tag }
    let tag = try Certificate.kept(of: identity, in: database)?.tag
    known[device] = .some(tag)
    return tag
  }
}

extension BookIdentity {
  /// Nil for a period that only tampering brings.
  fileprivate init?(_ row: Row) {
    guard let period = BillingPeriod(year: row["year"], month: row["month"], cycle: row["cycle"])
    else { return nil }
    self.init(unit: row["unit"], book: row["book"], period: period)
  }
}
