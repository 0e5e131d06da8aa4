import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// An entry of another log as it is kept: of the hub, of another device, or of this device itself where
/// the hub holds what this home does not.
struct ForeignEntry {
  /// Counts arrivals.
  var id: Int64
  var entry: Entry
  /// The journal's last row when it came.
  var row: Int64

  init(_ row: Row) throws {
    id = row["id"]
    entry = try Entry(
      headerBytes: Array(row["header"] as Data), signature: Array(row["signature"] as Data),
      body: Array(row["body"] as Data))
    self.row = row["row"]
  }

  /// What it says; nil where this version does not know its kind or cannot read it.
  var body: RecordBody? {
    (try? RecordBody.read(entry.body, kind: entry.kind.name)) ?? nil
  }

  static let columns = "id, header, signature, body, row"

  /// Keeps an entry.
  /// - Returns: it, or nil where the very same is kept already.
  /// - Throws: `JournalError` where another entry is kept in its place.
  static func keep(
    _ entry: Entry, position: Int64?, row: Int64, in database: Database
  ) throws -> ForeignEntry? {
    let header = entry.header
    let known = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT id, hash, position FROM foreign_entry
          WHERE device = ? AND epoch = ? AND seq = ?
          """), arguments: [header.device.hex, header.epoch, header.sequence])
    if let known {
      guard known["hash"] as Data == Data(entry.hash.bytes) else {
        throw Journal.unsound(
          "entry \(header.sequence) of epoch \(header.epoch) of device \(header.device) is "
            + "another one than that which is kept here")
      }
      if let position, known["position"] as Int64? == nil {
        try database.execute(
          sql: "UPDATE foreign_entry SET position = ? WHERE id = ?",
          arguments: [position, known["id"] as Int64])
      }
      return nil
    }
    try database.cachedStatement(
      sql: """
        INSERT INTO foreign_entry(
          device, epoch, seq, header, signature, hash, body, position, row)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      header.device.hex, header.epoch, header.sequence, Data(entry.headerBytes),
      Data(entry.signature), Data(entry.hash.bytes), Data(entry.body), position, row,
    ])
    return try Row.fetchOne(
      database, sql: "SELECT \(columns) FROM foreign_entry WHERE id = ?",
      arguments: [database.lastInsertedRowID]
    ).map { try ForeignEntry($0) }
  }
}

/// What others recorded about points.
enum Heard {
  /// Entries that name a point, in the order in which they came.
  static func entries(
    of identity: PointIdentity, in database: Database
  ) throws -> [(device: DeviceIdentity, recorded: RecordedEntry)] {
    try Row.fetchAll(
      database.cachedStatement(
        sql: """
          SELECT f.id, f.header, f.signature, f.body, f.row
          FROM heard h CROSS JOIN foreign_entry f ON f.id = h.id
          WHERE h.key = ? AND NOT EXISTS (SELECT 1 FROM journal j
            JOIN mention m ON m.seq = j.seq AND m.key = h.key WHERE j.hash = f.hash)
          ORDER BY f.epoch, f.seq
          """), arguments: [PendingPoint.key(of: identity)]
    ).compactMap { row in
      let foreign = try ForeignEntry(row)
      guard let body = foreign.body, body.record.point?.identity == identity else { return nil }
      return (
        foreign.entry.header.device, RecordedEntry(hash: foreign.entry.hash.hex, body: body)
      )
    }
  }

  /// True for an entry, by its hash in hex, that the hub keeps but does not count.
  static func isApart(_ hash: String, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM apart WHERE hash = ?)"),
      arguments: [hash]) ?? false
  }
}
