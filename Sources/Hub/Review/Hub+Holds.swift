package import Casework
import Evidence
package import Metering

/// An invoice that has to wait, because what was found at its point is not settled.
package struct InvoiceHold: Hashable, Sendable {
  package var point: PointIdentity
  /// Where the point stands, and so what the invoice waits for.
  package var state: Standing.State
  /// The number of the minutes that count; nil where none are written.
  package var minutes: String?
  /// Of the device whose entry counts.
  package var tag: String
  /// When what it waits for was recorded.
  package var since: String
  package var invoice: InvoiceState
  package var invoiceNumber: String?
}

extension Hub {
  /// The invoices to withhold, by unit and point: where `Standing.holdsInvoice` says so and the invoice
  /// is not known to be issued already.
  /// - Throws: `HubStoreError`.
  /// - Complexity: O(inspections) read, O(entries) of the points that are not simply confirmed folded;
  ///   memory O(those points).
  package func holds() async throws -> [InvoiceHold] {
    let hub = DeviceIdentity(signer.publicKey)
    return try await store.read { session in
      let holding = HoldingPoints(session: session, hub: hub)
      return try holding.candidates().compactMap(holding.hold).sorted {
        ($0.point.unit, $0.point.point, $0.point.meter)
          < ($1.point.unit, $1.point.point, $1.point.meter)
      }
    }
  }
}

/// Finds the points whose invoices wait.
private struct HoldingPoints {
  let session: any SQLSession
  let hub: DeviceIdentity

  /// Inspections read at once: some 2 MB of bodies.
  private static let page = 2_000

  /// Every point that may hold its invoice up: named by an entry that is no inspection, or by an
  /// inspection that found the record wrong or doubtful.
  func candidates() throws -> Set<[UInt8]> {
    var found = Set(
      try session.query(
        "SELECT DISTINCT point FROM feed_item WHERE kind <> $1 AND point IS NOT NULL",
        [.text(Record.Kind.inspection.rawValue)]
      ).map { try $0.bytes(0) })
    var after: (unit: String, position: Int64) = ("", 0)
    while true {
      let rows = try session.query(
        """
        SELECT f.unit, f.position, f.point, e.body FROM feed_item f
        JOIN entry e ON e.device = f.device AND e.epoch = f.epoch AND e.seq = f.seq
        WHERE f.kind = $1 AND f.point IS NOT NULL AND (f.unit, f.position) > ($2, $3)
        ORDER BY f.unit, f.position LIMIT \(HoldingPoints.page)
        """,
        [.text(Record.Kind.inspection.rawValue), .text(after.unit), .integer(after.position)])
      guard let last = rows.last else { return found }
      after = (try last.text(0), try last.integer(1))
      for row in rows where try isDoubtful(row.bytes(3)) { found.insert(try row.bytes(2)) }
    }
  }

  private func isDoubtful(_ body: [UInt8]) -> Bool {
    let read = try? RecordBody.read(body, kind: Record.Kind.inspection.rawValue)
    guard case .inspection(let inspection)? = read?.record else { return false }
    return inspection.verdict == .deviates || inspection.verdict == .unresolved
  }

  func hold(_ point: [UInt8]) throws -> InvoiceHold? {
    let history = try StoredHistory(session: session, hub: hub).history(of: point)
    let standing = Standing.folding(history)
    guard standing.holdsInvoice, let author = standing.author,
      let counting = standing.correction ?? standing.inspection ?? standing.unreadVisit,
      let entry = history.entries(of: author).first(where: { $0.hash == counting }),
      let reference = entry.body.record.point
    else { return nil }
    var known = try InvoiceTable(session: session).state(of: point)
    if known == nil, case .correction(let correction) = entry.body.record {
      known = (correction.invoice.state, correction.invoice.number)
    }
    guard known?.state != .issued else { return nil }
    return InvoiceHold(
      point: reference.identity, state: standing.state, minutes: standing.minutes,
      tag: author.tag, since: entry.body.stamp.time, invoice: known?.state ?? .unknown,
      invoiceNumber: known?.number)
  }
}
