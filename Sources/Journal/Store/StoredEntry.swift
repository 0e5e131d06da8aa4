import Evidence
import FoundationEssentials
import GRDB

/// A row of the table `journal`, as it lies there.
struct StoredEntry {
  /// The row's number: counts all entries, while the header's sequence begins anew in each epoch.
  var row: Int64
  var header: [UInt8]
  var signature: [UInt8]
  var hash: [UInt8]
  var body: [UInt8]

  init(_ row: Row) {
    self.row = row["seq"]
    header = StoredEntry.bytes(row, "header")
    signature = StoredEntry.bytes(row, "signature")
    hash = StoredEntry.bytes(row, "hash")
    body = StoredEntry.bytes(row, "body")
  }

  /// The row that a statement over `columns` stands at.
  init(_ statement: Statement) {
    row = statement.integer(0)
    header = statement.blob(1)
    signature = statement.blob(2)
    hash = statement.blob(3)
    body = statement.blob(4)
  }

  /// A cell of another type than BLOB, which only tampering can bring, reads as empty.
  private static func bytes(_ row: Row, _ column: String) -> [UInt8] {
    guard case .blob(let data) = (row[column] as DatabaseValue).storage else { return [] }
    return Array(data)
  }

  /// The entry, where its header has its one form.
  func entry() throws(FormError) -> Entry {
    try Entry(headerBytes: header, signature: signature, body: body)
  }

  /// What is wrong with the row itself; its place in the chain is `ChainVerifier`'s.
  func fault(in entry: Entry, key: PublicKey) -> ChainFault? {
    let before = ChainHead(
      device: DeviceIdentity(key), epoch: entry.header.epoch, sequence: entry.sequence - 1,
      hash: entry.header.previous)
    var verifier = ChainVerifier(key: key, after: before)
    return hash == entry.hash.bytes ? verifier.check(entry) : .hashChanged
  }

  static let columns = "seq, header, signature, hash, body"

  /// The last row.
  static func last(_ database: Database) throws -> StoredEntry? {
    try Row.fetchOne(
      database, sql: "SELECT \(columns) FROM journal ORDER BY seq DESC LIMIT 1"
    ).map(StoredEntry.init)
  }

  /// Calls `body` with every row from `first` on, in order, holding one at a time.
  static func each(
    _ database: Database, from first: Int64 = 1, _ body: (StoredEntry) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT \(columns) FROM journal WHERE seq >= ? ORDER BY seq",
      arguments: [first])
    while let row = try rows.next() { try body(StoredEntry(row)) }
  }

  /// Appends an entry; the trigger refuses any number but the next.
  static func insert(_ entry: Entry, row: Int64, in database: Database) throws {
    try database.cachedStatement(sql: "INSERT INTO journal(\(columns)) VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [
        row, Data(entry.headerBytes), Data(entry.signature), Data(entry.hash.bytes),
        Data(entry.body),
      ])
  }
}
