import Casework
import Formats
import Metering

/// The table `invoice`: what billing said last of each point's invoice.
struct InvoiceTable {
  let session: any SQLSession

  /// True where the row says something new.
  func take(_ row: InvoiceRow, at now: String) throws -> Bool {
    let point = PointKey.of(row.identity)
    let old = try state(of: point)
    if let old, old.state == row.state, old.number == row.number { return false }
    try session.execute(
      """
      INSERT INTO invoice(point, unit, code, meter, period, state, number, stated)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (point) DO UPDATE SET state = $6, number = $7, stated = $8
      """,
      [
        .bytes(point), .text(row.identity.unit), .text(row.identity.point),
        .text(row.identity.meter), .text(row.identity.period.description),
        .text(row.state.code), row.number.map { .text($0) } ?? .null, .text(now),
      ])
    return true
  }

  /// Nil where billing said nothing of it.
  func state(of point: [UInt8]) throws -> (state: InvoiceState, number: String?)? {
    let row = try session.first(
      "SELECT state, number FROM invoice WHERE point = $1", [.bytes(point)])
    guard let row, let state = InvoiceState(code: try row.text(0)) else { return nil }
    return (state, try row.optionalText(1))
  }
}

extension InvoiceState {
  fileprivate var code: String {
    switch self {
    case .notIssued: "CHUA_PH"
    case .issued: "DA_PH"
    case .unknown: "KHONG_RO"
    }
  }

  fileprivate init?(code: String) {
    guard let state = InvoiceState.allCases.first(where: { $0.code == code }) else { return nil }
    self = state
  }
}
