import GRDB

/// Unit, book and period: what a list covers, and what a newer one may take points away from.
struct ScopeName: Hashable {
  var unit: String
  var book: String
  var year: Int
  var month: Int
  var cycle: Int
}

/// Scopes by name; rows of one book come together, so most lookups end at the last one.
struct Scopes {
  /// The ids of all scopes that rows were seen of.
  private(set) var covered: Set<Int64> = []
  private var known: [Int64: Int64] = [:]
  private var last: (hash: Int64, id: Int64)?

  /// The id of the row's scope, made where it is new.
  mutating func id(of row: RegisterRow, in database: Database) throws -> Int64 {
    var hash = Fingerprint()
    hash.add(row.unit)
    hash.add(row.book)
    hash.add(row.year * 10_000 + row.month * 100 + row.cycle)
    if let last, last.hash == hash.value { return last.id }
    let id =
      try known[hash.value]
      ?? Scopes.id(
        ScopeName(
          unit: String(decoding: row.unit, as: UTF8.self),
          book: String(decoding: row.book, as: UTF8.self), year: row.year, month: row.month,
          cycle: row.cycle),
        in: database)
    known[hash.value] = id
    covered.insert(id)
    last = (hash.value, id)
    return id
  }

  private static func id(_ name: ScopeName, in database: Database) throws -> Int64 {
    let arguments: StatementArguments = [name.unit, name.book, name.year, name.month, name.cycle]
    let found = try Int64.fetchOne(
      database,
      sql: """
        SELECT id FROM scope WHERE unit = ? AND book = ? AND year = ? AND month = ? AND cycle = ?
        """, arguments: arguments)
    if let found { return found }
    try database.execute(
      sql: "INSERT INTO scope(unit, book, year, month, cycle) VALUES (?, ?, ?, ?, ?)",
      arguments: arguments)
    return database.lastInsertedRowID
  }
}
