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
  /// Columns that the rule lives by and that some row has.
  var columns = MonthColumns()
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
    let standing = row.standing
    result.columns.note(row)
    row.writeMonthIdentity(into: &identity)
    turn(to: row.source, standing)
    guard let code = open?.add(row, standing) ?? nil else { return }
    open?.isTainted = true
    result.rejected.append(
      RejectedRow(faults: [fault(code, row)], source: row.source, identity: identity))
  }

  private func fault(_ code: FormatFault.Code, _ row: borrowing ScannedRow) -> FormatFault {
    let (column, detail): (WorklistColumn, Int) =
      switch code {
      case .otherBook: (.book, open?.line ?? row.source.line)
      case .tooManyMeters: (.point, PointTally.mostMeters)
      default: (.register, row.source.line - 1)
      }
    return FormatFault(
      code, line: row.source.line, field: column.name, value: row.text(column),
      detail: "\(detail)")
  }

  private mutating func take(_ bad: RejectedRow) {
    result.rows += 1
    result.rejected.append(bad)
    guard let owner = bad.identity, let standing = bad.standing else {
      open?.isBesideUnknown = true
      if open == nil, result.first == nil { result.beginsUnknown = true }
      isAfterUnknown = true
      return
    }
    identity = owner
    turn(to: bad.source, standing)
    _ = open?.standing.add(standing)
    open?.isTainted = true
    open?.end = bad.source.offset + Int64(bad.source.length)
  }

  /// Opens the point with the identity at hand, unless it is open.
  private mutating func turn(to source: RowSource, _ standing: RowStanding) {
    if open?.identity == identity {
      // A row of unknown owner between two rows of a point is taken for its own.
      if isAfterUnknown { open?.isTainted = true }
    } else {
      close()
      open = PointTally(identity: identity, source: source, standing: standing)
      open?.isBesideUnknown = isAfterUnknown
    }
    isAfterUnknown = false
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
