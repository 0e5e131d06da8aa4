import Casework
import Evidence
import Formats
import Journal
import Metering
import Wording

/// The closed list of a book between the closing and its file.
enum ClosedListFile {
  static func bytes(of closing: BookClosing) -> [UInt8] {
    ClosedListTable.bytes(
      of: closing.closed.map { point in
        ClosedListRow(
          identity: point.identity, book: closing.book.book, state: point.state.rawValue,
          settlement: point.settlement.rawValue, energyBefore: point.energyBefore,
          energyAfter: point.energyAfter, money: point.money, minutes: point.minutes,
          person: point.person, entry: point.entry, review: point.review)
      })
  }

  /// Copies a signed list as it lies in the blobs: its bytes are what was signed.
  /// - Throws: `FileReadError`, `OutputError`.
  static func copy(_ path: String, to target: WholeFile) throws {
    try ByteInput.withFile(at: path) { try target.copy($0) }
  }

  /// The rows of a signed list; nil where its file has not arrived.
  /// - Throws: `CommandFailure` (65) where the file is not the one that was signed; `FormatError`;
  ///   `FileReadError`; `JournalError`.
  static func rows(
    of signing: BookSigning, in journal: Journal, _ say: Wording
  ) throws -> [ClosedPoint]? {
    guard let hash = ContentHash(hex: signing.closedList), journal.blobs.contains(hash) else {
      return nil
    }
    guard try journal.blobs.actualHash(hash) == hash else {
      throw CommandFailure(.badData, say("book.list-changed", journal.blobs.path(hash)))
    }
    let rows = try ByteInput.withFile(at: journal.blobs.path(hash)) {
      try ClosedListTable.read($0)
    }
    return try rows.map { row in
      guard let state = Standing.State(rawValue: row.state),
        let settlement = ClosedPoint.Settlement(rawValue: row.settlement)
      else {
        throw CommandFailure(
          .badData, say("book.list-unknown", "\(row.state) \(row.settlement)"))
      }
      return ClosedPoint(
        identity: row.identity, state: state, settlement: settlement, person: row.person,
        entry: row.entry, review: row.review, minutes: row.minutes,
        energyBefore: row.energyBefore, energyAfter: row.energyAfter, money: row.money)
    }
  }
}

extension Journal {
  /// A book opened for its closing.
  /// - Throws: `JournalError`, or as `ClosedListFile.rows(of:in:_:)`.
  /// - Complexity: that of `closing(of:)`.
  func bookFile(of book: BookIdentity, _ say: Wording) throws -> BookFile {
    let signed = try signings(of: book).current
    let rows = try signed.first.flatMap {
      try ClosedListFile.rows(of: $0.signing, in: self, say)
    }
    return BookFile(closing: try closing(of: book), signed: signed, signedRows: rows)
  }
}
