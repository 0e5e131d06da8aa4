import Casework
import Evidence
import FoundationEssentials
import GRDB
import Metering

/// The books that supervisors signed.
enum BookSignings {
  static func take(_ signing: BookSigning, hash: String, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO book_signing(hash, unit, book, period, replaces)
        VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      hash, signing.unit, signing.book, signing.period,
      signing.replaces.joined(separator: " "),
    ])
  }

  /// The signings of a book that count.
  /// - Complexity: as `all(in:where:_:)`.
  static func found(of book: BookIdentity, in database: Database) throws -> [SignedBook] {
    try all(
      in: database, where: "unit = ? AND book = ? AND period = ?",
      [book.unit, book.book, book.period.description])[book] ?? []
  }

  /// The signings that count, by their books: by certified supervisors of the book's unit, not set apart
  /// by the hub.
  /// - Complexity: O(own entries) once where a book was signed at all, by their headers alone.
  static func all(
    in database: Database, where condition: String = "TRUE", _ arguments: StatementArguments = []
  ) throws -> [BookIdentity: [SignedBook]] {
    let hashes = try String.fetchAll(
      database, sql: "SELECT hash FROM book_signing WHERE \(condition)", arguments: arguments)
    guard !hashes.isEmpty, let enrolment = try KeptEnrolment.last(in: database) else { return [:] }
    let own = try entries(in: database)
    var found: [BookIdentity: [SignedBook]] = [:]
    for hash in hashes {
      let entry = try own.first { $0.hash.hex == hash } ?? foreign(hash, in: database)
      guard let entry, try !Heard.isApart(hash, in: database),
        let signer = try entry.header.device == enrolment.certificate.device
          ? enrolment.certificate : Certificate.kept(of: entry.header.device, in: database),
        signer.role == .supervisor,
        let body = try RecordBody.read(entry.body, kind: entry.kind.name),
        case .bookSigned(let signing) = body.record, signer.unit == signing.unit,
        let book = signing.identity
      else { continue }
      found[book, default: []].append(
        SignedBook(hash: hash, author: signer.author, time: body.stamp.time, signing: signing))
    }
    return found
  }

  /// The closed lists that others signed and whose files are not known to be here.
  static func listsOfOthers(in database: Database) throws -> [String] {
    let hashes = try String.fetchAll(database, sql: "SELECT hash FROM book_signing")
    return try hashes.compactMap { hash in
      guard let entry = try foreign(hash, in: database),
        case .bookSigned(let signing)? = try RecordBody.read(entry.body, kind: entry.kind.name)?
          .record
      else { return nil }
      return signing.closedList
    }
  }

  private static func entries(in database: Database) throws -> [Entry] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(StoredEntry.columns) FROM journal WHERE instr(header, CAST(? AS BLOB)) > 0
        """, arguments: ["\nkind: \(Casework.Record.Kind.bookSigned.rawValue)\n"]
    ).map { try StoredEntry($0).entry() }
  }

  private static func foreign(_ hash: String, in database: Database) throws -> Entry? {
    guard let bytes = Hex.bytes(hash, count: 32) else { return nil }
    return try ForeignEntry.all(where: "hash = ?", [Data(bytes)], in: database).first?.entry
  }
}
