import Dispatch
import Synchronization

/// A hub's store in PostgreSQL, or in what speaks its language: Citus, CockroachDB, YugabyteDB.
///
/// A few connections, each with a thread of its own; a connection that the server ended is made anew,
/// and a transaction that another one overtook is run again.
package final class PostgresStore: HubStore {
  package let lanes: Int
  private let workers: [PostgresWorker]
  private let turn = Mutex(0)

  /// Connects to `address`, a `postgres://` URL or libpq's own words, and makes the tables.
  /// - Throws: `HubStoreError`.
  package init(address: String, connections: Int = 5) async throws {
    lanes = max(1, connections - 1)
    workers = (0..<max(2, connections)).map { PostgresWorker(address: address, number: $0) }
    try await workers[0].transaction { try HubSchema.prepare($0) }
  }

  package func write<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    try await next().transaction(work)
  }

  package func read<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    try await next().transaction(work, begin: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
  }

  package func close() async {
    for worker in workers { await worker.close() }
  }

  /// The worker with the least to do; of equals the next in turn.
  private func next() -> PostgresWorker {
    let first = turn.withLock { turn in
      turn = (turn + 1) % workers.count
      return turn
    }
    let order = (0..<workers.count).map { workers[(first + $0) % workers.count] }
    return order.min { $0.waiting < $1.waiting } ?? workers[0]
  }
}

/// A thread with a connection.
///
/// Unchecked, because `connection` is touched on `queue` alone, which is serial.
private final class PostgresWorker: @unchecked Sendable {
  private let address: String
  private let queue: DispatchQueue
  private var connection: PostgresConnection?
  private let count = Atomic(0)

  init(address: String, number: Int) {
    self.address = address
    queue = DispatchQueue(label: "phuctra.postgres.\(number)")
  }

  /// Transactions that wait or run here.
  var waiting: Int { count.load(ordering: .relaxed) }

  func transaction<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result,
    begin: String = "BEGIN ISOLATION LEVEL READ COMMITTED"
  ) async throws -> Result {
    count.add(1, ordering: .relaxed)
    defer { count.subtract(1, ordering: .relaxed) }
    return try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(with: Swift.Result { try self.attempt(work, begin) })
      }
    }
  }

  func close() async {
    await withCheckedContinuation { continuation in
      queue.async {
        self.connection = nil
        continuation.resume()
      }
    }
  }

  /// Runs the transaction until it is not overtaken, at most so often.
  ///
  /// A connection that the server ended is noticed by the next statement; what was not yet asked to
  /// commit is run again on a new one. An answer lost after COMMIT is the caller's to ask for again.
  private func attempt<Result>(
    _ work: (any SQLSession) throws -> Result, _ begin: String
  ) throws -> Result {
    var last: (any Error)?
    for _ in 0..<8 {
      do {
        if connection?.isOpen != true { connection = try connect() }
        guard let connection else {
          throw HubStoreError(code: .unreachable, message: "no connection")
        }
        return try run(work, on: connection, begin)
      } catch let error as HubStoreError where error.code == .conflict {
        last = error
      } catch let lost as ConnectionLost {
        connection = nil
        guard !lost.wasCommitting else { throw lost.error }
        last = lost.error
      }
    }
    throw last ?? HubStoreError(code: .conflict, message: "the store is busy")
  }

  private func connect() throws -> PostgresConnection {
    let connection = try PostgresConnection(address)
    // Acknowledged means on the disk, whatever the server's own setting says.
    try connection.run("SET synchronous_commit = on")
    try connection.run("SET statement_timeout = '60s'")
    // Every statement here goes by a key. A plan is kept as long as the connection, and one that was
    // made while a table was empty would read all of it ever after.
    try connection.run("SET enable_seqscan = off")
    try connection.run("SET client_min_messages = warning")
    return connection
  }

  private func run<Result>(
    _ work: (any SQLSession) throws -> Result, on connection: PostgresConnection,
    _ begin: String
  ) throws -> Result {
    var isCommitting = false
    do {
      try connection.run(begin)
      let result = try work(PostgresSession(connection: connection))
      isCommitting = true
      try connection.run("COMMIT")
      return result
    } catch let error as HubStoreError where error.code == .unreachable {
      throw ConnectionLost(error: error, wasCommitting: isCommitting)
    } catch {
      if connection.isOpen { try? connection.run("ROLLBACK") }
      throw error
    }
  }

  /// The server ended the connection within a transaction.
  private struct ConnectionLost: Error {
    let error: HubStoreError
    /// Whether it may have been committed all the same.
    let wasCommitting: Bool
  }
}

/// Statements on a connection.
private struct PostgresSession: SQLSession {
  let connection: PostgresConnection

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    try connection.run(sql, values).rows()
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    try connection.run(sql, values).changed
  }

  func insert(
    _ rows: [[SQLValue]], into table: String, _ columns: [String], passingOverKnown: Bool
  ) throws -> Int {
    try connection.insert(
      rows,
      InsertStatement(table: table, columns: columns, passingOverKnown: passingOverKnown))
  }
}
