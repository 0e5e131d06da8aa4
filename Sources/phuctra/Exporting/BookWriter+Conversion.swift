import Formats
import Metering

extension BookWriter {
  /// Writes the book as CMIS XML, whatever it came as.
  /// - Throws: as `copy(to:)`.
  func writeXML(to output: WholeFile) throws {
    try output.write(BookConversion.head)
    try eachRow { try output.write(BookConversion.element($0)) }
    try output.write(BookConversion.tail)
  }

  /// Writes the book as CSV, whatever it came as: UTF-8 with a BOM, which Excel needs.
  /// - Throws: as `copy(to:)`.
  /// - Complexity: two passes over the file, the first for the names of all columns.
  func writeCSV(to output: WholeFile) throws {
    var columns = ColumnLedger()
    try eachRow { columns.add($0) }
    var writer = CSVWriter(withBOM: true)
    writer.write(columns.names)
    try eachRow { row in
      writer.write(columns.cells(row))
      try output.write(writer.output)
      writer.output.removeAll(keepingCapacity: true)
    }
    try output.write(writer.output)
  }

  /// Every row of the list with the plan's values, as names and texts.
  private func eachRow(_ body: ([(name: String, value: String)]) throws -> Void) throws {
    try ByteInput.withFile(at: path) { input in
      var next = 0
      _ = try WorklistReader(input, options: options).read { row in
        let source = row.source
        let bytes = try input.piece(at: source.offset, count: source.length)
        var columns = try WorklistReader.columns(
          of: SourceRow(bytes: bytes, line: source.line), format: format)
        if edits.indices.contains(next), edits[next].row.offset == source.offset {
          columns = BookConversion.applying(edits[next].patch, to: columns)
          next += 1
        }
        try body(columns)
      }
    }
  }
}
