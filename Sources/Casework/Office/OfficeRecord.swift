/// What a hub records in its own log for its devices to pull: signed by the hub's key, folded like
/// every other entry.
package enum OfficeRecord: Hashable, Sendable {
  case listAssigned(ListAssignment)
  case invoicesStated(InvoiceStatement)
  case deviceRevoked(DeviceRevocation)
  case deviceFrozen(DeviceFreeze)
  case entryQuarantined(EntryQuarantine)
  case inspectionsDisputed(InspectionDispute)
  case billingAnswered(BillingAnswer)
  case complaintMade(Complaint)

  package var kind: Record.Kind {
    switch self {
    case .listAssigned: .listAssigned
    case .invoicesStated: .invoicesStated
    case .deviceRevoked: .deviceRevoked
    case .deviceFrozen: .deviceFrozen
    case .entryQuarantined: .entryQuarantined
    case .inspectionsDisputed: .inspectionsDisputed
    case .billingAnswered: .billingAnswered
    case .complaintMade: .complaintMade
    }
  }

  /// The point the record is about, where it is about one.
  package var point: PointReference? {
    switch self {
    case .inspectionsDisputed(let dispute): dispute.point
    case .billingAnswered(let answer): answer.point
    case .complaintMade(let complaint): complaint.point
    case .listAssigned, .invoicesStated, .deviceRevoked, .deviceFrozen, .entryQuarantined: nil
    }
  }

  /// The SHA-256, in hex, of every blob that the record names.
  package var blobs: [String] {
    if case .listAssigned(let assignment) = self { return [assignment.list.sha256] }
    return []
  }
}

extension OfficeRecord: Encodable {
  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .listAssigned(let assignment): try assignment.encode(to: encoder)
    case .invoicesStated(let statement): try statement.encode(to: encoder)
    case .deviceRevoked(let revocation): try revocation.encode(to: encoder)
    case .deviceFrozen(let freeze): try freeze.encode(to: encoder)
    case .entryQuarantined(let quarantine): try quarantine.encode(to: encoder)
    case .inspectionsDisputed(let dispute): try dispute.encode(to: encoder)
    case .billingAnswered(let answer): try answer.encode(to: encoder)
    case .complaintMade(let complaint): try complaint.encode(to: encoder)
    }
  }
}
