import Casework
import Evidence
package import Formats
package import Metering

/// An invoice that has to wait, because a correction of its point is under way.
package struct InvoiceHold: Hashable, Sendable {
  package var point: PointIdentity
  package var minutes: String
  /// Of the device that wrote the minutes.
  package var tag: String
  package var since: String
  package var invoice: InvoiceState
  package var invoiceNumber: String?
}

extension Hub {
  /// Takes in what billing says of invoices, and tells the units' devices.
  /// - Returns: how many rows were new or changed.
  /// - Throws: `HubStoreError`.
  package func stateInvoices(_ rows: [InvoiceRow]) async throws -> Int {
    let (now, hub) = (surroundings.now(), DeviceIdentity(signer.publicKey))
    return try await write { session, office in
      var changed = 0
      for (unit, rows) in Dictionary(grouping: rows, by: \.identity.unit).sorted(by: {
        $0.key < $1.key
      }) {
        var news: [InvoiceStatement.Row] = []
        for row in rows where try Invoices(session: session, hub: hub).take(row, at: now) {
          news.append(
            InvoiceStatement.Row(
              point: row.identity.point, meter: row.identity.meter,
              period: row.identity.period.description, state: row.state, number: row.number))
        }
        changed += news.count
        var rest = news[...]
        while !rest.isEmpty {
          let part = Array(rest.prefix(InvoiceStatement.most))
          rest = rest.dropFirst(InvoiceStatement.most)
          try office.append(
            .invoicesStated(InvoiceStatement(asOf: now, unit: unit, rows: part)), unit: unit, to: ""
          )
        }
      }
      return changed
    }
  }

  /// The invoices to withhold: of points with minutes that wait, came back, are approved or in dispute,
  /// where the invoice is not known to be issued already.
  /// - Throws: `HubStoreError`.
  /// - Complexity: O(corrections).
  package func holds() async throws -> [InvoiceHold] {
    let hub = DeviceIdentity(signer.publicKey)
    return try await store.read { session in
      let rows = try session.query(
        """
        SELECT DISTINCT device, point FROM feed_item
        WHERE kind = 'correction' AND point IS NOT NULL ORDER BY device, point
        """, [])
      let holds = try rows.compactMap { row in
        try Invoices(session: session, hub: hub).hold(try row.bytes(1), by: try row.text(0))
      }
      return holds.sorted {
        ($0.point.unit, $0.point.point, $0.minutes) < ($1.point.unit, $1.point.point, $1.minutes)
      }
    }
  }
}

/// The table `invoice`, and what it says of a correction.
private struct Invoices {
  let session: any SQLSession
  let hub: DeviceIdentity

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

  func hold(_ point: [UInt8], by device: String) throws -> InvoiceHold? {
    let entries = try VisitState(session: session).entries(of: point, by: device)
    let standing = try StoredHistory(session: session, hub: hub).standing(of: point)
    // What a supervisor rejected or billing has applied holds nothing up any more.
    guard [.pending, .returned, .approved, .disputed].contains(standing.state),
      let counting = standing.correction,
      let entry = entries.first(where: { $0.hash == counting }),
      case .correction(let correction) = entry.body.record,
      let identity = DeviceIdentity(hex: device),
      let held = try HeldDevice.find(identity, in: session)
    else { return nil }
    let known = try state(of: point)
    let invoice = known?.state ?? correction.invoice.state
    guard invoice != .issued else { return nil }
    return InvoiceHold(
      point: correction.point.identity, minutes: correction.number, tag: held.tag,
      since: entry.body.stamp.time, invoice: invoice,
      invoiceNumber: known?.number ?? correction.invoice.number)
  }

  private func state(of point: [UInt8]) throws -> (state: InvoiceState, number: String?)? {
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
