package import Casework
import Evidence
import GRDB
package import Metering

extension Journal {
  /// The work at a glance, of the days and the book asked for; nil for all.
  /// - Throws: as `eachReportedPoint(_:)`.
  /// - Complexity: that of `eachReportedPoint(_:)`.
  package func report(days: ClosedRange<Day>? = nil, book: String? = nil) throws -> Report {
    var report = Report(days: days, book: book)
    try eachReportedPoint { report.add($0) }
    return report
  }

  /// Calls `body` with every point of this home's lists, context included, and where it stands.
  ///
  /// Each list's file is read once, from its first row to its last; the points then go by in the order
  /// in which they were loaded. `body` must not call the journal.
  /// - Throws: `JournalError`, or what the source throws where a list's file was damaged.
  /// - Complexity: O(registers of the lists + entries of visited points); keeps twelve bytes a register.
  package func eachReportedPoint(_ body: (ReportedPoint) -> Void) throws {
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
    var readers = ReaderNames()
    var records: [Int64: ListRecords] = [:]
    var assignees: [Int64: String] = [:]
    for (sequence, list, assignee) in lists {
      assignees[sequence] = assignee
      let file = ListFile(path: blobs.path(list.hash), unit: list.unit, period: list.period)
      var known = ListRecords()
      _ = try source.registers(in: file) { known.take($0, &readers) }
      records[sequence] = known
    }
    try read("cannot read the points") { database in
      let enrolment = try KeptEnrolment.last(in: database)
      let rows = try Statement(
        database,
        """
        SELECT p.id, p.point, p.meter, p.reason, p.state, p.spans, p.place, p.house, p.street,
          p.list, s.unit, s.book, s.year, s.month, s.cycle
        FROM point p CROSS JOIN scope s ON s.id = p.scope ORDER BY p.id
        """)
      while try rows.step() {
        guard var point = ReportedPoint(rows) else { continue }
        point.assignee = assignees[rows.integer(9)]
        let first = PackedSpans.spans(rows.bytes(5)).first?.offset
        if let first, let record = records[rows.integer(9)]?.record(at: first) {
          point.reader = readers.name(record.reader)
          point.isResidential = record.isResidential
          point.method = record.method
        }
        if PointCodes.state(rows.integer(4)) != .unvisited {
          let history = try Histories.history(
            of: point.identity, enrolment: enrolment, in: database)
          point.take(history, place: ReportedPoint.place(rows))
        }
        body(point)
      }
    }
  }
}

extension Journal {
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

/// Readers by small numbers: a city has some hundreds of them.
private struct ReaderNames {
  private var numbers: [String: Int] = [:]
  private var names: [String] = []
  private var last: (name: [UInt8], number: Int)?

  mutating func number(_ name: RegisterRow.Text) -> Int {
    if let last, last.name.elementsEqual(name) { return last.number }
    let text = String(decoding: name, as: UTF8.self)
    let number = numbers[text] ?? names.count
    if number == names.count {
      names.append(text)
      numbers[text] = number
    }
    last = (Array(name), number)
    return number
  }

  func name(_ number: Int) -> String { names.indices.contains(number) ? names[number] : "" }
}

/// What the rows of one list say that the tables do not keep, by their places in its file.
private struct ListRecords {
  /// Ascending, as the file streams by.
  private var offsets: [Int64] = []
  /// Reader, method and class packed: the lowest two bits the class, the next two the method.
  private var codes: [UInt32] = []

  struct Record {
    var reader: Int
    var isResidential: Bool?
    var method: ReadingMethod?
  }

  mutating func take(_ row: RegisterRow, _ readers: inout ReaderNames) {
    let isHousehold = row.customerClass.elementsEqual("SH".utf8)
    let kind: UInt32 = row.customerClass.isEmpty ? 0 : isHousehold ? 1 : 2
    let method: UInt32 =
      switch row.method {
      case nil: 0
      case .byHand: 1
      case .remote: 2
      }
    offsets.append(row.span.offset)
    codes.append(UInt32(truncatingIfNeeded: readers.number(row.reader)) << 4 | method << 2 | kind)
  }

  /// - Complexity: O(log rows).
  func record(at offset: Int64) -> Record? {
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    guard low < offsets.count, offsets[low] == offset else { return nil }
    let code = codes[low]
    let methods: [ReadingMethod?] = [nil, .byHand, .remote, nil]
    return Record(
      reader: Int(code >> 4), isResidential: code & 3 == 0 ? nil : code & 3 == 1,
      method: methods[Int(code >> 2 & 3)])
  }
}
