import CPostgres

/// One connection of libpq, used by one thread at a time.
final class PostgresConnection {
  private let connection: OpaquePointer
  /// Statements that the server has prepared here, by their text.
  private var prepared: [String: String] = [:]

  /// - Throws: `HubStoreError` (`unreachable`).
  init(_ address: String) throws(HubStoreError) {
    guard let connection = PQconnectdb(address) else {
      throw HubStoreError(code: .unreachable, message: "no memory for a connection")
    }
    self.connection = connection
    guard PQstatus(connection) == CONNECTION_OK else {
      // What is left of it goes with `deinit`, which a class runs even where its initialiser throws.
      let message = PostgresConnection.message(connection)
      throw HubStoreError(code: .unreachable, message: "cannot reach PostgreSQL: \(message)")
    }
  }

  deinit { PQfinish(connection) }

  /// False once the server or the network ended it.
  var isOpen: Bool { PQstatus(connection) == CONNECTION_OK }

  /// Runs a statement without parameters.
  /// - Throws: `HubStoreError`.
  func run(_ sql: String) throws(HubStoreError) {
    let result = PQexec(connection, sql)
    defer { PQclear(result) }
    try check(result)
  }

  /// Runs a statement that the server prepares once.
  /// - Throws: `HubStoreError`.
  func run(_ sql: String, _ values: [SQLValue]) throws(HubStoreError) -> PostgresResult {
    let name = try prepare(sql)
    let result = PostgresParameters(values).with { count, pointers, lengths, formats in
      PQexecPrepared(connection, name, count, pointers, lengths, formats, 1)
    }
    let answer = PostgresResult(result)
    try check(result)
    return answer
  }

  /// Runs one statement for many rows without waiting for each answer (libpq's pipeline mode).
  /// - Returns: how many rows were changed together.
  /// - Throws: `HubStoreError`.
  func run(_ sql: String, rows: [[SQLValue]]) throws(HubStoreError) -> Int {
    let name = try prepare(sql)
    var changed = 0
    // A bounded part at a time: unread answers must not fill the buffers of both sides.
    var rest = rows[...]
    while !rest.isEmpty {
      let part = rest.prefix(200)
      rest = rest.dropFirst(200)
      changed += try pipeline(name, part)
    }
    return changed
  }

  private func pipeline(
    _ name: String, _ rows: ArraySlice<[SQLValue]>
  ) throws(HubStoreError) -> Int {
    guard PQenterPipelineMode(connection) == 1 else { throw fault() }
    defer { PQexitPipelineMode(connection) }
    for values in rows {
      let sent = PostgresParameters(values).with { count, pointers, lengths, formats in
        PQsendQueryPrepared(connection, name, count, pointers, lengths, formats, 1)
      }
      guard sent == 1 else { throw fault() }
    }
    guard PQpipelineSync(connection) == 1 else { throw fault() }
    var changed = 0
    var failure: HubStoreError?
    while true {
      guard let result = PQgetResult(connection) else {
        // Null ends one statement's answers; a second one in a row, or a lost server, ends all.
        guard isOpen else { throw fault() }
        continue
      }
      defer { PQclear(result) }
      switch PQresultStatus(result) {
      case PGRES_PIPELINE_SYNC:
        if let failure { throw failure }
        return changed
      case PGRES_COMMAND_OK: changed += PostgresResult.changed(result)
      case PGRES_TUPLES_OK: break
      case PGRES_PIPELINE_ABORTED: break
      default: failure = failure ?? PostgresConnection.fault(result)
      }
    }
  }

  private func prepare(_ sql: String) throws(HubStoreError) -> String {
    if let name = prepared[sql] { return name }
    let name = "s\(prepared.count)"
    let result = PQprepare(connection, name, sql, 0, nil)
    defer { PQclear(result) }
    try check(result)
    prepared[sql] = name
    return name
  }

  private func check(_ result: OpaquePointer?) throws(HubStoreError) {
    guard let result else { throw fault() }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
    default: throw isOpen ? PostgresConnection.fault(result) : fault()
    }
  }

  private func fault() -> HubStoreError {
    HubStoreError(
      code: isOpen ? .failed : .unreachable,
      message: "PostgreSQL: \(PostgresConnection.message(connection))")
  }

  /// 40001 and 40P01 ask for the whole transaction again, and so does 23505: where the hub adds what
  /// may be there already it says so, and a key that is there all the same was added meanwhile. Classes
  /// 08 and 57P mean that the server went away. Its own detail may quote rows and is left out.
  private static func fault(_ result: OpaquePointer) -> HubStoreError {
    let state = PQresultErrorField(result, 67).map { String(cString: $0) } ?? ""
    let words = PQresultErrorField(result, 77).map { String(cString: $0) } ?? "no words"
    let code: HubStoreError.Code =
      ["40001", "40P01", "23505"].contains(state)
      ? .conflict : state.hasPrefix("08") || state.hasPrefix("57P") ? .unreachable : .failed
    return HubStoreError(code: code, message: "PostgreSQL \(state): \(words)")
  }

  private static func message(_ connection: OpaquePointer) -> String {
    String(cString: PQerrorMessage(connection)).split(separator: "\n").first.map(String.init) ?? ""
  }
}
