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
  case blobsDropped(BlobDropping)

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
    case .blobsDropped: .blobsDropped
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
    case blobsDropped = "blobs-dropped"
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
    case .deviceConfigured, .worklistLoaded, .blobsDropped: nil
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
    case .deviceConfigured, .worklistLoaded, .withdrawal, .overruling, .blobsDropped: []
    }
  }

  /// The SHA-256, in hex, of every blob that the record names: a list, photos.
  package var blobs: [String] {
    if case .worklistLoaded(let loading) = self { return [loading.sha256] }
    return photos.map(\.sha256)
  }
}
