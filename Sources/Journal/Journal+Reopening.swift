import Casework
package import Evidence
import GRDB

/// What was handed to the disk in one commit that failed.
struct Attempt {
  /// What was asked for.
  var records: [Casework.Record]
  /// What was signed for it; empty where the storage failed before the commit.
  var entries: [Journal.Appended]
  /// The list's file, where one was being loaded.
  var blob: ContentHash?
}

/// What looking at the storage anew has found.
package struct Reopening: Hashable, Sendable {
  /// The last entry on the disk, its place in the chain and its signature checked.
  package var head: ChainHead
  /// Entries whose commit had failed and that are on the disk all the same. They are durable now;
  /// `append` of the same records gives them back and writes nothing.
  package var arrived: [Journal.Appended]
  /// How many entries of the failed commit are not on the disk: their work was not saved.
  package var lost: Int
}

extension Journal {
  /// Opens the journal anew after a fault of the storage, under the same lock.
  ///
  /// The old connection is given up without copying its log, what the kernel remembers of the files
  /// is dropped, and the log is read from the disk as after a power cut, then copied into the
  /// database and synced there: a sync that failed is not repeated, its bytes are written anew.
  /// The last entry that was acknowledged must be there; the end of the chain is checked as at any
  /// opening. After that the journal writes again. On a full disk the reserved file is given up
  /// first, so that the reading in hand can still be saved.
  /// - Throws: `JournalError` where the storage is not sound yet. What can be read is readable still;
  ///   try again when the cause is gone.
  /// - Complexity: O(bytes of the log) and a count of the entries.
  @discardableResult
  package func reopen() throws -> Reopening {
    let before = state.withLock { $0 }
    if (before.fault ?? before.readOnly)?.code == .diskFull { giveUpBallast() }
    if let connection = before.connection { Connection.abandon(connection) }
    state.withLock { $0.connection = nil }
    do {
      return try reopen(after: before)
    } catch let error as DatabaseError {
      throw stopped(JournalError(error, doing: "cannot open \(home.database) again"))
    } catch let error as JournalError {
      throw stopped(error)
    }
  }

  private func stopped(_ error: JournalError) -> JournalError {
    state.withLock { $0.fault = error }
    return error
  }

  private func reopen(after before: State) throws -> Reopening {
    try home.refuseLostJournal()
    if !before.lock.isOf(home) || before.lock.isShared != home.isWriteProtected {
      before.lock.unlock()
      let lock = try HomeLock(home, readOnly: home.isWriteProtected)
      state.withLock { $0.lock = lock }
    }
    for suffix in ["", "-wal"] { FileSystem.forget(home.database + suffix) }
    let (queue, readOnly) = try Journal.connect(home, context)
    state.withLock {
      $0.connection = queue
      $0.readOnly = readOnly
    }
    if readOnly == nil { try settleLog(queue, after: before.fault) }
    let (end, fault) = try queue.unsafeRead { database in
      var (end, fault) = try JournalEnd.read(database, key: publicKey, home: home)
      if fault == nil { fault = try missing(before.end, end, in: database) }
      if fault != nil { end.head = before.end.head }
      return (end, fault)
    }
    if let fault { throw fault }
    if let readOnly { throw readOnly }
    return try settle(end, after: before)
  }

  /// A full disk may have no room for the log's copy; the log itself is whole then, since what
  /// failed was a write, not a sync.
  private func settleLog(_ queue: DatabaseQueue, after fault: JournalError?) throws {
    do {
      try queue.writeWithoutTransaction { try Connection.settle($0) }
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_FULL && fault?.code == .diskFull
    {}
  }

  /// What is wrong where an entry that was acknowledged is not on the disk.
  private func missing(
    _ acknowledged: JournalEnd, _ found: JournalEnd, in database: Database
  ) throws -> JournalError? {
    guard acknowledged.row > 0 else { return nil }
    let stored = try StoredEntry.at(acknowledged.row, in: database)
    guard stored?.hash != acknowledged.head.hash.bytes else { return nil }
    return Journal.damaged(
      "entry \(acknowledged.head.sequence) was saved and is not there any more; the journal ends "
        + "with entry \(found.head.sequence)")
  }

  private func settle(_ end: JournalEnd, after before: State) throws -> Reopening {
    let attempted = before.doubt?.entries ?? []
    let hasArrived = attempted.last.map { $0.entry.hash == end.head.hash } ?? false
    if !hasArrived, end.head != before.end.head {
      throw Journal.damaged(
        "it ends with entry \(end.head.sequence), which this program did not write")
    }
    state.withLock { state in
      state.end = end
      state.fault = nil
      state.doubt = nil
      state.arrived = hasArrived ? before.doubt : nil
    }
    if let blob = before.doubt?.blob, !hasArrived, try !isNamed(blob) { blobs.discard(blob) }
    settleIn()
    return Reopening(
      head: end.head, arrived: hasArrived ? attempted : [],
      lost: hasArrived ? 0 : attempted.count)
  }

  /// Remembers what a commit that failed was about; where the storage did not fail it is forgotten.
  func doubt(_ attempt: Attempt) {
    state.withLock { state in
      if state.fault?.code.poisons == true, state.doubt == nil { state.doubt = attempt }
    }
  }

  /// The entries of a failed commit that were found on the disk, where these records are what was
  /// asked for then; they are handed out once.
  func arrived(_ records: [Casework.Record]) -> [Appended]? {
    state.withLock { state in
      guard let attempt = state.arrived else { return nil }
      state.arrived = nil
      let isSame =
        attempt.records.count == records.count
        && zip(attempt.records, records).allSatisfy { $0.isSameWork(as: $1) }
      return isSame ? attempt.entries : nil
    }
  }
}

extension Casework.Record {
  /// True where a person who repeats the work after a failure means the same: all is equal but what
  /// hangs on the minute, how long it took, and where the receiver said the device was.
  func isSameWork(as other: Casework.Record) -> Bool {
    guard case .inspection(var mine) = self, case .inspection(let theirs) = other else {
      return self == other
    }
    mine.readAt = theirs.readAt
    mine.probabilityRecordRight = theirs.probabilityRecordRight
    mine.dwell = theirs.dwell
    mine.keys = theirs.keys
    mine.position = theirs.position
    return mine == theirs
  }
}
