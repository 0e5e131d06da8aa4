/// Writes the rows of a book in the other of the two formats, as UTF-8, every column kept.
///
/// An empty CSV cell and an element that is not there are the same: absent.
package enum BookConversion {
  /// Names of all columns of a list's rows, in the order in which they first come.
  package static func columns(
    of rows: some Sequence<[(name: String, value: String)]>
  ) -> [String] {
    var ledger = ColumnLedger()
    for row in rows { ledger.add(row) }
    return ledger.names
  }

  /// A row as a `Table1` element with its line end.
  package static func element(_ row: [(name: String, value: String)]) -> [UInt8] {
    var result = Array("  <Table1>\n".utf8)
    for (name, value) in row where !value.isEmpty {
      let element = XMLText.element(XMLText.elementName(name), value)
      result += Array("    ".utf8) + element + [UInt8(ascii: "\n")]
    }
    return result + Array("  </Table1>\n".utf8)
  }

  package static let head = Array(
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<NewDataSet>\n".utf8)
  package static let tail = Array("</NewDataSet>\n".utf8)

  /// A row with a patch's values, columns it lacks added at its end.
  package static func applying(
    _ patch: RowPatch, to row: [(name: String, value: String)]
  ) -> [(name: String, value: String)] {
    var row = row
    for change in patch.changes {
      let place = row.firstIndex { $0.name.uppercased() == change.column.uppercased() }
      if let place {
        row[place].value = change.value
      } else {
        row.append((change.column, change.value))
      }
    }
    return row
  }
}

/// Column names in the order in which they first come.
package struct ColumnLedger {
  package private(set) var names: [String] = []
  private var known: Set<String> = []

  package init() {}

  package mutating func add(_ row: [(name: String, value: String)]) {
    for (name, _) in row where known.insert(name.uppercased()).inserted { names.append(name) }
  }

  /// A row's values in the ledger's order, absent ones empty.
  package func cells(_ row: [(name: String, value: String)]) -> [String] {
    var values: [String: String] = [:]
    for (name, value) in row { values[name.uppercased()] = value }
    return names.map { values[$0.uppercased()] ?? "" }
  }
}
