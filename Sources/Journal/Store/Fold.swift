import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// Takes entries into the derived tables, one after the other, in the transaction that appends them
/// or in one that rebuilds the tables. There is no other way in, so both give the same tables.
struct Fold {
  let database: Database
  /// The one that counts, where it is known already: a page of news takes in hundreds of entries, and to
  /// look it up is to check a signature.
  var enrolment: KeptEnrolment?

  /// Takes in an entry that says nothing of a list's content.
  func take(_ entry: RecordedEntry, row: Int64) throws {
    let record = entry.body.record
    try NamedBlobs.note(record.blobs, row: row, in: database)
    switch record {
    case .deviceConfigured(let configuration):
      try database.execute(
        sql: "INSERT INTO device(seq, inspector, unit, settings) VALUES (?, ?, ?, ?)",
        arguments: [
          row, configuration.inspector, configuration.unit,
          try SettingsText.text(configuration.settings),
        ])
    case .worklistLoaded:
      break
    case .blobsDropped(let dropping):
      try NamedBlobs.noteDropped(dropping.blobs, row: row, in: database)
    case .deviceEnrolled(let enrolment):
      try database.execute(
        sql: "INSERT INTO enrolled(seq, hub) VALUES (?, ?)", arguments: [row, enrolment.hub])
      try refreshHeard()
    case .epochOpened(let opening):
      try Epochs.open(opening, row: row, in: database)
      try refreshEarlierEpochs()
    case .office:
      break
    case .bookSigned(let signing):
      try BookSignings.take(signing, hash: entry.hash, in: database)
    case .inspection, .correction, .withdrawal, .attachment, .signing, .overruling, .review:
      if let point = record.point { try mention(point.identity, entry, row: row) }
      if case .correction(let correction) = record {
        try database.execute(
          sql: "INSERT INTO minutes(seq, number) VALUES (?, ?)",
          arguments: [row, correction.number])
        try MinutesNumber.keep(correction.number, in: database)
      }
    }
    try Counters.set(database, .folded, row)
  }

  /// Takes in a list once its points are in place.
  func take(
    _ loading: WorklistLoading, hash: ContentHash, stamp: Stamp, row: Int64
  ) throws {
    try database.execute(
      sql: "INSERT INTO list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        row, Data(hash.bytes), stamp.time, loading.name, loading.format, loading.unit,
        loading.period, loading.points, loading.registers, loading.receiver,
        loading.isSupplement,
      ])
    try NamedBlobs.note([hash.hex], row: row, in: database)
    try Counters.set(database, .folded, row)
  }

  private func mention(
    _ identity: PointIdentity, _ entry: RecordedEntry, row: Int64
  ) throws {
    let key = PendingPoint.key(of: identity)
    let point = try PointFinder.find(identity, in: database)
    try database.cachedStatement(sql: "INSERT INTO mention(seq, key, record) VALUES (?, ?, ?)")
      .execute(arguments: [row, key, point?.record ?? 0])
    if let point { try refresh(point, identity, .init(entry: entry, row: row)) }
  }

  /// An own entry that is being folded: it need not be read back.
  struct Fresh {
    var entry: RecordedEntry
    var row: Int64
  }

  /// Writes down anew where a point stands: what the entries that name it add up to.
  func refresh(
    _ point: PointFinder.Found, _ identity: PointIdentity, _ fresh: Fresh? = nil
  ) throws {
    let history = try Histories.history(
      of: identity, fresh: fresh, enrolment: enrolment, in: database)
    let standing = Standing.folding(history)
    let inspected = try standing.inspection.flatMap {
      try Mentions.record(ofEntry: $0, identity: identity, in: database)
    }
    let state = PointCodes.code(standing.state)
    try database.cachedStatement(
      sql: "UPDATE point SET state = ?, attempts = ?, turn = ?, inspected = ? WHERE id = ?"
    ).execute(arguments: [
      state, standing.attempts, PointCodes.turn(standing.state, attempts: standing.attempts),
      inspected, point.id,
    ])
    try ReviewCases.put(standing, history, point, in: database)
    if point.reason != PointCodes.code(.context) {
      try Counters.move(database, from: point.state, to: state)
    }
  }
}

/// Finds a point's row by its identity.
enum PointFinder {
  struct Found {
    var id: Int64
    var record: Int64
    var state: Int64
    var reason: Int64
  }

  /// - Complexity: one look-up by key.
  static func find(_ identity: PointIdentity, in database: Database) throws -> Found? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT p.id, p.record, p.state, p.reason FROM point p CROSS JOIN scope s ON s.id = p.scope
          WHERE p.key = ? AND p.point = ? AND p.meter = ? AND s.unit = ?
            AND s.year = ? AND s.month = ? AND s.cycle = ?
          """),
      arguments: [
        PendingPoint.key(of: identity), identity.point, identity.meter, identity.unit,
        identity.period.year, identity.period.month, identity.period.cycle,
      ])
    return row.map {
      Found(id: $0["id"], record: $0["record"], state: $0["state"], reason: $0["reason"])
    }
  }
}

/// The entries that name a point.
///
/// CROSS JOIN makes SQLite start at the point's few mentions; left to itself it may walk the journal.
enum Mentions {
  /// Those of this home's own log that count, oldest first; with `fresh`, those before it and itself.
  /// - Complexity: O(entries of the point).
  static func own(
    of identity: PointIdentity, fresh: Fold.Fresh? = nil, in database: Database
  ) throws -> [RecordedEntry] {
    let rows = try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT j.header, j.hash, j.body FROM mention m CROSS JOIN journal j ON j.seq = m.seq
          WHERE m.key = ? AND m.seq < ? AND \(Epochs.counting) ORDER BY m.seq
          """),
      arguments: [PendingPoint.key(of: identity), fresh?.row ?? .max])
    var own: [RecordedEntry] = try rows.compactMap { row in
      let header = try EntryHeader(parsing: Array(row["header"] as Data))
      let body = try RecordBody.read(Array(row["body"] as Data), kind: header.kind.name)
      guard let body, body.record.point?.identity == identity else { return nil }
      return RecordedEntry(hash: Hex.text(row["hash"] as Data), body: body)
    }
    if let fresh { own.append(fresh.entry) }
    return own
  }

  /// The fingerprint of the record that the entry with this hash was held against.
  static func record(
    ofEntry hash: String, identity: PointIdentity, in database: Database
  ) throws -> Int64? {
    guard let bytes = Hex.bytes(hash, count: 32) else { return nil }
    return try Int64.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT m.record FROM mention m CROSS JOIN journal j ON j.seq = m.seq
          WHERE m.key = ? AND j.hash = ?
          """),
      arguments: [PendingPoint.key(of: identity), Data(bytes)])
  }
}
