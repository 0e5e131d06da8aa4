import FoundationEssentials
import GRDB

/// Registers of a point that do not follow each other in the file are brought together.
struct ScatteredPoints {
  let database: Database
  let table: String

  /// Merges every later row of a point into its first.
  /// - Throws: `ListLoader.Duplicate` where a register stands there twice.
  /// - Complexity: one pass over the index of keys.
  func gather() throws {
    let keys = try Int64.fetchAll(
      database, sql: "SELECT key FROM \(table) GROUP BY key HAVING count(*) > 1")
    for key in keys {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT id, point, meter, kinds, spans, record, invoice,
            (SELECT unit || ' ' || year || ' ' || month || ' ' || cycle
             FROM scope WHERE scope.id = scope) AS owner
          FROM \(table) WHERE key = ? ORDER BY id
          """, arguments: [key])
      var first: [[String]: Part] = [:]
      for row in rows {
        let part = Part(row)
        if let found = first[part.identity] {
          let merged = try found.adding(part)
          first[part.identity] = merged
          try save(merged, without: part.id)
        } else {
          first[part.identity] = part
        }
      }
    }
  }

  private func save(_ part: Part, without id: Int64) throws {
    try database.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
    try database.execute(
      sql: "UPDATE \(table) SET kinds = ?, spans = ?, record = ?, invoice = ? WHERE id = ?",
      arguments: [part.kinds, part.spans, part.record, part.invoice, part.id])
  }

  private struct Part {
    var id: Int64
    var identity: [String]
    var kinds: Int64
    var spans: Data
    var record: Int64
    var invoice: Int64

    init(_ row: Row) {
      id = row["id"]
      identity = [row["owner"], row["point"], row["meter"]]
      kinds = row["kinds"]
      spans = row["spans"]
      record = row["record"]
      invoice = row["invoice"]
    }

    func adding(_ other: Part) throws -> Part {
      guard let kinds = PointCodes.appending(other.kinds, to: kinds) else {
        let all = Array(spans + other.spans)
        throw ListLoader.Duplicate(
          kind: nil, spans: all.withUnsafeBufferPointer(PackedSpans.spans))
      }
      var merged = self
      merged.kinds = kinds
      merged.spans += other.spans
      merged.record &+= other.record
      merged.invoice = max(invoice, other.invoice)
      return merged
    }
  }
}
