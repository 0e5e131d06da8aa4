import FoundationEssentials
import GRDB
import GRDBSQLite

/// A hub's store in one SQLite file.
///
/// A rollback journal instead of WAL, so that commands may work on the file beside the server; EXTRA,
/// so that a commit whose journal was truncated is on the disk with its folder.
package final class SQLiteStore: HubStore {
  package let lanes = 1
  private let queue: DatabaseQueue

  /// Opens or makes the file at `path`, which only its owner can read: the hub's key lies in it.
  /// - Parameter mayMake: a store that is not there is made.
  /// - Throws: `HubStoreError`.
  package init(path: String, mayMake: Bool = true) throws {
    try StoreFile.secure(path, mayMake: mayMake)
    var configuration = Configuration()
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = TRUNCATE")
      try database.execute(sql: "PRAGMA synchronous = EXTRA")
      try database.execute(sql: "PRAGMA cache_size = -16000")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.write { try HubSchema.prepare(SQLiteSession(database: $0)) }
    } catch {
      throw SQLiteStore.translated(error, "cannot open \(path)")
    }
  }

  package func write<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    for attempt in 1... {
      do {
        return try await queue.write { try work(SQLiteSession(database: $0)) }
      } catch {
        let error = SQLiteStore.translated(error, "cannot write to the store")
        guard attempt < 5, (error as? HubStoreError)?.code == .conflict else { throw error }
      }
    }
    throw HubStoreError(code: .conflict, message: "the store is busy")
  }

  package func read<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    do {
      return try await queue.read { try work(SQLiteSession(database: $0)) }
    } catch {
      throw SQLiteStore.translated(error, "cannot read the store")
    }
  }

  package func close() async {
    try? queue.close()
  }

  /// A fault of SQLite as the store's; other errors stay what they are.
  private static func translated(_ error: any Error, _ what: String) -> any Error {
    guard let fault = error as? DatabaseError else { return error }
    let isBusy = [.SQLITE_BUSY, .SQLITE_LOCKED].contains(fault.resultCode)
    return HubStoreError(
      code: isBusy ? .conflict : .failed,
      message: "\(what): \(fault.message ?? "SQLite error \(fault.extendedResultCode.rawValue)")")
  }
}

/// Statements on a GRDB connection.
struct SQLiteSession: SQLSession {
  let database: Database

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    let statement = try database.cachedStatement(sql: sql)
    return try Row.fetchAll(statement, arguments: SQLiteSession.arguments(values)).map { row in
      SQLRow(row.databaseValues.map(SQLValue.init))
    }
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    let statement = try database.cachedStatement(sql: sql)
    let before = database.totalChangesCount
    try statement.execute(arguments: SQLiteSession.arguments(values))
    return database.totalChangesCount - before
  }

  /// One prepared statement, stepped for every row: there is no server to go to and fro.
  func insert(
    _ rows: [[SQLValue]], into table: String, _ columns: [String], passingOverKnown: Bool
  ) throws -> Int {
    let sql = InsertStatement(table: table, columns: columns, passingOverKnown: passingOverKnown)
    let statement = try database.cachedStatement(sql: sql.text(rows: 1))
    let before = database.totalChangesCount
    let pointer = statement.sqliteStatement
    defer {
      // The kept statement would hold on to the last row's copies, and to the table where it failed.
      sqlite3_reset(pointer)
      sqlite3_clear_bindings(pointer)
    }
    for values in rows {
      try SQLiteSession.step(pointer, binding: values, database)
    }
    return database.totalChangesCount - before
  }

  /// Binds and runs by SQLite's own calls: GRDB's arguments cost twice what SQLite needs for the row.
  private static func step(
    _ pointer: SQLiteStatement, binding values: [SQLValue], _ database: Database
  ) throws {
    sqlite3_reset(pointer)
    for (index, value) in values.enumerated() {
      let column = Int32(index + 1)
      let code =
        switch value {
        case .null: sqlite3_bind_null(pointer, column)
        case .integer(let number): sqlite3_bind_int64(pointer, column, number)
        case .text(let text):
          sqlite3_bind_text(pointer, column, text, Int32(text.utf8.count), transient)
        case .bytes(let bytes) where bytes.isEmpty: sqlite3_bind_zeroblob(pointer, column, 0)
        case .bytes(let bytes):
          sqlite3_bind_blob(pointer, column, bytes, Int32(bytes.count), transient)
        }
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
    let code = sqlite3_step(pointer)
    guard code == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection)))
    }
  }

  /// SQLITE_TRANSIENT: SQLite copies what it is given.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  private static func arguments(_ values: [SQLValue]) -> StatementArguments {
    StatementArguments(values.map { $0.databaseValue })
  }
}

extension SQLValue {
  fileprivate var databaseValue: DatabaseValue {
    switch self {
    case .null: .null
    case .integer(let value): value.databaseValue
    case .text(let value): value.databaseValue
    case .bytes(let value): Data(value).databaseValue
    }
  }

  fileprivate init(_ value: DatabaseValue) {
    switch value.storage {
    case .null: self = .null
    case .int64(let number): self = .integer(number)
    case .double(let number): self = .text("\(number)")
    case .string(let text): self = .text(text)
    case .blob(let data): self = .bytes(Array(data))
    }
  }
}
