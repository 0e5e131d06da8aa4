import Foundation
import GRDB

/// What a hand with a SQLite shell can do to a journal.
enum Tampering {
  static func run(_ sql: String, on path: String) throws {
    try queue(path).write { try $0.execute(sql: sql) }
  }

  /// Packs the database, so that nothing of what was deleted is left in free space.
  static func vacuum(_ path: String) throws {
    try queue(path).writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
  }

  /// Runs `sql` with the journal's triggers away, and puts them back as they were.
  static func runUnprotected(
    _ sql: String, _ arguments: StatementArguments = [], on path: String
  ) throws {
    try queue(path).write { database in
      let triggers = try String.fetchAll(
        database, sql: "SELECT sql FROM sqlite_master WHERE type = 'trigger'")
      for name in ["journal_no_update", "journal_no_delete", "journal_next_only"] {
        try database.execute(sql: "DROP TRIGGER \(name)")
      }
      try database.execute(sql: sql, arguments: arguments)
      for trigger in triggers { try database.execute(sql: trigger) }
    }
  }

  static func bytes(_ column: String, of sequence: Int64, in path: String) throws -> [UInt8] {
    try queue(path).read {
      let data = try Data.fetchOne(
        $0, sql: "SELECT \(column) FROM journal WHERE seq = ?", arguments: [sequence])
      return Array(data ?? Data())
    }
  }

  static func number(_ sql: String, in path: String) throws -> Int? {
    try queue(path).read { try Int.fetchOne($0, sql: sql) }
  }

  private static func queue(_ path: String) throws -> DatabaseQueue {
    try DatabaseQueue(path: path)
  }
}
