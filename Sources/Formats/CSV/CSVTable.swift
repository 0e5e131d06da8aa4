/// A CSV file under way: its format is known, its rows come one by one.
struct CSVTable: ~Copyable {
  let format: CSVFormat
  private var scanner: CSVScanner
  private let wanted: UnsafeMutableBufferPointer<Int16>

  /// Opens the file at its start: encoding, delimiter and header are found in it.
  /// - Throws: faults of the header; `emptyFile`.
  init(_ input: ByteInput, wanted names: [String], chunk: Int = 256 << 10) throws(ScanStop) {
    let (encoding, bom) = try TextEncoding.detect(input.bytes(at: 0, count: 4))
    let head = encoding.utf8(Array(try input.bytes(at: Int64(bom), count: 64 << 10)))
    let delimiter = CSVFormat.delimiter(of: head)
    let source = TextSource(input: input, encoding: encoding, offset: Int64(bom))
    var scanner = CSVScanner(source: source, delimiter: delimiter, chunk: chunk)
    guard try scanner.next() else { throw .fault(FormatFault(.emptyFile)) }
    let format = CSVFormat(delimiter: delimiter, header: try CSVTable.names(of: scanner))
    try self.init(format: format, scanner: scanner, wanted: names)
  }

  /// Reads rows without a header, as `RowSource` names them.
  init(
    rows: [UInt8], format: CSVFormat, encoding: TextEncoding, wanted names: [String], line: Int
  ) throws(ScanStop) {
    let source = TextSource(input: .bytes(rows), encoding: encoding, offset: 0)
    let scanner = CSVScanner(
      source: source, delimiter: format.delimiter, line: line, chunk: rows.count * 2 + 64)
    try self.init(format: format, scanner: scanner, wanted: names)
  }

  /// Reads a file of a known format from a row's start on.
  init(
    _ input: ByteInput, format: CSVFormat, encoding: TextEncoding, wanted names: [String],
    offset: Int64, line: Int
  ) throws(ScanStop) {
    let source = TextSource(input: input, encoding: encoding, offset: offset)
    try self.init(
      format: format,
      scanner: CSVScanner(source: source, delimiter: format.delimiter, line: line), wanted: names)
  }

  private init(
    format: CSVFormat, scanner: consuming CSVScanner, wanted names: [String]
  ) throws(ScanStop) {
    let positions = try format.positions(of: names)
    wanted = .allocate(capacity: positions.count)
    _ = wanted.initialize(fromContentsOf: positions)
    self.format = format
    self.scanner = scanner
  }

  deinit {
    wanted.deallocate()
  }

  /// True where the header has the wanted column.
  func has(_ column: Int) -> Bool { wanted[column] >= 0 }

  /// Moves to the next row of the header's number of fields; rows of another number are faults.
  /// - Returns: nil at the end of the file.
  mutating func next(faults: inout FaultCollector) throws(ScanStop) -> RowFields? {
    while try scanner.next() {
      if scanner.fieldCount == format.header.count { return row }
      faults.add(
        FormatFault(
          .fieldCount, line: scanner.rowLine, column: 1, value: "\(scanner.fieldCount)",
          detail: "\(format.header.count)"))
    }
    return nil
  }

  /// Moves to the next row, whatever its number of fields.
  mutating func nextOfAnyWidth() throws(ScanStop) -> RowFields? {
    try scanner.next() ? row : nil
  }

  /// Where the row under way begins, also where it could not be scanned to its end.
  var rowPlace: (offset: Int64, line: Int) { (scanner.rowOffset, scanner.rowLine) }

  /// The line after the row under way.
  var nextLine: Int { scanner.nextLine }

  /// Fields of the row under way.
  var fieldCount: Int { scanner.fieldCount }

  private var row: RowFields {
    RowFields(
      base: scanner.rowBase,
      fields: UnsafeBufferPointer(
        start: scanner.fields, count: min(scanner.fieldCount, CSVScanner.fieldsLimit)),
      wanted: UnsafeBufferPointer(wanted), source: scanner.rowSource)
  }

  /// The header's names; a header of absurdly many is refused.
  private static func names(of scanner: borrowing CSVScanner) throws(ScanStop) -> [String] {
    guard scanner.fieldCount <= CSVScanner.fieldsLimit else {
      throw .fault(
        FormatFault(
          .fieldCount, line: 1, value: "\(scanner.fieldCount)",
          detail: "\(CSVScanner.fieldsLimit)"))
    }
    let row = RowFields(
      base: scanner.rowBase,
      fields: UnsafeBufferPointer(start: scanner.fields, count: scanner.fieldCount),
      wanted: UnsafeBufferPointer(start: nil, count: 0), source: scanner.rowSource)
    return row.fields.map { field in
      let start = row.base + Int(field.start)
      let name = String(
        decoding: UnsafeBufferPointer(start: start, count: Int(field.count)), as: UTF8.self)
      return name.trimmed
    }
  }
}

extension String {
  /// Without blanks at either end.
  var trimmed: String {
    let rest = drop { $0.isWhitespace }
    return String(rest.prefix(rest.count - rest.reversed().prefix { $0.isWhitespace }.count))
  }
}
