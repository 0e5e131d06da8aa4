import GRDB

extension Journal {
  /// Reads from the database.
  ///
  /// GRDB's own `read` sets `query_only` and takes it back, which makes SQLite prepare every cached
  /// statement anew: that came to more than half of an append and of a page of rows. With one
  /// connection, its calls serialised, nothing can write in between anyway.
  /// - Throws: `JournalError`; after a fault of the storage nothing is written any more.
  func read<Result>(_ what: String, _ body: (Database) throws -> Result) throws -> Result {
    do {
      return try queue.unsafeRead(body)
    } catch let error as DatabaseError {
      let known = JournalError(error, doing: what)
      switch error.resultCode {
      case .SQLITE_IOERR, .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FULL: poison(known)
      default: break
      }
      throw known
    }
  }

  /// Writes in one transaction, durable when this returns.
  ///
  /// A fault of the storage poisons the handle: a failed sync is never tried again on it, because
  /// the kernel may have dropped the pages and would report success.
  /// - Parameter inCopy: goes into the private copy of a home that cannot be written as well: for
  ///   what serves reading alone.
  /// - Throws: `JournalError`, or what `body` throws; nothing is kept then.
  func write<Result>(
    _ what: String, inCopy: Bool = false, _ body: (Database) throws -> Result
  ) throws -> Result {
    if !inCopy { try refuseReadOnly() }
    return try guarded(what) { try Journal.transaction($0, body) }
  }

  /// As `write(_:_:)`, also in a home that must not record: what came from the hub, and what ends that
  /// state.
  func writeRegardless<Result>(
    _ what: String, _ body: (Database) throws -> Result
  ) throws -> Result {
    guard let fault, fault.code == .restored else { return try write(what, body) }
    try refuseReadOnly()
    state.withLock { $0.fault = nil }
    defer { state.withLock { $0.fault = $0.fault ?? fault } }
    return try write(what, body)
  }

  /// Writes what only has to survive the process: WAL without a sync. The next durable commit syncs
  /// it as well.
  /// - Throws: as `write(_:_:)`.
  func writeUnsynced(_ what: String, _ body: (Database) throws -> Void) throws {
    try refuseReadOnly()
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

  /// Stops all writing until the journal is reopened; the first fault is the one that is said.
  func poison(_ fault: JournalError) {
    state.withLock { $0.fault = $0.fault ?? fault }
  }
}
