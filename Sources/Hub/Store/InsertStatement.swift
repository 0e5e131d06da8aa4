/// The text of an insert of so many rows.
struct InsertStatement: Hashable {
  let table: String
  let columns: [String]
  /// A row whose key is there already is left as it is.
  let passingOverKnown: Bool

  func text(rows: Int) -> String {
    let values = (0..<rows).map { row in
      "(\(columns.indices.map { "$\(row * columns.count + $0 + 1)" }.joined(separator: ", ")))"
    }
    return "INSERT INTO \(table)(\(columns.joined(separator: ", "))) VALUES "
      + values.joined(separator: ", ") + (passingOverKnown ? " ON CONFLICT DO NOTHING" : "")
  }

  /// The sizes of the statements that together take `count` rows: halves of the largest, so that a
  /// server has to prepare few of them.
  static func sizes(of count: Int, most: Int) -> [Int] {
    var sizes = Array(repeating: most, count: count / most)
    var rest = count % most
    var size = most / 2
    while rest > 0 {
      if rest >= size {
        sizes.append(size)
        rest -= size
      } else {
        size /= 2
      }
    }
    return sizes
  }
}
