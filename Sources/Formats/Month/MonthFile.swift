import Metering

/// A month of readings: a file of the worklist's columns and of any size, read in pieces.
///
/// CSV in UTF-8 can be cut anywhere and its pieces scanned side by side. Whether a line feed ends a row
/// or stands in quotes cannot be seen from the middle of a file, so a piece starts at a guess, after
/// the first line feed, and says where its first row really began and where the row after its last one
/// begins. Whoever puts the pieces together accepts one only where its first row is the row at which
/// the piece before it ended, and scans it again from there otherwise: exact for every file, and with
/// a second scan only where a cut fell into a quoted field. XML and UTF-16 are one piece.
package struct MonthFile: Sendable {
  package let input: ByteInput
  package let format: WorklistFormat
  /// Bytes of the file.
  package let size: Int64
  private let options = WorklistOptions()

  /// - Throws: `FormatError` for a file that can be no month of readings; `FileReadError`.
  package init(_ input: ByteInput, size: Int64) throws {
    self.input = input
    self.size = size
    format = try WorklistFormat.detect(input)
    guard case .csv(let csv) = format.layout else { return }
    let names = Set(csv.header.map { $0.uppercased() })
    let validator = RowValidator(unit: nil, period: nil)
    var missing = validator.missingColumns { names.contains($0.name) }
    for column in [WorklistColumn.oldConsumption, .book] where !names.contains(column.name) {
      missing.append(FormatFault(.missingColumn, line: 1, field: column.name))
    }
    let faults = missing + csv.ambiguousColumns
    guard faults.isEmpty else { throw FormatError(faults: faults, count: faults.count) }
  }

  /// True where pieces can be scanned side by side.
  package var canBeCut: Bool {
    if case .csv = format.layout { return format.encoding == .utf8 }
    return false
  }

  /// A stretch of the file to scan: the rows that begin in it.
  package struct Piece: Sendable {
    /// Scanning begins here: at a row's start where `isExact`, else the first row after a line feed.
    package var start: Int64
    package var end: Int64
    package var isExact: Bool

    package init(start: Int64, end: Int64, isExact: Bool) {
      self.start = start
      self.end = end
      self.isExact = isExact
    }
  }

  /// Where a scan went.
  package struct Extent: Sendable {
    /// The first row's place; nil where no row began in the piece.
    package var first: Int64?
    /// The first row's line, as counted in this scan.
    package var firstLine = 0
    /// Where the row after the last one begins, or the file's end.
    package var next: Int64
    /// The line of `next`, as counted in this scan.
    package var lines: Int

    package init(first: Int64? = nil, firstLine: Int = 0, next: Int64 = 0, lines: Int = 0) {
      self.first = first
      self.firstLine = firstLine
      self.next = next
      self.lines = lines
    }
  }

  /// Scans a piece; lines are counted from its start, where they are 0.
  /// - Parameters:
  ///   - row: gets each sound row.
  ///   - rejected: gets each row that cannot be read; says whether to go on.
  /// - Throws: `FormatError` (its lines counted as said) where the rest of the file means nothing;
  ///   `FileReadError`.
  package func scan(
    _ piece: Piece, row: (borrowing ScannedRow) -> Void, rejected: (RejectedRow) -> Bool
  ) throws -> Extent {
    try rethrowing { () throws(ScanStop) in
      switch format.layout {
      case .csv(let csv): try scanCSV(piece, csv, row: row, rejected: rejected)
      case .xml: try scanXML(row: row, rejected: rejected)
      }
    }
  }

  private func scanCSV(
    _ piece: Piece, _ csv: CSVFormat, row: (borrowing ScannedRow) -> Void,
    rejected: (RejectedRow) -> Bool
  ) throws(ScanStop) -> Extent {
    let begin = piece.isExact ? piece.start : try afterLineFeed(piece.start - 1)
    var place = (offset: begin, line: 0)
    if piece.isExact, piece.start == 0 {
      // The header is the first row of the file, after a BOM.
      place = try afterHeader(csv)
    }
    var extent = Extent(first: nil, next: size, lines: 0)
    var check = MonthRowCheck(options: options)
    while true {
      var table = try CSVTable(
        input, format: csv, encoding: format.encoding, wanted: WorklistColumn.names,
        offset: place.offset, line: place.line)
      var stopped: FormatFault?
      do throws(ScanStop) {
        while let fields = try table.nextOfAnyWidth() {
          let source = fields.source
          guard source.offset < piece.end else {
            (extent.next, extent.lines) = (source.offset, source.line)
            return extent
          }
          if extent.first == nil { (extent.first, extent.firstLine) = (source.offset, source.line) }
          if let bad = check.look(fields, width: table.fieldCount, csv, row: row) {
            guard rejected(try withBytes(bad)) else { return extent }
          }
        }
      } catch .fault(let fault) {
        stopped = fault
      } catch {
        throw error
      }
      guard let stopped else { return extent }
      let at = table.rowPlace
      guard at.offset < piece.end else {
        (extent.next, extent.lines) = at
        return extent
      }
      if extent.first == nil { (extent.first, extent.firstLine) = at }
      // What broke the row off breaks no line: the next one is looked at as a row again.
      let next = try afterLineFeed(at.offset)
      let source = RowSource(
        offset: at.offset, length: Int(next - at.offset), line: at.line)
      let bad = RejectedRow(faults: [stopped], source: source, identity: nil)
      guard rejected(try withBytes(bad)) else { return extent }
      place = (next, at.line + 1)
    }
  }

  private func withBytes(_ row: RejectedRow) throws(ScanStop) -> RejectedRow {
    var row = row
    let bytes = try input.bytes(
      at: row.source.offset, count: min(row.source.length, CSVScanner.rowLimit))
    row.text = text(bytes)
    return row
  }

  /// The place after the header.
  private func afterHeader(_ csv: CSVFormat) throws(ScanStop) -> (offset: Int64, line: Int) {
    let (encoding, bom) = try TextEncoding.detect(input.bytes(at: 0, count: 4))
    var table = try CSVTable(
      input, format: csv, encoding: encoding, wanted: [], offset: Int64(bom), line: 1)
    guard let header = try table.nextOfAnyWidth() else { return (size, 1) }
    let end = header.source.offset + Int64(header.source.length)
    return (try afterLineFeed(end), table.nextLine)
  }

  /// The place after the first line feed from `offset` on, where a character begins; the file's end
  /// where there is none.
  private func afterLineFeed(_ offset: Int64) throws(ScanStop) -> Int64 {
    var place = max(offset, 0)
    while place < size {
      let bytes = try input.bytes(at: place, count: 4096)
      if bytes.isEmpty { break }
      if let next = format.encoding.afterLineFeed(in: bytes) { return place + Int64(next) }
      place += Int64(bytes.count)
    }
    return size
  }

  private func scanXML(
    row: (borrowing ScannedRow) -> Void, rejected: (RejectedRow) -> Bool
  ) throws(ScanStop) -> Extent {
    var faults = FaultCollector()
    var check = MonthRowCheck(options: options)
    var first: Int64?
    try WorklistScan(input: input, format: format).run(faults: &faults) { fields, faults in
      if first == nil { first = fields.source.offset }
      var bad = check.look(fields, width: nil, nil, row: faults.isEmpty ? row : { _ in })
      if !faults.isEmpty {
        // The scanner has found something in the row itself.
        bad = RejectedRow(
          faults: faults.faults, source: fields.source, identity: nil)
        faults = FaultCollector()
      }
      guard var bad else { return true }
      let bytes = (try? input.piece(at: bad.source.offset, count: bad.source.length)) ?? []
      bad.text = text(bytes)
      return rejected(bad)
    }
    return Extent(first: first, next: size, lines: 0)
  }
}
