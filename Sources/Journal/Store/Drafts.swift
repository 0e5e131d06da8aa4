import Casework
import GRDB
package import Metering

/// What was typed and not committed. No evidence: it may change and go.
enum Drafts {
  static func name(_ identity: PointIdentity) -> String {
    [identity.unit, identity.point, identity.meter, identity.period.description]
      .joined(separator: "\u{1F}")
  }

  static func remove(_ identity: PointIdentity, from database: Database) throws {
    try database.cachedStatement(sql: "DELETE FROM draft WHERE point = ?")
      .execute(arguments: [name(identity)])
  }

  static func text(_ identity: PointIdentity, in database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT words FROM draft WHERE point = ?"),
      arguments: [name(identity)])
  }
}

extension Journal {
  /// Keeps what is typed for a point until it is inspected, or drops it (nil).
  ///
  /// It survives a killed process, not a power cut: a sync at every digit would wear the storage
  /// out and make keys wait.
  /// - Throws: `JournalError`.
  package func saveDraft(_ words: String?, for point: PointIdentity) throws {
    try writeUnsynced("cannot keep a draft") { database in
      guard let words else { return try Drafts.remove(point, from: database) }
      try database.cachedStatement(
        sql: """
          INSERT INTO draft(point, words) VALUES (?, ?)
          ON CONFLICT(point) DO UPDATE SET words = excluded.words
          """
      ).execute(arguments: [Drafts.name(point), words])
    }
  }

  /// What was typed for a point; nil where nothing was.
  /// - Throws: `JournalError`.
  package func draft(for point: PointIdentity) throws -> String? {
    try read("cannot read a draft") { try Drafts.text(point, in: $0) }
  }
}
