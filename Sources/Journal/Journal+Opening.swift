import Evidence
import GRDB

extension Journal {
  /// Opens the journal of a home, made where it is new, and checks the journal's end.
  ///
  /// A journal that is not sound opens all the same, with its `fault` set: it can be read, verified
  /// and exported, and nothing is written. So does one whose storage is read-only or full to the last
  /// byte: a private copy of it is read then (`isReadOnly`).
  /// - Parameter isOnlyRead: opens a private copy of a home that is there, and changes nothing: neither
  ///   in the home, not even the trace of a killed process in its lock, nor in the second copy.
  /// - Throws: `JournalError` where the home cannot be used at all.
  package static func open(
    _ home: Home, context: JournalContext, source: any WorklistSource, isOnlyRead: Bool = false
  ) throws -> Journal {
    let isProtected = isOnlyRead || home.isWriteProtected
    if !isProtected { try FileSystem.makeFolder(home.path) }
    if isOnlyRead { try home.refuseLostJournal() }
    let lock = try HomeLock(home, readOnly: isProtected)
    let isLogMissing =
      lock.wasAbandoned && FileSystem.exists(home.database)
      && !FileSystem.exists(home.database + "-wal")
    let key = try home.deviceKey()
    do {
      let (queue, readOnly) = try connect(home, context, isOnlyRead: isOnlyRead)
      // What a killed process left in the log may never have been synced. Before anything is built on
      // it, or goes to the second copy, it is made durable; where the disk is too full for that, the
      // home opens all the same, and the next commit syncs the log.
      if lock.wasAbandoned, readOnly == nil {
        try? queue.writeWithoutTransaction { try Connection.settle($0) }
      }
      let (end, fault) = try queue.unsafeRead {
        try JournalEnd.read($0, key: key.publicKey, home: home)
      }
      let journal = Journal(
        home: home, key: key, context: context, source: source,
        state: State(
          lock: lock, connection: queue, readOnly: readOnly, end: end, fault: fault),
        isLogMissing: isLogMissing)
      journal.settleIn()
      return journal
    } catch let error as DatabaseError {
      throw JournalError(error, doing: "cannot open \(home.database)")
    }
  }

  /// Opens the database in its place, or a private copy where it cannot be written there; then also
  /// says why.
  /// - Throws: `JournalError`, or what SQLite reports.
  static func connect(
    _ home: Home, _ context: JournalContext, isOnlyRead: Bool = false
  ) throws -> (queue: DatabaseQueue, readOnly: JournalError?) {
    let reason: JournalError
    if isOnlyRead {
      reason = JournalError(code: .readOnly, message: "\(home.path) was opened to be read alone")
    } else if home.isWriteProtected {
      reason = JournalError(
        code: .readOnly,
        message: "\(home.path) cannot be written; mount its file system for writing, or give this "
          + "user the right to write there")
    } else {
      do {
        return (try connectInPlace(home, context), nil)
      } catch let error as DatabaseError {
        let known = JournalError(error, doing: "cannot open \(home.database)")
        guard home.isComplete, known.code == .readOnly || isFull(home, known) else { throw error }
        reason = known
      }
    }
    return (try PrivateCopy.open(home, scratch: context.scratch), reason)
  }

  /// SQLite reports a full disk as FULL, or as an I/O error where it makes the log's index.
  private static func isFull(_ home: Home, _ error: JournalError) -> Bool {
    if error.code == .diskFull { return true }
    guard error.code == .inputOutput, let space = FileSystem.space(home.path) else { return false }
    return space.free < 1 << 16
  }

  private static func connectInPlace(
    _ home: Home, _ context: JournalContext
  ) throws -> DatabaseQueue {
    let queue = try Connection.open(
      home.database, mayBeNew: home.isBeingMade, durability: context.durability)
    if !home.isComplete {
      // The database's name is durable before the folder that says the home is whole.
      try FileSystem.syncFolder(home.path)
      try FileSystem.makeFolder(home.blobs)
    }
    try home.settleMaking()
    return queue
  }

  /// What is put right once the journal is open and sound.
  func settleIn() {
    if !isReadOnly {
      blobs.removeLeftovers()
      keepBallast()
    }
    reconcileMirror()
  }
}
