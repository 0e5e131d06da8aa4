import Casework
import GRDB

/// The books that supervisors signed.
enum BookSignings {
  static func take(_ signing: BookSigning, hash: String, in database: Database) throws {
    try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO book_signing(hash, unit, book, period, replaces)
        VALUES (?, ?, ?, ?, ?)
        """
    ).execute(arguments: [hash, signing.unit, signing.book, signing.period, signing.replaces])
  }
}
