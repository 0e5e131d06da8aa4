package import Metering

/// One row of a closed list: a point as a signed book confirms it for billing.
package struct ClosedListRow: Hashable, Sendable {
  /// MA_DVIQLY, MA_QUYEN, KY (as `2026-06/1`), MA_DDO and SERY_CTO.
  package var identity: PointIdentity
  package var book: String
  /// TRANG_THAI, the state of the point, and CACH, what billing is to do with it.
  package var state: String
  package var settlement: String
  /// SL_DA_TINH and SL_DUNG: kWh by the record, and as they are to be billed.
  package var energyBefore: Energy
  package var energyAfter: Energy
  /// TIEN: VND, an estimate; nil where it could not be told.
  package var money: Int64?
  /// SO_BIEN_BAN.
  package var minutes: String?
  /// NGUOI_PTRA: who was at the meter.
  package var person: String
  /// CAN_CU and QUYET_DINH: the hashes (hex) of the entry that it rests on, and of the decision.
  package var entry: String
  package var review: String?

  package init(
    identity: PointIdentity, book: String, state: String, settlement: String,
    energyBefore: Energy, energyAfter: Energy, money: Int64? = nil, minutes: String? = nil,
    person: String, entry: String, review: String? = nil
  ) {
    self.identity = identity
    self.book = book
    self.state = state
    self.settlement = settlement
    self.energyBefore = energyBefore
    self.energyAfter = energyAfter
    self.money = money
    self.minutes = minutes
    self.person = person
    self.entry = entry
    self.review = review
  }
}

/// The closed list of a signed book as CSV, which billing's people open in Excel: the same rows give the
/// same bytes, for a signature names them by their SHA-256.
package enum ClosedListTable {
  private static let columns = [
    "MA_DVIQLY", "MA_QUYEN", "KY", "MA_DDO", "SERY_CTO", "TRANG_THAI", "CACH", "SL_DA_TINH",
    "SL_DUNG", "TIEN", "SO_BIEN_BAN", "NGUOI_PTRA", "CAN_CU", "QUYET_DINH",
  ]
  private static let optional: Set = ["TIEN", "SO_BIEN_BAN", "NGUOI_PTRA", "QUYET_DINH"]

  package static func bytes(of rows: [ClosedListRow]) -> [UInt8] {
    var writer = CSVWriter(withBOM: true)
    writer.write(columns)
    for row in rows {
      writer.write([
        row.identity.unit, row.book, row.identity.period.description, row.identity.point,
        row.identity.meter, row.state, row.settlement, row.energyBefore.description,
        row.energyAfter.description, row.money.map(String.init) ?? "", row.minutes ?? "",
        row.person, row.entry, row.review ?? "",
      ])
    }
    return writer.output
  }

  /// All rows, in the file's order, or none.
  /// - Throws: `FormatError` naming each fault, the same meter twice among them; `FileReadError`.
  package static func read(_ input: ByteInput) throws -> [ClosedListRow] {
    var rows: [ClosedListRow] = []
    let table = TableReader(input, columns: columns, optional: optional)
    try table.read(identity: [0, 2, 3, 4]) { row in
      let texts = [0, 1, 3, 4, 5, 6, 12].map { row.text($0) }
      let period = value(&row, 2, .badPeriod) { BillingPeriod($0) }
      let before = value(&row, 7, .badNumber) { Energy($0) }
      let after = value(&row, 8, .badNumber) { Energy($0) }
      var money: Int64?
      if row.optionalText(9) != nil { money = value(&row, 9, .badNumber) { Int64($0) } }
      let words = texts.compactMap(\.self)
      guard words.count == texts.count, let period, let before, let after else { return }
      rows.append(
        ClosedListRow(
          identity: PointIdentity(
            unit: words[0], point: words[2], meter: words[3], period: period),
          book: words[1], state: words[4], settlement: words[5], energyBefore: before,
          energyAfter: after, money: money, minutes: row.optionalText(10),
          person: row.optionalText(11) ?? "", entry: words[6], review: row.optionalText(13)))
    }
    return rows
  }

  private static func value<Value>(
    _ row: inout TableRow, _ column: Int, _ fault: FormatFault.Code,
    _ reading: (String) -> Value?
  ) -> Value? {
    guard let text = row.text(column) else { return nil }
    let value = reading(text)
    if value == nil { row.refuse(fault, column) }
    return value
  }
}
