import Metering

/// What a row says of where its metering point stands, as numbers to compare: hashes seeded anew in
/// each process, so not for storing. An absent column and an empty one are the same.
package struct RowStanding: Hashable, Sendable {
  /// Of the unit and book.
  package private(set) var book: UInt64
  /// The row names a book; else `book` is the one of the unit's points that have none.
  private var namesBook: Bool
  /// Of the pole, of the box; 0 where the row names none.
  private var pole: UInt64
  private var box: UInt64
  /// STT.
  private var walkOrder: Int?

  init(_ fields: RowFields, walkOrder: Int?) {
    let book = fields.bytes(WorklistColumn.book.rawValue)
    var hash = ByteHash()
    hash.combine(fields.bytes(WorklistColumn.unit.rawValue))
    hash.combine(book)
    self.book = hash.value
    namesBook = !book.isEmpty
    pole = RowStanding.hash(fields.bytes(WorklistColumn.pole.rawValue))
    box = RowStanding.hash(fields.bytes(WorklistColumn.box.rawValue))
    self.walkOrder = walkOrder
  }

  /// Takes from another row of the point what this one does not say: of each column the first row that
  /// says something counts, as in every list.
  /// - Returns: false where the two name different books.
  package mutating func add(_ other: RowStanding) -> Bool {
    if pole == 0 { pole = other.pole }
    if box == 0 { box = other.box }
    walkOrder = walkOrder ?? other.walkOrder
    if namesBook { return !other.namesBook || other.book == book }
    (book, namesBook) = (other.book, other.namesBook)
    return true
  }

  /// The same for points in one box on one pole; 0 where no row names a box.
  package var boxHash: UInt64 {
    guard box != 0 else { return 0 }
    var hash = ByteHash()
    hash.combine(pole)
    hash.combine(box)
    return hash.value | 1
  }

  /// A number that sorts as the worklist's walk does: by STT, then those without one, all equal, for
  /// they stay in the file's order.
  package var walk: UInt64 { walkOrder.map { UInt64($0) } ?? .max }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard !bytes.isEmpty else { return 0 }
    var hash = ByteHash()
    hash.combine(bytes)
    return hash.value | 1
  }
}

extension ScannedRow {
  /// Where the row says its point stands.
  package var standing: RowStanding { RowStanding(fields, walkOrder: values.walkOrder) }
}
