import Casework
package import Evidence
import FoundationEssentials
import GRDB
package import Metering

extension Journal {
  /// Where a point's rows lie: the entry of its list, and the place of each register's row in that
  /// list's file, in the order of `MeteringPoint.registers`.
  package struct Places: Hashable, Sendable {
    package let list: Int64
    package let rows: [RowSpan]
    package let point: MeteringPoint
  }

  /// The places of a point's rows, and the point with the state of its invoice that counts; nil where no
  /// list has it now.
  /// - Throws: `JournalError`, or what the source throws where the list's file was damaged.
  package func places(of identity: PointIdentity) throws -> Places? {
    typealias Found = (list: Int64, rows: [RowSpan], file: LoadedList, billed: BilledInvoice?)
    let found = try read("cannot look up the point") { database -> Found? in
      guard let point = try PointFinder.find(identity, in: database) else { return nil }
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT p.list, p.spans, \(LoadedList.columns)
          FROM point p JOIN list l ON l.seq = p.list WHERE p.id = ?
          """, arguments: [point.id])
      guard let row, let list = LoadedList(row) else { return nil }
      let packed = [UInt8](row["spans"] as Data)
      return (
        row["list"], packed.withUnsafeBufferPointer(PackedSpans.spans), list,
        try BilledInvoice.find(identity, in: database)
      )
    }
    guard let (sequence, rows, list, billed) = found else { return nil }
    let file = ListFile(path: blobs.path(list.hash), unit: list.unit, period: list.period)
    var point = try source.point(in: file, rows: rows)
    _ = billed?.apply(to: &point, listLoadedAt: list.loaded)
    return Places(list: sequence, rows: rows, point: point)
  }

  /// Whether an entry of this kind is in the journal, a kind of a later version too.
  /// - Throws: `JournalError`.
  /// - Complexity: O(entries), by their headers alone.
  package func hasEntry(of kind: EntryKind) throws -> Bool {
    try read("cannot look through the journal") { database in
      try Int.fetchOne(
        database, sql: "SELECT 1 FROM journal WHERE instr(header, CAST(? AS BLOB)) LIMIT 1",
        arguments: ["\nkind: \(kind.name)\n"]) != nil
    }
  }

  /// The lists that points of the home stand in now, oldest first.
  /// - Throws: `JournalError`.
  package func currentLists() throws -> [LoadedWorklist] {
    let sequences = try read("cannot list the worklists") {
      try Set(Int64.fetchAll($0, sql: "SELECT DISTINCT list FROM point"))
    }
    return try worklists().filter { sequences.contains($0.row) }.reversed()
  }

  /// The lists that a later one took the place of: of theirs only points that somebody had visited
  /// stayed, because the newer list leaves them out.
  /// - Parameter list: one of `currentLists()`.
  /// - Returns: the rows of their entries, of lists that points of the home stand in.
  /// - Throws: `JournalError`.
  /// - Complexity: O(points).
  package func lists(replacedBy list: LoadedWorklist) throws -> Set<Int64> {
    let books = try Set(books(ofList: list.row))
    let earlier = try currentLists().filter { other in
      guard other.row < list.row, other.loading.receiver == list.loading.receiver,
        other.loading.isSupplement == list.loading.isSupplement
      else { return false }
      let isAlone = list.loading.receiver != nil || list.loading.isSupplement
      return !isAlone || other.loading.name == list.loading.name
    }
    return Set(
      try earlier.filter { try books.isSuperset(of: self.books(ofList: $0.row)) }.map(\.row))
  }
}

extension Journal {
  /// Where the blob of this SHA-256 (hex) lies, or would; nil where it is no SHA-256.
  package func blobPath(hex: String) -> String? {
    ContentHash(hex: hex).map { blobs.path($0) }
  }
}
