extension MonthFile {
  /// The columns and values of the first row of the rows that lie there.
  /// - Throws: `FormatError` where no row lies there; `FileReadError`.
  private func columns(
    at offset: Int64, length: Int
  ) throws -> [(name: String, value: String)] {
    let bytes = try input.piece(at: offset, count: length)
    if case .csv = format.layout {
      return try WorklistReader.columns(of: SourceRow(bytes: bytes), format: format)
    }
    guard let first = try MonthFile.elements(in: format.encoding.utf8(bytes)).first else {
      return []
    }
    return try WorklistReader.columns(of: first, format: MonthFile.plainXML)
  }

  /// What the first row of the rows that lie there says in these columns; empty where it says nothing.
  /// - Throws: `FormatError` where no row lies there; `FileReadError`.
  package func values(
    of wanted: [WorklistColumn], at offset: Int64, length: Int
  ) throws -> [String] {
    let columns = try columns(at: offset, length: length)
    return wanted.map { column in
      columns.first { $0.name.uppercased() == column.name }?.value ?? ""
    }
  }

  /// XML in UTF-8, as `elements(in:)` gives rows.
  static let plainXML = WorklistFormat(layout: .xml, encoding: .utf8)

  /// The rows of some `Table1` elements that stand beside each other.
  /// - Throws: `FormatError` where they are none.
  static func elements(in text: [UInt8]) throws -> [SourceRow] {
    let document = Array("<NewDataSet>".utf8) + text + Array("</NewDataSet>".utf8)
    var rows: [SourceRow] = []
    try rethrowing { () throws(ScanStop) in
      var faults = FaultCollector()
      try WorklistScan(input: .bytes(document), format: plainXML).run(faults: &faults) { row, _ in
        let start = Int(row.source.offset)
        rows.append(SourceRow(bytes: Array(document[start..<(start + row.source.length)])))
        return true
      }
    }
    return rows
  }

  /// The line on which the byte at `offset` lies, from 1, as counted from the file's start.
  /// - Complexity: O(offset): for messages alone.
  package func line(at offset: Int64) throws -> Int {
    var line = 1
    var place: Int64 = 0
    while place < offset {
      let bytes = try input.piece(at: place, count: Int(min(1 << 20, offset - place)))
      if bytes.isEmpty { break }
      line += bytes.count { $0 == UInt8(ascii: "\n") }
      place += Int64(bytes.count)
    }
    return line
  }
}
