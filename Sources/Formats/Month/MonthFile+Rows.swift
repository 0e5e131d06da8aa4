extension MonthFile {
  /// Calls `body` with the rows that lie there, until it has seen enough.
  /// - Parameter body: says whether to go on.
  /// - Throws: `FormatError` where no rows lie there; `FileReadError`.
  private func eachRow(
    at offset: Int64, length: Int, _ body: (RowFields) -> Bool
  ) throws {
    let bytes = try input.piece(at: offset, count: length)
    if case .csv(let csv) = format.layout {
      return try rethrowing { () throws(ScanStop) in
        var table = try CSVTable(
          rows: bytes, format: csv, encoding: format.encoding, wanted: WorklistColumn.names,
          line: 1)
        while let fields = try table.nextOfAnyWidth() {
          guard body(fields) else { return }
        }
      }
    }
    try MonthFile.scanElements(in: format.encoding.utf8(bytes)) { fields, _ in body(fields) }
  }

  /// The identity of the point whose rows lie there, as its first row says it; see
  /// `ScannedRow.writeMonthIdentity(into:)`.
  /// - Throws: `FormatError` where no rows lie there; `FileReadError`.
  package func identity(at offset: Int64, length: Int) throws -> [UInt8]? {
    var identity: [UInt8]?
    try eachRow(at: offset, length: min(length, CSVScanner.rowLimit)) { fields in
      identity = MonthIdentity.of(fields)
      return false
    }
    return identity
  }

  /// Unit and book of the rows that lie there, from the row that gave the book's hash: whatever else
  /// is called like these columns, or stands in other rows, names no book.
  /// - Parameter book: `RowStanding.book`.
  /// - Throws: `FormatError` where no row there is of that book; `FileReadError`.
  package func name(
    ofBook book: UInt64, at offset: Int64, length: Int
  ) throws -> (unit: String, book: String) {
    var name: (unit: String, book: String)?
    try eachRow(at: offset, length: length) { fields in
      guard RowStanding(fields, walkOrder: nil).book == book else { return true }
      let texts = [WorklistColumn.unit, .book].map {
        String(decoding: fields.bytes($0.rawValue), as: UTF8.self)
      }
      name = (texts[0], texts[1])
      return false
    }
    guard let name else { throw FormatError(faults: [FormatFault(.noRows)], count: 1) }
    return name
  }

  /// The text of the rows that lie there, as far as a row may reach.
  /// - Throws: `FileReadError`.
  package func text(at offset: Int64, length: Int) throws -> String {
    text(try input.piece(at: offset, count: min(length, CSVScanner.rowLimit)))
  }

  /// Bytes of the file as text.
  func text(_ bytes: [UInt8]) -> String {
    String(decoding: format.encoding.utf8(bytes), as: UTF8.self)
  }

  /// XML in UTF-8, as `elements(in:)` gives rows.
  static let plainXML = WorklistFormat(layout: .xml, encoding: .utf8)

  /// The rows of some `Table1` elements that stand beside each other.
  /// - Throws: `FormatError` where they are none.
  static func elements(in text: [UInt8]) throws -> [SourceRow] {
    var rows: [SourceRow] = []
    try scanElements(in: text) { row, document in
      let start = Int(row.source.offset)
      rows.append(SourceRow(bytes: Array(document[start..<(start + row.source.length)])))
      return true
    }
    return rows
  }

  /// - Parameter body: gets each row and the document it lies in; says whether to go on.
  private static func scanElements(
    in text: [UInt8], _ body: (RowFields, [UInt8]) -> Bool
  ) throws {
    let document = Array("<NewDataSet>".utf8) + text + Array("</NewDataSet>".utf8)
    try rethrowing { () throws(ScanStop) in
      var faults = FaultCollector()
      try WorklistScan(input: .bytes(document), format: plainXML).run(faults: &faults) { row, _ in
        body(row, document)
      }
    }
  }

  /// The lines on which the bytes at `offsets` lie, from 1, as counted from the file's start.
  /// - Parameter offsets: ascending, each where a character begins.
  /// - Complexity: O(last offset): the file is read once, so ask for all of them together.
  package func lines(at offsets: [Int64]) throws -> [Int] {
    var line = 1
    var place: Int64 = 0
    return try offsets.map { offset in
      while place < offset {
        let bytes = try input.piece(at: place, count: Int(min(1 << 20, offset - place)))
        if bytes.isEmpty { break }
        line += format.encoding.lineFeeds(in: bytes)
        place += Int64(bytes.count)
      }
      return line
    }
  }
}
