import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

extension Fold {
  /// Takes an entry of another log into the derived tables.
  func take(_ foreign: ForeignEntry) throws {
    guard let record = foreign.body?.record else { return }
    if case .office(let office) = record {
      // Only the hub's own log speaks for the hub, whoever else signs such an entry.
      guard let hub = try (enrolment ?? KeptEnrolment.last(in: database))?.hub,
        foreign.entry.header.device == DeviceIdentity(hub)
      else { return }
      try database.execute(
        sql: "INSERT INTO office(kind, id) VALUES (?, ?)",
        arguments: [office.kind.rawValue, foreign.id])
      switch office {
      case .invoicesStated(let statement): try take(statement)
      case .entryQuarantined(let quarantine): try setApart(quarantine, foreign.id)
      default: break
      }
    }
    switch record {
    case .correction(let correction):
      try MinutesNumber.keep(correction.number, in: database)
      try note(correction, foreign.id)
    case .bookSigned(let signing):
      try BookSignings.take(signing, hash: foreign.entry.hash.hex, in: database)
    default: break
    }
    guard let identity = record.point?.identity else { return }
    try database.execute(
      sql: "INSERT INTO heard(key, id) VALUES (?, ?)",
      arguments: [PendingPoint.key(of: identity), foreign.id])
    try refresh(identity)
  }

  /// What billing said last counts, by its own time.
  private func take(_ statement: InvoiceStatement) throws {
    for row in statement.rows {
      guard let period = BillingPeriod(row.period) else { continue }
      let identity = PointIdentity(
        unit: statement.unit, point: row.point, meter: row.meter, period: period)
      let name = Drafts.name(identity)
      let stated = try String.fetchOne(
        database.cachedStatement(sql: "SELECT stated FROM invoiced WHERE point = ?"),
        arguments: [name])
      if let stated, let known = Stamp.instant(stated),
        let new = Stamp.instant(statement.asOf), new < known
      {
        continue
      }
      try database.cachedStatement(
        sql: """
          INSERT INTO invoiced(point, state, number, stated) VALUES (?, ?, ?, ?)
          ON CONFLICT(point) DO UPDATE
          SET state = excluded.state, number = excluded.number, stated = excluded.stated
          """
      ).execute(arguments: [name, row.state.rawValue, row.number, statement.asOf])
      try refreshCase(identity)
    }
  }

  /// Notes minutes of others by their number.
  func note(_ correction: Correction, _ id: Int64) throws {
    try database.execute(
      sql: "INSERT INTO heard_minutes(id, number) VALUES (?, ?)",
      arguments: [id, correction.number])
  }

  /// Notes an entry as one that the hub does not count.
  func note(_ quarantine: EntryQuarantine, _ id: Int64) throws {
    try database.execute(
      sql: "INSERT OR IGNORE INTO apart(hash, id) VALUES (?, ?)",
      arguments: [quarantine.entry, id])
  }

  /// The hub keeps an entry and does not count it: what it was counted for is folded without it.
  private func setApart(_ quarantine: EntryQuarantine, _ id: Int64) throws {
    try note(quarantine, id)
    guard let bytes = Hex.bytes(quarantine.entry, count: 32) else { return }
    let entry = try ForeignEntry.all(where: "hash = ?", [Data(bytes)], in: database).first
    if let identity = entry?.body?.record.point?.identity { try refresh(identity) }
  }

  /// A case tells the state of its invoice.
  private func refreshCase(_ identity: PointIdentity) throws {
    guard let point = try PointFinder.find(identity, in: database) else { return }
    let isCase = try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM review_case WHERE id = ?)"),
      arguments: [point.id])
    if isCase == true { try refresh(point, identity) }
  }

  private func refresh(_ identity: PointIdentity) throws {
    guard let point = try PointFinder.find(identity, in: database) else { return }
    try refresh(point, identity)
  }

  /// Every point that others recorded something about: after another person's certificate, or, of one
  /// list's points alone, after that list.
  /// - Complexity: O(entries of others that name these points).
  func refreshHeard(of list: Int64? = nil) throws {
    let bodies = try ForeignEntry.all(
      where: """
        id IN (SELECT h.id FROM heard h WHERE ?1 IS NULL
          OR EXISTS (SELECT 1 FROM point p WHERE p.key = h.key AND p.list = ?1))
        """, [list], in: database
    ).compactMap { $0.body?.record.point?.identity }
    for identity in Set(bodies) { try refresh(identity) }
  }

  /// Every point that an own entry of an earlier epoch names: what counts of it changed.
  /// - Complexity: O(entries of earlier epochs).
  func refreshEarlierEpochs() throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT header, body FROM journal WHERE seq IN (SELECT m.seq FROM mention m)
        AND seq <= (SELECT max(base) FROM epoch)
        """)
    let identities = try rows.compactMap { row in
      let kind = try EntryHeader(parsing: Array(row["header"] as Data)).kind.name
      return try RecordBody.read(Array(row["body"] as Data), kind: kind)?.record.point?.identity
    }
    for identity in Set(identities) { try refresh(identity) }
  }
}

extension ForeignEntry {
  /// Those that a condition selects, in the order in which they came.
  static func all(
    where condition: String, _ arguments: StatementArguments = [], in database: Database
  ) throws -> [ForeignEntry] {
    try Row.fetchAll(
      database, sql: "SELECT \(columns) FROM foreign_entry WHERE \(condition) ORDER BY id",
      arguments: arguments
    ).map { try ForeignEntry($0) }
  }
}

/// Entries of others in the order in which they came, for a rebuild that takes the own ones in between.
struct ForeignQueue {
  private let database: Database
  private var next: Int64 = 1

  init(_ database: Database) throws {
    self.database = database
  }

  /// Folds those that came before the journal had `row`.
  mutating func fold(before row: Int64, _ fold: Fold) throws {
    while let foreign = try ForeignEntry.all(
      where: "id = (SELECT min(id) FROM foreign_entry WHERE id >= ?) AND row < ?", [next, row],
      in: database
    ).first {
      try fold.take(foreign)
      next = foreign.id + 1
    }
  }
}
