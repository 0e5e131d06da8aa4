/// What changes in one row of a book on its way back to billing; everything else stays byte for byte.
package struct RowPatch: Hashable, Sendable {
  /// A column and the value it gets.
  package struct Change: Hashable, Sendable {
    /// The column's name; compared without regard to case.
    package var column: String
    package var value: String

    package init(_ column: String, _ value: String) {
      self.column = column
      self.value = value
    }
  }

  package var changes: [Change]

  package init(_ changes: [Change]) {
    self.changes = changes
  }

  /// The value that a column gets; nil where it stays.
  func value(for column: String) -> String? {
    changes.first { $0.column.uppercased() == column.uppercased() }?.value
  }
}

extension WorklistReader {
  /// A row's bytes with the patch's values in place, in the file's own encoding.
  ///
  /// In XML a column that the row lacks is added at its end; in CSV, where the header rules, it is
  /// left out.
  /// - Throws: `FormatError` where the row is not what the list was read with.
  package static func patched(
    _ row: SourceRow, with patch: RowPatch, format: WorklistFormat
  ) throws -> [UInt8] {
    let text = format.encoding.utf8(row.bytes)
    switch format.layout {
    case .csv(let csv):
      return format.encoding.bytes(try CSVRowPatch(csv, line: row.line).patched(text, patch))
    case .xml:
      let row = SourceRow(bytes: text, line: row.line)
      return format.encoding.bytes(
        try rethrowing { () throws(ScanStop) in try XMLRowPatcher.patched(row, patch) })
    }
  }
}

extension TextEncoding {
  /// UTF-8 text in this encoding, without a BOM.
  package func bytes(_ text: [UInt8]) -> [UInt8] {
    guard self != .utf8 else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.count * 2)
    for unit in String(decoding: text, as: UTF8.self).utf16 {
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
      result += self == .utf16LittleEndian ? [low, high] : [high, low]
    }
    return result
  }
}

/// Replaces fields of one CSV row by their places.
struct CSVRowPatch {
  let format: CSVFormat
  let line: Int

  init(_ format: CSVFormat, line: Int) {
    self.format = format
    self.line = line
  }

  func patched(_ row: [UInt8], _ patch: RowPatch) throws -> [UInt8] {
    let starts = try starts(row)
    var result: [UInt8] = []
    result.reserveCapacity(row.count + 16)
    for (number, start) in starts.enumerated() {
      // A field reaches to the delimiter before the next, the last one to the row's end.
      let end = number + 1 < starts.count ? starts[number + 1] - 1 : row.count
      if number > 0 { result.append(format.delimiter) }
      if format.header.indices.contains(number),
        let value = patch.value(for: format.header[number])
      {
        var writer = CSVWriter(delimiter: format.delimiter)
        writer.write([value])
        result += writer.output.dropLast(2)
      } else {
        result += row[start..<end]
      }
    }
    return result
  }

  /// Where the fields begin, quotes included.
  private func starts(_ row: [UInt8]) throws -> [Int] {
    var faults = FaultCollector()
    var starts: [Int] = []
    try rethrowing { () throws(ScanStop) in
      var table = try CSVTable(rows: row, format: format, encoding: .utf8, wanted: [], line: line)
      while let fields = try table.next(faults: &faults) {
        starts = fields.fields.map { Int($0.start) - ($0.marks.contains(.quoted) ? 1 : 0) }
      }
    }
    try faults.check()
    guard !starts.isEmpty else {
      throw FormatError(faults: [FormatFault(.noRows, line: line)], count: 1)
    }
    return starts
  }
}
