import CPostgres

/// One connection of libpq, used by one thread at a time.
final class PostgresConnection {
  private let connection: OpaquePointer
  /// Statements that the server has prepared here, by their text.
  private var prepared: [String: String] = [:]
  /// Of those the inserts, by what they insert and how many rows: their texts are long.
  private var inserts: [InsertStatement: [Int: String]] = [:]

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
    try run(prepared: try prepare(sql), values)
  }

  private func run(
    prepared name: String, _ values: [SQLValue]
  ) throws(HubStoreError) -> PostgresResult {
    let result = PostgresParameters(values).with { count, pointers, lengths, formats in
      PQexecPrepared(connection, name, count, pointers, lengths, formats, 1)
    }
    let answer = PostgresResult(result)
    try check(result)
    return answer
  }

  /// Adds rows by statements of many rows each: a row of its own costs the server three times as much.
  /// - Returns: how many were added.
  /// - Throws: `HubStoreError`.
  func insert(_ rows: [[SQLValue]], _ statement: InsertStatement) throws(HubStoreError) -> Int {
    var added = 0
    var rest = rows[...]
    for size in InsertStatement.sizes(of: rows.count, most: PostgresConnection.rowsAtOnce) {
      let name = try prepare(statement, rows: size)
      added += try run(prepared: name, rest.prefix(size).flatMap { $0 }).changed
      rest = rest.dropFirst(size)
    }
    return added
  }

  /// Of a statement; PostgreSQL takes 65,535 parameters.
  private static let rowsAtOnce = 128

  private func prepare(
    _ statement: InsertStatement, rows: Int
  ) throws(HubStoreError) -> String {
    if let name = inserts[statement]?[rows] { return name }
    let name = try prepare(statement.text(rows: rows))
    inserts[statement, default: [:]][rows] = name
    return name
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
