package import Metering

/// What billing says of one point's invoice.
package struct InvoiceRow: Hashable, Sendable {
  package var identity: PointIdentity
  package var state: InvoiceState
  /// SO_HDON.
  package var number: String?

  package init(identity: PointIdentity, state: InvoiceState, number: String? = nil) {
    self.identity = identity
    self.state = state
    self.number = number
  }
}

/// Reads statements of invoices: CSV with MA_DVIQLY, MA_DDO, SERY_CTO, NAM, THANG, KY, TT_HDON (`CHUA_PH`
/// not issued, `DA_PH` issued) and, where there is one, SO_HDON.
package enum InvoiceReader {
  private static let states: [(name: String, meaning: InvoiceState)] = [
    ("CHUA_PH", .notIssued), ("DA_PH", .issued),
  ]

  /// All rows, in the file's order, or none.
  /// - Throws: `FormatError` naming each fault, the same point twice among them; `FileReadError`.
  package static func read(_ input: ByteInput) throws -> [InvoiceRow] {
    var rows: [InvoiceRow] = []
    let table = TableReader(
      input,
      columns: ["MA_DVIQLY", "MA_DDO", "SERY_CTO", "NAM", "THANG", "KY", "TT_HDON", "SO_HDON"],
      optional: ["SO_HDON"])
    try table.read(identity: [0, 1, 2, 3, 4, 5]) { row in
      let unit = row.text(0)
      let point = row.text(1)
      let meter = row.text(2)
      let year = row.whole(3, in: 1990...2199)
      let month = row.whole(4, in: 1...12)
      let cycle = row.whole(5, in: 1...9)
      let state = row.word(6, states)
      guard let unit, let point, let meter, let year, let month, let cycle, let state,
        let period = BillingPeriod(year: year, month: month, cycle: cycle)
      else { return }
      rows.append(
        InvoiceRow(
          identity: PointIdentity(unit: unit, point: point, meter: meter, period: period),
          state: state, number: row.optionalText(7)))
    }
    return rows
  }
}
