package import Evidence

/// How a run went.
package struct SyncReport: Hashable, Sendable {
  /// Entries that a receipt of this run covers.
  package var sentEntries: Int64 = 0
  /// The last receipt of this run.
  package var receipt: Receipt?
  package var receivedPages = 0
  package var receivedEntries = 0
  /// Lists whose files arrived.
  package var receivedLists = 0
  package var sentPhotos = 0
  /// Blobs that the hub would not take or give, each with the reason; they never stop the rest.
  package var refusedBlobs: [RefusedBlob] = []
  /// Up to where the hub holds the log, where it had given a receipt for more: it was put back from a
  /// backup. What it had lost was sent again, as far as the run came. Nil where nothing was lost.
  package var hubLostAfter: Int64?
  package var outcome = Outcome.complete

  package struct RefusedBlob: Hashable, Sendable {
    package var hash: ContentHash
    package var why: String
  }

  package enum Outcome: Hashable, Sendable {
    /// Everything was sent and everything was received.
    case complete
    /// No answer, or not a whole one.
    case unreachable(String)
    /// The hub said no.
    case refused(Refusal)
    /// The hub holds other entries for the same places: the device must be enrolled again.
    case frozen
    /// The hub holds more of this log than the device: its home was put back from a backup.
    case restored(Receipt)
    /// What came cannot be believed: another hub's, or not in its form.
    case unsound(String)
    /// The device itself could not go on.
    case impossible(String)
  }

  package init() {}
}
