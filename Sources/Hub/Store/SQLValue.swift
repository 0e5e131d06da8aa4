/// A value in a column: all that SQLite, PostgreSQL and their distributed kin have in common here.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case text(String)
  case bytes([UInt8])
}

/// One row of an answer, by place.
package struct SQLRow: Hashable, Sendable {
  package var values: [SQLValue]

  package init(_ values: [SQLValue]) {
    self.values = values
  }

  /// - Throws: `HubStoreError` where the column holds something else.
  package func integer(_ column: Int) throws(HubStoreError) -> Int64 {
    if column < values.count, case .integer(let value) = values[column] { return value }
    throw unexpected(column, "an integer")
  }

  /// - Throws: `HubStoreError` where the column holds something else.
  package func text(_ column: Int) throws(HubStoreError) -> String {
    if column < values.count, case .text(let value) = values[column] { return value }
    throw unexpected(column, "text")
  }

  /// Nil where the column is null.
  /// - Throws: `HubStoreError` where the column holds something else.
  package func optionalText(_ column: Int) throws(HubStoreError) -> String? {
    if column < values.count, case .null = values[column] { return nil }
    return try text(column)
  }

  /// - Throws: `HubStoreError` where the column holds something else.
  package func bytes(_ column: Int) throws(HubStoreError) -> [UInt8] {
    if column < values.count, case .bytes(let value) = values[column] { return value }
    throw unexpected(column, "bytes")
  }

  private func unexpected(_ column: Int, _ due: String) -> HubStoreError {
    HubStoreError(code: .unexpected, message: "column \(column) of the store is not \(due)")
  }
}

/// What went wrong in the store, never with what was stored.
package struct HubStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: String, Hashable, Sendable {
    /// The store cannot be opened or reached.
    case unreachable
    /// There is no store, and whoever asked did not mean to make one.
    case missing
    /// Others than its owner may read the store, which holds the hub's key.
    case exposed
    /// Another transaction came first; the whole transaction is tried again.
    case conflict
    /// The disk is full or faulty, or the statement failed.
    case failed
    /// The store holds something that this program never wrote.
    case unexpected
    /// Written by a newer program.
    case newer
  }

  package let code: Code
  package let message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
