import Dispatch
import Formats
import Metering
import Synchronization

/// Reads a month once and decides its points.
///
/// The file is cut into pieces that are scanned side by side, a few at a time, and put together in the
/// file's order: a piece counts only where its first row is the row at which the piece before it ended
/// (see `MonthFile`), and a point whose registers lie on both sides of a cut is summed over both. What
/// is decided goes to temporary files by book, so memory stays the same for any file that can be cut; one
/// that cannot (XML, UTF-16) is one piece, whose points are held until its end.
struct MonthScan: ~Copyable {
  /// Pieces under way together.
  private static let together = 6

  private let file: MonthFile
  private let reader: PieceReader
  private let skipsBadRows: Bool
  /// Decided points by book, and the same by themselves.
  private(set) var points: Spool<PointRecord>
  private(set) var places: Spool<PointPlace>
  private(set) var rows = 0
  private(set) var columns = MonthColumns()
  private let ratio: FlagRatio
  private let pieceSize: Int64
  /// The point under way, which may go on.
  private var open: PointTally?
  private var endsUnknown = false
  /// Where the next row begins, and its line.
  private var next: (offset: Int64, line: Int) = (0, 1)

  /// - Parameters:
  ///   - temporary: the folder for what is put aside.
  ///   - pieceSize: bytes of a piece.
  /// - Throws: `OutputError` where the temporary folder takes no file.
  init(
    _ file: MonthFile, ratio: FlagRatio, skipsBadRows: Bool, temporary: String,
    pieceSize: Int64 = 4 << 20
  ) throws(OutputError) {
    let byBook = try Spool<PointRecord>(in: temporary)
    let byPoint = try Spool<PointPlace>(in: temporary)
    self.file = file
    self.ratio = ratio
    self.pieceSize = pieceSize
    self.skipsBadRows = skipsBadRows
    reader = PieceReader(ratio: ratio, skipsBadRows: skipsBadRows)
    points = byBook
    places = byPoint
  }

  /// Reads the whole file.
  /// - Parameters:
  ///   - rejected: gets each row that cannot be read, in the file's order, with its line.
  ///   - progress: hears how many bytes are done.
  /// - Throws: `FormatError` at the first bad row unless bad rows are skipped; `FileReadError`;
  ///   `OutputError`; what `rejected` throws.
  mutating func run(
    rejected: (RejectedRow) throws -> Void, progress: (Int64) -> Void
  ) throws {
    guard file.canBeCut else {
      let whole = MonthFile.Piece(start: 0, end: .max, isExact: true)
      try take(try reader.read(whole, of: file), isFirst: true, rejected)
      return try close()
    }
    var start: Int64 = 0
    while start < file.size {
      let pieces = (0..<MonthScan.together).map { number in
        let begin = start + Int64(number) * pieceSize
        return MonthFile.Piece(
          start: begin, end: min(begin + pieceSize, file.size), isExact: begin == 0)
      }.filter { $0.start < file.size }
      let results = scan(pieces)
      for (piece, result) in zip(pieces, results) {
        try put(piece, try result.get(), rejected)
        progress(min(piece.end, file.size))
      }
      start += Int64(pieces.count) * pieceSize
    }
    try close()
  }

  private func scan(_ pieces: [MonthFile.Piece]) -> [Result<PieceResult, any Error>] {
    let results = Mutex<[Int: Result<PieceResult, any Error>]>([:])
    let (file, reader) = (file, reader)
    DispatchQueue.concurrentPerform(iterations: pieces.count) { number in
      let result = Result { try reader.read(pieces[number], of: file) }
      results.withLock { $0[number] = result }
    }
    return results.withLock { found in
      pieces.indices.map { found[$0] ?? .success(PieceResult()) }
    }
  }

  /// Puts a piece behind those before it, scanned anew where it began at a row that is none.
  private mutating func put(
    _ piece: MonthFile.Piece, _ scanned: PieceResult, _ rejected: (RejectedRow) throws -> Void
  ) throws {
    // A row longer than the piece reaches over it.
    guard next.offset < piece.end else { return }
    var result = scanned
    if piece.start > 0, result.extent.first != next.offset {
      result = try reader.read(
        MonthFile.Piece(start: next.offset, end: piece.end, isExact: true), of: file)
    }
    try take(result, isFirst: piece.start == 0, rejected)
  }

  /// - Parameter isFirst: its lines are those of the file.
  private mutating func take(
    _ result: PieceResult, isFirst: Bool, _ rejected: (RejectedRow) throws -> Void
  ) throws {
    let base = isFirst ? 0 : next.line - result.extent.firstLine
    rows += result.rows
    columns.add(result.columns)
    for bad in result.rejected { try reject(bad.moved(by: base), rejected) }
    if result.beginsUnknown { open?.isBesideUnknown = true }
    if var first = result.first {
      first.line += base
      if endsUnknown { first.isBesideUnknown = true }
      try join(first, isAfterUnknown: endsUnknown || result.beginsUnknown, rejected)
      if !result.records.isEmpty || result.last != nil { try close() }
    }
    for record in result.records { try add(record) }
    if var last = result.last {
      last.line += base
      open = last
    }
    if result.extent.first != nil { endsUnknown = result.endsUnknown }
    if result.extent.first != nil || isFirst {
      next = (result.extent.next, base + result.extent.lines)
    } else {
      next.offset = max(next.offset, result.extent.next)
    }
  }

  /// Ends the run at a bad row, or puts it aside with its text.
  private func reject(
    _ bad: RejectedRow, _ rejected: (RejectedRow) throws -> Void
  ) throws {
    guard skipsBadRows else { throw FormatError(faults: bad.faults, count: bad.faults.count) }
    var bad = bad
    if bad.text.isEmpty {
      bad.text = try file.text(at: bad.source.offset, length: bad.source.length)
    }
    try rejected(bad)
  }

  /// Puts a piece's first point behind the one under way, where both are one.
  private mutating func join(
    _ first: PointTally, isAfterUnknown: Bool, _ rejected: (RejectedRow) throws -> Void
  ) throws {
    guard let before = open, before.identity == first.identity else {
      try close()
      open = first
      return
    }
    if isAfterUnknown { open?.isTainted = true }
    guard let code = open?.add(first) ?? nil else { return }
    // Where rows on both sides were named already, what lies between the cuts is no further fault.
    guard !(before.isTainted && first.isTainted) else { return }
    open?.isTainted = true
    let detail = code == .tooManyMeters ? PointTally.mostMeters : before.line
    let source = RowSource(
      offset: first.start, length: Int(first.end - first.start), line: first.line)
    let fault = FormatFault(
      code, line: first.line, field: WorklistColumn.point.name, detail: "\(detail)")
    try reject(RejectedRow(faults: [fault], source: source, identity: first.identity), rejected)
  }

  private mutating func close() throws {
    guard let tally = open else { return }
    open = nil
    try add(tally.record(ratio))
  }

  private mutating func add(_ record: PointRecord) throws {
    try points.add(record, key: record.book)
    try places.add(
      PointPlace(point: record.point, offset: record.offset, length: record.length),
      key: record.point)
  }
}
