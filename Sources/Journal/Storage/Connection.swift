import CStorage
import GRDB

/// The one connection to a journal's database: how it is made, brought to rest and given up.
enum Connection {
  /// In WAL mode, with a sync at every commit, its tables at the present version.
  /// - Parameters:
  ///   - mayBeNew: the home is being made, so an empty database is a beginning, no loss.
  ///   - durability: what a commit waits for.
  /// - Throws: `JournalError`, or what SQLite reports.
  static func open(
    _ path: String, mayBeNew: Bool, durability: JournalContext.Durability = .full
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      // GRDB sets NORMAL whenever it enters WAL, so this comes last and is asked back.
      try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
      let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      guard mode == "wal", synchronous == durability.rawValue else {
        throw JournalError(
          code: .inputOutput,
          message: "\(path) cannot be made durable (journal_mode \(mode ?? "none"), "
            + "synchronous \(synchronous ?? -1)); use a file system that SQLite's WAL works on")
      }
      try WorkingMemory.everyday.apply(to: database)
      try migrate(database, path: path, mayBeNew: mayBeNew)
    }
    return queue
  }

  private static func migrate(_ database: Database, path: String, mayBeNew: Bool) throws {
    let isNew = try Int.fetchOne(database, sql: "PRAGMA user_version") == 0
    guard !isNew || mayBeNew else {
      throw JournalError(
        code: .journalMissing,
        message: "\(path) has no tables, but its key is there; put the journal back "
          + "from a copy of the home: starting again under the same key would contradict what was "
          + "sent")
    }
    try Schema.migrate(database)
    // The tables must not hang on the log alone: it may be lost, and the home still has to open.
    if isNew { try settle(database) }
  }

  /// Copies the log into the database, syncs it and empties the log. What the log held was read from
  /// it and is written anew, so it is durable whatever a sync of the log itself has claimed.
  /// - Throws: what SQLite reports.
  static func settle(_ database: Database) throws {
    try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
  }

  /// Closes after a fault of the storage: the log stays as it lies on the disk.
  static func abandon(_ queue: DatabaseQueue) {
    queue.unsafeReentrantRead { database in
      if let connection = database.sqliteConnection {
        _ = storage_keep_log_on_close(connection)
      }
    }
    try? queue.close()
  }
}
