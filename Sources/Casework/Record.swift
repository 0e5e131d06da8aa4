/// What can be recorded: one case for each kind of entry.
package enum Record: Hashable, Sendable {
  case deviceConfigured(DeviceConfiguration)
  case worklistLoaded(WorklistLoading)
  case inspection(Inspection)
  case correction(Correction)
  case withdrawal(Withdrawal)
  case attachment(Attachment)
  case signing(MinutesSigning)
  case overruling(Overruling)
  /// Of a supervisor's log.
  case review(Review)
  case bookSigned(BookSigning)
  case blobsDropped(BlobDropping)
  case deviceEnrolled(DeviceEnrolment)
  case epochOpened(EpochOpening)
  /// Of a hub's own log.
  case office(OfficeRecord)

  /// The kind as the entry's header names it.
  package var kind: Kind {
    switch self {
    case .deviceConfigured: .deviceConfigured
    case .worklistLoaded: .worklistLoaded
    case .inspection: .inspection
    case .correction: .correction
    case .withdrawal: .withdrawal
    case .attachment: .attachment
    case .signing: .signing
    case .overruling: .overruling
    case .review: .review
    case .bookSigned: .bookSigned
    case .blobsDropped: .blobsDropped
    case .deviceEnrolled: .deviceEnrolled
    case .epochOpened: .epochOpened
    case .office(let record): record.kind
    }
  }

  /// The kinds this version writes and reads. An entry of another kind is kept and shown as such.
  package enum Kind: String, CaseIterable, Sendable {
    case deviceConfigured = "device-configured"
    case worklistLoaded = "worklist-loaded"
    case inspection
    case correction
    case withdrawal
    case attachment
    case signing = "minutes-signing"
    case overruling
    case review
    case bookSigned = "book-signed"
    case blobsDropped = "blobs-dropped"
    case deviceEnrolled = "device-enrolled"
    case epochOpened = "epoch-opened"
    case listAssigned = "list-assigned"
    case invoicesStated = "invoices-stated"
    case deviceRevoked = "device-revoked"
    case deviceFrozen = "device-frozen"
    case entryQuarantined = "entry-quarantined"
    case inspectionsDisputed = "inspections-disputed"
    case billingAnswered = "billing-answered"
    case complaintMade = "complaint-made"
  }

  /// The point the record is about, where it is about one.
  package var point: PointReference? {
    switch self {
    case .inspection(let inspection): inspection.point
    case .correction(let correction): correction.point
    case .withdrawal(let withdrawal): withdrawal.point
    case .attachment(let attachment): attachment.point
    case .signing(let signing): signing.point
    case .overruling(let overruling): overruling.point
    case .review(let review): review.point
    case .office(let record): record.point
    case .deviceConfigured, .worklistLoaded, .blobsDropped, .deviceEnrolled, .epochOpened,
      .bookSigned:
      nil
    }
  }
}

extension Record {
  /// The photos that the record names by their hashes; their bytes lie in the blobs.
  package var photos: [Photo] {
    switch self {
    case .inspection(let inspection): inspection.photos
    case .correction(let correction): correction.photos
    case .attachment(let attachment): attachment.photos
    case .signing(let signing): signing.photos
    case .deviceConfigured, .worklistLoaded, .withdrawal, .overruling, .review, .bookSigned,
      .blobsDropped, .deviceEnrolled, .epochOpened, .office:
      []
    }
  }

  /// The SHA-256, in hex, of every blob that the record names: a list, photos.
  package var blobs: [String] {
    switch self {
    case .worklistLoaded(let loading): [loading.sha256]
    case .bookSigned(let signing): [signing.closedList]
    case .office(let record): record.blobs
    default: photos.map(\.sha256)
    }
  }
}
