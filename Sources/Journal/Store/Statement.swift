import Evidence
import GRDB
import GRDBSQLite

/// A prepared SQLite statement for the paths where hundreds of thousands of rows go by.
///
/// Bound texts and blobs are not copied: they must live until `run` or the next `reset`.
final class Statement {
  private let handle: OpaquePointer
  private let connection: OpaquePointer
  private let sql: String

  init(_ database: Database, _ sql: String) throws {
    guard let connection = database.sqliteConnection else {
      throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "no connection")
    }
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(
      connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard code == SQLITE_OK, let handle else {
      throw Statement.error(code, connection, sql)
    }
    self.handle = handle
    self.connection = connection
    self.sql = sql
  }

  deinit {
    sqlite3_finalize(handle)
  }

  private static func error(
    _ code: Int32, _ connection: OpaquePointer, _ sql: String
  ) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(connection)))
  }

  /// Parameters count from 1.
  func bind(_ parameter: Int32, _ value: Int64) {
    sqlite3_bind_int64(handle, parameter, value)
  }

  func bind(_ parameter: Int32, _ value: Int64?) {
    if let value { bind(parameter, value) } else { sqlite3_bind_null(handle, parameter) }
  }

  func bind(_ parameter: Int32, text: UnsafeBufferPointer<UInt8>) {
    let empty = "".utf8.withContiguousStorageIfAvailable { $0.baseAddress } ?? nil
    let start = text.baseAddress ?? empty
    start.map { UnsafeRawPointer($0) }.map {
      _ = sqlite3_bind_text(
        handle, parameter, $0.assumingMemoryBound(to: CChar.self), Int32(text.count), nil)
    }
  }

  func bind(_ parameter: Int32, blob: UnsafeBufferPointer<UInt8>) {
    sqlite3_bind_blob(handle, parameter, blob.baseAddress, Int32(blob.count), nil)
  }

  /// Binds a copy of `text`.
  func bind(_ parameter: Int32, _ text: String) {
    // SQLITE_TRANSIENT
    sqlite3_bind_text(
      handle, parameter, text, -1, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  /// Steps to a row; false where there is none any more.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    switch code {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let extended = sqlite3_extended_errcode(connection)
      throw Statement.error(extended == SQLITE_OK ? code : extended, connection, sql)
    }
  }

  /// Runs a statement that gives no rows, and makes it ready for the next values.
  func run() throws {
    defer { sqlite3_reset(handle) }
    while try step() {}
  }

  func reset() {
    sqlite3_reset(handle)
  }

  /// Columns count from 0.
  func integer(_ column: Int32) -> Int64 {
    sqlite3_column_int64(handle, column)
  }

  func isNull(_ column: Int32) -> Bool {
    sqlite3_column_type(handle, column) == SQLITE_NULL
  }

  /// The column's bytes, good until the next step.
  func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
    let start = sqlite3_column_blob(handle, column)
    let count = Int(sqlite3_column_bytes(handle, column))
    return UnsafeBufferPointer(start: start?.assumingMemoryBound(to: UInt8.self), count: count)
  }

  /// A copy of the column's bytes; none where it is of another type than BLOB, which only tampering
  /// can bring.
  func blob(_ column: Int32) -> [UInt8] {
    sqlite3_column_type(handle, column) == SQLITE_BLOB ? copy(column) : []
  }

  func text(_ column: Int32) -> String {
    String(decoding: bytes(column), as: UTF8.self)
  }

  func copy(_ column: Int32) -> [UInt8] {
    Array(bytes(column))
  }
}

extension Statement {
  /// A hash over all rows: each cell's type, length and bytes.
  func digest() throws -> ContentHash? {
    var hasher = ContentHasher()
    while try step() {
      for column in 0..<sqlite3_column_count(handle) {
        let type = sqlite3_column_type(handle, column)
        let bytes = bytes(column)
        let mark = "\(type) \(bytes.count) "
        Array(mark.utf8).withUnsafeBytes { hasher.update($0) }
        hasher.update(UnsafeRawBufferPointer(bytes))
      }
    }
    return hasher.finalized()
  }
}
