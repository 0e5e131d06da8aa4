package import Casework
package import Evidence
package import Metering

/// One entry of a point's story: who recorded what, and whether it can be believed.
package struct StoryEntry: Hashable, Sendable {
  package let device: DeviceIdentity
  /// Who answers for the device's key by the hub's certificate; nil where nobody is known to.
  package let author: Author?
  /// The hub said it in its own log.
  package let isOffice: Bool
  package let epoch: Int64
  package let sequence: Int64
  /// Nil where the header is none.
  package let kind: EntryKind?
  package let hash: ContentHash
  /// Nil where this version does not know the kind, or where the body cannot be read.
  package let body: RecordBody?
  /// The hub keeps it and does not count it.
  package let isApart: Bool
  /// An own entry of an epoch that was closed without it: signed beside the log that counts.
  package let isOutside: Bool
  /// Why it cannot be believed, looked at now; nil where it can.
  package let fault: StoryFault?

  /// The entries (hex) that it names.
  package var named: [String] {
    switch body?.record {
    case .correction(let correction):
      [correction.inspection] + [correction.supersedes?.entry].compactMap(\.self)
    case .withdrawal(let withdrawal): [withdrawal.entry]
    case .attachment(let attachment): [attachment.entry]
    case .signing(let signing): [signing.correction]
    case .overruling(let overruling): [overruling.inspection]
    case .inspection(let inspection): [inspection.answers].compactMap(\.self)
    case .review(let review):
      [review.entry] + review.against + review.replaces + [review.partner].compactMap(\.self)
    case .bookSigned(let signing): signing.replaces
    case .office(.entryQuarantined(let quarantine)): [quarantine.entry]
    case .office(.inspectionsDisputed(let dispute)): dispute.sides.map(\.entry)
    case .office(.billingAnswered(let answer)): [answer.entry]
    default: []
    }
  }

  /// What billing said of this point's invoice, where the entry says so.
  package func invoice(of identity: PointIdentity) -> InvoiceStatement.Row? {
    guard case .office(.invoicesStated(let statement))? = body?.record,
      statement.unit == identity.unit
    else { return nil }
    return statement.rows.last { $0.isOf(identity) }
  }

  /// The list that the entry loaded or gave out.
  package var list: WorklistLoading? {
    switch body?.record {
    case .worklistLoaded(let loading): loading
    case .office(.listAssigned(let assignment)): assignment.list
    default: nil
    }
  }
}

/// Why an entry of a story cannot be believed. All of it is somebody's hand or a damaged disk.
package enum StoryFault: Hashable, Sendable {
  /// Its header, hash or signature is not what its device wrote, in words.
  case altered(String)
  /// It is sound and its body cannot be read, in words without its contents.
  case unreadable(String)
  /// It is sound and about another point: the home's tables lie.
  case otherPoint(PointIdentity?)
  /// It is sound and about this point, but the home's tables do not know it.
  case unknownToTables
  /// The file of the list cannot be read, so nobody can tell whether it brought this point.
  case listUnreadable(String)
}

extension InvoiceStatement.Row {
  func isOf(_ identity: PointIdentity) -> Bool {
    point == identity.point && meter == identity.meter && period == identity.period.description
  }
}
