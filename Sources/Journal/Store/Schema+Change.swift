import GRDB

extension Schema {
  /// The first table or index that is not as the program makes it, or not its own; nil where all are.
  /// An index may be missing: large lists get theirs when they are asked for.
  static func change(_ database: Database) throws -> String? {
    let fresh = try DatabaseQueue().writeWithoutTransaction { database in
      try migrate(database)
      return try definitions(database)
    }
    let found = try definitions(database)
    for (name, definition) in found.sorted(by: { $0.key < $1.key }) {
      guard let due = fresh[name] else { return "\(name) is not the program's own" }
      if definition != due { return "\(name) is defined in another way" }
    }
    let missing = fresh.keys.filter { found[$0] == nil && PointIndex(rawValue: $0) == nil }.min()
    return missing.map { "\($0) is missing" }
  }

  /// What every table, index and trigger is, by its name; an index that SQLite makes itself has no SQL.
  private static func definitions(_ database: Database) throws -> [String: String] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT type, name, tbl_name, sql FROM sqlite_master")
    return Dictionary(
      rows.map { row in
        let fields: [String?] = [row["type"], row["tbl_name"], row["sql"]]
        return (row["name"] ?? "", fields.map { $0 ?? "" }.joined(separator: "\n"))
      }, uniquingKeysWith: { $0 + $1 })
  }
}
