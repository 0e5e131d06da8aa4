package import Evidence
import GRDB
import Synchronization

/// A home's journal: the one place where what people do is kept.
///
/// One process, one connection (the system's SQLite 3.40.1 has a defect in resetting the WAL that
/// needs two). Calls are serialised; any of them may take as long as a sync of the disk takes.
package final class Journal: Sendable {
  package let home: Home
  /// Whose journal this is.
  package let publicKey: PublicKey
  package let blobs: Blobs

  let key: DeviceKey
  let context: JournalContext
  let source: any WorklistSource
  let queue: DatabaseQueue
  private let lock: HomeLock
  private let state: Mutex<State>

  /// What changes while the journal is open.
  struct State {
    /// The last entry that is durable.
    var head: ChainHead
    /// Its local time.
    var lastTime: String?
    /// Why nothing is written any more.
    var fault: JournalError?
  }

  init(
    home: Home, lock: HomeLock, key: DeviceKey, context: JournalContext,
    source: any WorklistSource, queue: DatabaseQueue, state: State
  ) {
    self.home = home
    self.lock = lock
    self.key = key
    self.context = context
    self.source = source
    self.queue = queue
    self.state = Mutex(state)
    publicKey = key.publicKey
    blobs = Blobs(home)
  }

  /// Who signs here.
  package var device: DeviceIdentity { DeviceIdentity(publicKey) }

  /// The last durable entry.
  package var head: ChainHead { state.withLock(\.head) }

  /// Why nothing is written any more; nil while all is well. Reading, verifying and exporting go on.
  package var fault: JournalError? { state.withLock(\.fault) }

  var lastTime: String? { state.withLock(\.lastTime) }

  /// Notes what is durable now.
  func advance(to head: ChainHead, time: String) {
    state.withLock {
      $0.head = head
      $0.lastTime = time
    }
  }

  /// Closes the database and gives the home free.
  /// - Throws: what SQLite reports.
  package func close() throws {
    try queue.close()
  }

  /// Reads from the database.
  ///
  /// GRDB's own `read` sets `query_only` and takes it back, which makes SQLite prepare every cached
  /// statement anew: that came to more than half of an append and of a page of rows. With one
  /// connection, its calls serialised, nothing can write in between anyway.
  /// - Throws: `JournalError`.
  func read<Result>(_ what: String, _ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.unsafeRead(body)
    } catch let error as DatabaseError {
      throw JournalError(error, doing: what)
    }
  }

  /// Writes in one transaction, durable when this returns.
  ///
  /// A fault of the storage poisons the handle: a failed sync is never tried again on it, because
  /// the kernel may have dropped the pages and would report success.
  /// - Throws: `JournalError`, or what `body` throws; nothing is kept then.
  func write<Result>(_ what: String, _ body: (Database) throws -> Result) throws -> Result {
    try guarded(what) { try Journal.transaction($0, body) }
  }

  /// Writes what only has to survive the process: WAL without a sync. The next durable commit syncs
  /// it as well.
  /// - Throws: as `write(_:_:)`.
  func writeUnsynced(_ what: String, _ body: (Database) throws -> Void) throws {
    try guarded(what) { database in
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
      let outcome = Result { try Journal.transaction(database, body) }
      try database.execute(sql: "PRAGMA synchronous = \(context.durability.rawValue)")
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == context.durability.rawValue
      else {
        throw DatabaseError(resultCode: .SQLITE_IOERR, message: "synchronous is not FULL any more")
      }
      try outcome.get()
    }
  }

  private static func transaction<Result>(
    _ database: Database, _ body: (Database) throws -> Result
  ) throws -> Result {
    var result: Result?
    try database.inTransaction(.immediate) {
      result = try body(database)
      return .commit
    }
    guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return result
  }

  private func guarded<Result>(
    _ what: String, _ body: (Database) throws -> Result
  ) throws -> Result {
    if let fault {
      throw JournalError(
        code: fault.code, message: "\(fault.message) (the journal has stopped writing)")
    }
    do {
      return try queue.writeWithoutTransaction(body)
    } catch {
      let known =
        (error as? JournalError) ?? (error as? DatabaseError).map { JournalError($0, doing: what) }
      guard let known else { throw error }
      if known.code.poisons { poison(known) }
      throw known
    }
  }

  /// Writes nothing more from here on.
  func poison(_ fault: JournalError) {
    state.withLock { $0.fault = $0.fault ?? fault }
  }
}
