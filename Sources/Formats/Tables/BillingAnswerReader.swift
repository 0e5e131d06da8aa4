/// What billing says it did with one correction.
package struct BillingAnswerRow: Hashable, Sendable {
  /// SO_BIEN_BAN.
  package var minutes: String
  /// KET_QUA: `DA_AP_DUNG` true, `TU_CHOI` false.
  package var isApplied: Bool
  /// NGAY, when billing did it: `2026-07-02`, with the minute where the file has one.
  package var moment: String
  /// SO_HDON, of the adjustment invoice.
  package var invoice: String?
  /// LY_DO; never nil where billing refused.
  package var reason: String?
  /// The row's line in its file.
  package var line: Int

  package init(
    minutes: String, isApplied: Bool, moment: String, invoice: String? = nil,
    reason: String? = nil, line: Int
  ) {
    self.minutes = minutes
    self.isApplied = isApplied
    self.moment = moment
    self.invoice = invoice
    self.reason = reason
    self.line = line
  }
}

/// Reads billing's answers: CSV with SO_BIEN_BAN, KET_QUA (`DA_AP_DUNG` applied, `TU_CHOI` refused), NGAY and,
/// where there are some, SO_HDON and LY_DO.
package enum BillingAnswerReader {
  private static let outcomes: [(name: String, meaning: Bool)] = [
    ("DA_AP_DUNG", true), ("TU_CHOI", false),
  ]

  /// All rows, in the file's order, or none.
  /// - Throws: `FormatError` naming each fault, the same minutes twice among them; `FileReadError`.
  package static func read(_ input: ByteInput) throws -> [BillingAnswerRow] {
    var rows: [BillingAnswerRow] = []
    let table = TableReader(
      input, columns: ["SO_BIEN_BAN", "KET_QUA", "NGAY", "SO_HDON", "LY_DO"],
      optional: ["SO_HDON", "LY_DO"])
    try table.read(identity: [0]) { row in
      let minutes = row.text(0)
      let outcome = row.word(1, outcomes)
      let date = row.date(2)
      // Who refuses says why: the supervisor has to do something about it.
      let reason = outcome == false ? row.text(4) : row.optionalText(4)
      guard let minutes, let outcome, let date, outcome || reason != nil else { return }
      rows.append(
        BillingAnswerRow(
          minutes: minutes, isApplied: outcome,
          moment: row.hasTime(2) ? date.description : date.day.description,
          invoice: row.optionalText(3), reason: reason, line: row.line))
    }
    return rows
  }
}
