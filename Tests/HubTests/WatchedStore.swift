import Synchronization

@testable import Hub

/// A store that notes how much each transaction writes, and fails after so many.
struct WatchedStore: HubStore {
  let store: any HubStore
  let watch: Watch
  var lanes: Int { store.lanes }

  final class Watch: Sendable {
    /// Bytes of all parameters, of each transaction that wrote.
    let largest = Mutex<[Int]>([])
    /// Transactions until the disk is full.
    let left = Atomic(Int.max)
  }

  func write<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    let watch = watch
    let left = watch.left.load(ordering: .relaxed)
    guard left > 0 else { throw HubStoreError(code: .failed, message: "the disk is full") }
    if left < Int.max { watch.left.store(left - 1, ordering: .relaxed) }
    return try await store.write { session in
      let watched = WatchedSession(session: session)
      let result = try work(watched)
      watch.largest.withLock { $0.append(watched.bytes) }
      return result
    }
  }

  func read<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    try await store.read(work)
  }

  func close() async { await store.close() }
}

private final class WatchedSession: SQLSession {
  let session: any SQLSession
  private(set) var bytes = 0

  init(session: any SQLSession) {
    self.session = session
  }

  func query(_ sql: String, _ values: [SQLValue]) throws -> [SQLRow] {
    try session.query(sql, values)
  }

  func execute(_ sql: String, _ values: [SQLValue]) throws -> Int {
    bytes += WatchedSession.size(values)
    return try session.execute(sql, values)
  }

  func insert(
    _ rows: [[SQLValue]], into table: String, _ columns: [String], passingOverKnown: Bool
  ) throws -> Int {
    bytes += rows.map(WatchedSession.size).reduce(0, +)
    return try session.insert(rows, into: table, columns, passingOverKnown: passingOverKnown)
  }

  private static func size(_ values: [SQLValue]) -> Int {
    values.reduce(0) { sum, value in
      switch value {
      case .null: sum
      case .integer: sum + 8
      case .text(let text): sum + text.utf8.count
      case .bytes(let bytes): sum + bytes.count
      }
    }
  }
}
