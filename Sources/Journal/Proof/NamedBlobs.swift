package import Casework
package import Evidence
import GRDB
package import Metering

/// Which entries name which blob, and which blobs retention let go.
enum NamedBlobs {
  static func note(_ hashes: [String], row: Int64, in database: Database) throws {
    for hash in Set(hashes) {
      try database.cachedStatement(sql: "INSERT INTO named(sha256, seq) VALUES (?, ?)")
        .execute(arguments: [hash, row])
    }
  }

  /// The last entry that let a blob go counts: what it lists was needed by none before it.
  static func noteDropped(_ hashes: [String], row: Int64, in database: Database) throws {
    for hash in hashes {
      try database.cachedStatement(
        sql: """
          INSERT INTO dropped(sha256, seq) VALUES (?, ?)
          ON CONFLICT(sha256) DO UPDATE SET seq = excluded.seq
          """
      ).execute(arguments: [hash, row])
    }
  }

  static func isNamed(_ hash: ContentHash, in database: Database) throws -> Bool {
    try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM named WHERE sha256 = ?)"),
      arguments: [hash.hex]) ?? false
  }
}

extension Journal {
  /// True where an entry names the blob as its list or photo: a photo that is named is used.
  /// - Throws: `JournalError`.
  /// - Complexity: one look-up by key.
  package func isBlobNamed(_ hash: ContentHash) throws -> Bool {
    try read("cannot look for a file") { try NamedBlobs.isNamed(hash, in: $0) }
  }

  /// What was attached to an entry (its hash in hex) of a point, oldest first, without what was
  /// withdrawn.
  /// - Throws: `JournalError`.
  /// - Complexity: O(entries of the point).
  package func attachments(
    of entry: String, at identity: PointIdentity
  ) throws -> [Attachment] {
    let entries = try entries(of: identity)
    let withdrawn = Standing.withdrawn(in: entries)
    return entries.compactMap { found in
      guard case .attachment(let attachment) = found.body.record, attachment.entry == entry,
        !withdrawn.contains(found.hash)
      else { return nil }
      return attachment
    }
  }

  /// What became of the minutes in an entry; nil where the entry holds none.
  /// - Throws: `JournalError`.
  /// - Complexity: O(entries of its point).
  package func standing(of minutes: Listed) throws -> MinutesStanding? {
    guard case .correction(let correction) = minutes.body?.record else { return nil }
    return MinutesStanding(
      of: minutes.hash.hex, in: try entries(of: correction.point.identity))
  }
}
