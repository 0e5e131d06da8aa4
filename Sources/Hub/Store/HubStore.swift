/// Statements of one transaction.
///
/// The SQL is what SQLite, PostgreSQL, Citus, CockroachDB and YugabyteDB share; parameters are `$1`,
/// `$2`, … and columns are BIGINT, TEXT or BYTEA.
package protocol SQLSession {
  /// The rows of an answer.
  /// - Throws: `HubStoreError`.
  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow]

  /// How many rows a statement changed.
  /// - Throws: `HubStoreError`.
  @discardableResult
  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int

  /// Adds rows in their order, as fast as the store can.
  /// - Parameter passingOverKnown: a row whose key is there already is left as it is; else it is a fault.
  /// - Returns: how many were added.
  /// - Throws: `HubStoreError`.
  @discardableResult
  func insert(
    _ rows: [[SQLValue]], into table: String, _ columns: [String], passingOverKnown: Bool
  ) throws -> Int
}

/// Where a hub keeps everything.
package protocol HubStore: Sendable {
  /// Transactions that may usefully run side by side.
  var lanes: Int { get }

  /// Runs `work` in one transaction and commits it durably before it returns; where another
  /// transaction came first, all of it is run again.
  /// - Throws: what `work` throws, with nothing kept; `HubStoreError`.
  func write<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result

  /// Runs `work` on one consistent view.
  /// - Throws: what `work` throws; `HubStoreError`.
  func read<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result

  /// Ends what is under way and closes the store.
  func close() async
}

extension SQLSession {
  /// Adds rows that are known to be new.
  /// - Throws: `HubStoreError`.
  package func insert(
    _ rows: [[SQLValue]], into table: String, _ columns: [String]
  ) throws {
    try insert(rows, into: table, columns, passingOverKnown: false)
  }

  /// The one row of an answer; nil where there is none.
  func first(_ sql: String, _ values: [SQLValue] = []) throws -> SQLRow? {
    try query(sql, values).first
  }
}
