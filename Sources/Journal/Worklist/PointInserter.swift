import GRDB

/// Writes points into `point`, or into the staging table of a newer list.
final class PointInserter {
  private let insert: Statement
  /// The id the next point gets.
  private(set) var nextID: Int64

  init(_ database: Database, table: String, firstID: Int64) throws {
    insert = try Statement(
      database,
      "INSERT INTO \(table) VALUES "
        + "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,0,0,0,NULL)")
    nextID = firstID
  }

  /// Writes `point` as one of the list that entry `list` loads.
  func write(_ point: PendingPoint, list: Int64) throws {
    bindNumbers(point, list: list)
    try point.texts.withUnsafeBufferPointer { texts in
      try point.spans.withUnsafeBufferPointer { spans in
        func text(_ field: PendingPoint.Field) -> UnsafeBufferPointer<UInt8> {
          UnsafeBufferPointer(rebasing: texts[point.ranges[field.rawValue]])
        }
        insert.bind(6, text: text(.point))
        insert.bind(7, text: text(.meter))
        insert.bind(8, blob: text(.tail))
        insert.bind(9, text: text(.customer))
        insert.bind(10, text: text(.house))
        insert.bind(12, text: text(.street))
        insert.bind(13, text: text(.pole))
        insert.bind(14, text: text(.box))
        insert.bind(15, text: text(.hazard))
        insert.bind(19, blob: spans)
        try insert.run()
      }
    }
    nextID += 1
  }

  private func bindNumbers(_ point: PendingPoint, list: Int64) {
    insert.bind(1, nextID)
    insert.bind(2, point.key)
    insert.bind(3, point.scope)
    insert.bind(4, list)
    insert.bind(5, point.walk)
    insert.bind(11, point.number)
    insert.bind(16, point.reason)
    insert.bind(17, point.invoice)
    insert.bind(18, point.kinds)
    insert.bind(20, point.record)
    insert.bind(21, point.place)
  }
}
