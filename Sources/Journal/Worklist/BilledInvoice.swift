import Casework
import GRDB
import Metering

/// What billing said of a point's invoice through the hub, beside what the point's list says.
struct BilledInvoice {
  private let knowledge: InvoiceKnowledge

  /// What is known of a point's invoice: its list's word, or billing's where that counts more.
  /// - Parameter id: the point's place in the tables; nil comes back where no list has it any more.
  static func known(
    _ id: Int64, _ identity: PointIdentity, in database: Database
  ) throws -> InvoiceKnowledge? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT p.invoice, l.loaded FROM point p JOIN list l ON l.seq = p.list WHERE p.id = ?"),
      arguments: [id])
    guard let row else { return nil }
    let listed = InvoiceKnowledge(
      state: PointCodes.invoice(row["invoice"]), asOf: row["loaded"])
    return try find(identity, in: database)?
      .counting(over: listed.state, listLoadedAt: listed.asOf) ?? listed
  }

  /// Nil where billing said nothing of the point.
  static func find(_ identity: PointIdentity, in database: Database) throws -> BilledInvoice? {
    let row = try Row.fetchOne(
      database.cachedStatement(sql: "SELECT state, number, stated FROM invoiced WHERE point = ?"),
      arguments: [Drafts.name(identity)])
    guard let row, let state = InvoiceState(rawValue: row["state"]) else { return nil }
    return BilledInvoice(
      knowledge: InvoiceKnowledge(state: state, number: row["number"], asOf: row["stated"]))
  }

  /// Gives a point the state of its invoice that counts.
  /// - Returns: when billing said so; nil where the list's word stands.
  func apply(to point: inout MeteringPoint, listLoadedAt: String) -> String? {
    guard let counting = counting(over: point.invoice, listLoadedAt: listLoadedAt) else {
      return nil
    }
    point.invoice = counting.state
    point.invoiceNumber = counting.number ?? point.invoiceNumber
    return counting.asOf
  }

  /// Billing's word where it counts more than the list's; nil where the list's stands.
  ///
  /// What billing said after the list was loaded counts. What it said before counts where it says more:
  /// a list may be older than the day on which it was loaded, and an issued invoice stays issued.
  func counting(over listed: InvoiceState, listLoadedAt: String) -> InvoiceKnowledge? {
    isLater(than: listLoadedAt) || says(more: listed) ? knowledge : nil
  }

  private func isLater(than loaded: String) -> Bool {
    guard let stated = Stamp.instant(knowledge.asOf),
      let loaded = Stamp.instant(loaded)
    else { return false }
    return stated >= loaded
  }

  private func says(more known: InvoiceState) -> Bool {
    switch known {
    case .unknown: knowledge.state != .unknown
    case .notIssued: knowledge.state == .issued
    case .issued: false
    }
  }
}
