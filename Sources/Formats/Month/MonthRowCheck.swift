/// A row that cannot be read: what is wrong, where it lies, and whose it is as far as it says.
package struct RejectedRow: Sendable {
  package var faults: [FormatFault]
  package var source: RowSource
  /// The point's identity, see `ScannedRow.writeMonthIdentity(into:)`; nil where the row does not say it.
  package var identity: [UInt8]?
  /// Where it says its point stands; nil where it does not say whose it is.
  package var standing: RowStanding?
  /// The row as it stands in the file.
  package var text = ""

  package init(
    faults: [FormatFault], source: RowSource, identity: [UInt8]?, standing: RowStanding? = nil
  ) {
    self.faults = faults
    self.source = source
    self.identity = identity
    self.standing = standing
  }
}

/// Checks the rows of a month one by one.
struct MonthRowCheck {
  private let options: WorklistOptions
  private let scratch = RowScratch(unit: nil)
  private let validator = RowValidator(unit: nil, period: nil)

  init(options: WorklistOptions) {
    self.options = options
  }

  /// Hands a sound row to `row`; else gives what is wrong with it.
  mutating func look(
    _ fields: RowFields, width: Int?, _ csv: CSVFormat?, row: (borrowing ScannedRow) -> Void
  ) -> RejectedRow? {
    scratch.clear()
    var faults = FaultCollector()
    if let width, let csv, width != csv.header.count {
      let fault = FormatFault(
        .fieldCount, line: fields.source.line, column: 1, value: "\(width)",
        detail: "\(csv.header.count)")
      return RejectedRow(faults: [fault], source: fields.source, identity: nil)
    }
    if let values = validator.values(of: fields, faults: &faults) {
      row(
        ScannedRow(
          fields: fields, options: options, scratch: scratch, values: values, pointHash: 0))
      return nil
    }
    var check = RowCheck(row: fields)
    let walkOrder = check.whole(.walkOrder, in: RowValidator.walkOrders)
    return RejectedRow(
      faults: faults.sorted(), source: fields.source, identity: MonthIdentity.of(fields),
      standing: RowStanding(fields, walkOrder: walkOrder))
  }
}
