package import Evidence

/// Who syncs with whom, and from where on.
package struct SyncIdentity: Sendable {
  package var key: DeviceKey
  /// The hub that the device was enrolled with; nothing another one says is believed.
  package var hub: PublicKey
  /// Where the device's own log ends.
  package var head: ChainHead
  /// Sequence of the last entry of this epoch that a receipt covers; 0 where none does.
  package var receipted: Int64
  /// Position up to which the hub's feed was taken.
  package var cursor: Int64
  /// The hub found a fork: entries are not pushed until the device is enrolled again.
  package var isFrozen: Bool
  /// Seconds since 1970 on the device's clock; told in signatures, relied on by nobody.
  package var seconds: Int64

  package init(
    key: DeviceKey, hub: PublicKey, head: ChainHead, receipted: Int64, cursor: Int64,
    isFrozen: Bool, seconds: Int64
  ) {
    self.key = key
    self.hub = hub
    self.head = head
    self.receipted = receipted
    self.cursor = cursor
    self.isFrozen = isFrozen
    self.seconds = seconds
  }

  package var device: DeviceIdentity { DeviceIdentity(key.publicKey) }
}

/// A bundle as it is sent: its bytes, and where its last entry stands.
package struct OutgoingBundle: Hashable, Sendable {
  package var bytes: [UInt8]
  /// Sequences within the epoch.
  package var range: ClosedRange<Int64>
  /// Hash of the last entry.
  package var lastHash: ContentHash

  package init(bytes: [UInt8], range: ClosedRange<Int64>, lastHash: ContentHash) {
    self.bytes = bytes
    self.range = range
    self.lastHash = lastHash
  }

  /// Under which it is put: SHA-256 of its bytes.
  package var name: ContentHash { ContentHash(of: bytes) }
}

/// What has to be done next; each is answered with the event that it names.
package enum SyncStep: Sendable {
  /// Read the bundle that begins after this sequence of the current epoch → `.bundle`.
  case readBundle(after: Int64)
  /// Send it → `.answer` or `.failed`.
  case send(WireRequest)
  /// Keep it durably → `.done`.
  case keep(Receipt)
  /// Note durably that the hub holds this epoch no further than this sequence, whatever receipts it gave:
  /// what comes after waits again, and photos are asked for anew → `.done`.
  case forget(after: Int64)
  /// Note durably that the hub has other bytes for the same place; kept is what it has → `.done`.
  case freeze(Refusal.Head?)
  /// Take the page in, durably and whole → `.done`.
  case take(FeedPage, FeedContent)
  /// Say which lists were assigned whose files are not here → `.blobs`.
  case listMissingBlobs
  /// The file for this blob has arrived: check its hash, keep it and load the list → `.done`.
  case keepBlob(ContentHash)
  /// Say which photos the hub is not known to have, of entries that a receipt covers → `.blobs`.
  case listUnsentBlobs
  /// Note that the hub has it → `.done`.
  case noteSent(ContentHash)
  /// Nothing is left to do; `SyncRun.report` says how it went.
  case finish
}

/// What happened.
package enum SyncEvent: Sendable {
  case begun
  /// Nil where nothing comes after that sequence.
  case bundle(OutgoingBundle?)
  case answer(WireAnswer)
  /// No answer, or not a whole one; the words go into the report.
  case failed(String)
  case done
  case blobs([ContentHash])
  /// The device itself could not do it: no room, a fault of the storage, a page that is refused.
  case impossible(String)
}
