import Formats
import Metering

/// What one piece of a month came to.
struct PieceResult {
  var extent = MonthFile.Extent()
  /// The points that lie whole in the piece.
  var records: [PointRecord] = []
  /// The first and last points, which may go on in the pieces beside.
  var first: PointTally?
  var last: PointTally?
  /// A row of unknown owner stands before the first point, or after the last one.
  var beginsUnknown = false
  var endsUnknown = false
  var rows = 0
  var rejected: [RejectedRow] = []
}

/// Folds the rows of a piece into points.
struct PieceReader {
  let ratio: FlagRatio
  /// Bad rows are kept and the scan goes on; else the first one ends it.
  let skipsBadRows: Bool
  private var result = PieceResult()
  private var open: PointTally?
  private var identity: [UInt8] = []
  private var isAfterUnknown = false

  init(ratio: FlagRatio, skipsBadRows: Bool) {
    self.ratio = ratio
    self.skipsBadRows = skipsBadRows
  }

  /// - Throws: `FormatError` where the rest of the piece means nothing; `FileReadError`.
  func read(_ piece: MonthFile.Piece, of file: MonthFile) throws -> PieceResult {
    var reader = self
    let extent = try file.scan(
      piece, row: { reader.take($0) },
      rejected: { bad in
        reader.take(bad)
        return skipsBadRows
      })
    reader.close()
    reader.result.extent = extent
    reader.result.endsUnknown = reader.isAfterUnknown
    return reader.result
  }

  private mutating func take(_ row: borrowing ScannedRow) {
    result.rows += 1
    row.writeMonthIdentity(into: &identity)
    if open?.identity != identity || isAfterUnknown { begin(row.source) }
    guard open?.add(row) == false else { return }
    let fault = FormatFault(
      .registerTwice, line: row.source.line, field: WorklistColumn.register.name,
      value: row.values.kind.rawValue, detail: "\(row.source.line - 1)")
    open?.isTainted = true
    result.rejected.append(
      RejectedRow(faults: [fault], source: row.source, identity: identity))
  }

  private mutating func take(_ bad: RejectedRow) {
    result.rows += 1
    result.rejected.append(bad)
    guard let owner = bad.identity else {
      open?.isBesideUnknown = true
      if open == nil, result.first == nil { result.beginsUnknown = true }
      isAfterUnknown = true
      return
    }
    identity = owner
    if open?.identity != owner || isAfterUnknown { begin(bad.source) }
    open?.isTainted = true
    open?.end = bad.source.offset + Int64(bad.source.length)
  }

  private mutating func begin(_ source: RowSource) {
    let isAfterUnknown = isAfterUnknown
    close()
    open = PointTally(identity: identity, source: source)
    open?.isBesideUnknown = isAfterUnknown
    self.isAfterUnknown = false
  }

  private mutating func close() {
    guard let tally = open else { return }
    open = nil
    if result.first == nil {
      result.first = tally
    } else {
      if let last = result.last { result.records.append(last.record(ratio)) }
      result.last = tally
    }
  }
}
