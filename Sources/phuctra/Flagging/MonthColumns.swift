import Formats

/// The columns without which nothing can be flagged; CSV says in its header that it has them, XML in
/// its rows alone.
struct MonthColumns {
  private var hasBefore = false
  private var hasBook = false

  mutating func note(_ row: borrowing ScannedRow) {
    if !hasBefore { hasBefore = row.has(.oldConsumption) }
    if !hasBook { hasBook = row.has(.book) }
  }

  mutating func add(_ other: MonthColumns) {
    hasBefore = hasBefore || other.hasBefore
    hasBook = hasBook || other.hasBook
  }

  /// Faults of those that no row has.
  var missing: [FormatFault] {
    [(hasBefore, WorklistColumn.oldConsumption), (hasBook, .book)].filter { !$0.0 }
      .map { FormatFault(.missingColumn, field: $0.1.name) }
  }
}

extension MonthScan {
  /// A month without rows, without one that can be read, or without the columns that the rule lives by
  /// decides nothing, and an empty report would look like a month without faults.
  /// - Throws: `FormatError`, with the first rejected rows where there are no others.
  func checkContent(_ rejects: RejectsFile) throws {
    guard rows > 0 else { throw FormatError(faults: [FormatFault(.noRows)], count: 1) }
    guard rejects.rows < rows else {
      throw FormatError(faults: rejects.firstFaults, count: rejects.rows)
    }
    let missing = columns.missing
    guard missing.isEmpty else { throw FormatError(faults: missing, count: missing.count) }
  }
}
