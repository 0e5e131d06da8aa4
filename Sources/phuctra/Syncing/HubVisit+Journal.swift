import Casework
import Evidence
import Formats
import Glibc
import Journal
import Screens
import Sync

/// What a run wants of the journal; each a slice of its own.
extension HubVisit {
  /// - Throws: `JournalError`.
  func keep(_ step: SyncStep) throws -> SyncEvent {
    switch step {
    case .readBundle(let after):
      return .bundle(
        try journal.bundle(after: after).map {
          OutgoingBundle(bytes: $0.bytes, range: $0.range, lastHash: $0.lastHash)
        })
    case .keep(let receipt):
      let before = try journal.pushed
      _ = try journal.keep(receipt, hub: hub)
      noteReceipt(from: before, to: receipt)
    case .freeze(let head):
      try journal.freeze(head.map { "epoch \($0.epoch), entry \($0.seq)" } ?? "fork")
    case .take(let page, _): take(try journal.take(page))
    case .listMissingBlobs:
      // A list whose file came before the program was ended is loaded now.
      for assignment in try journal.waitingLists() {
        guard let hash = ContentHash(hex: assignment.list.sha256), journal.blobs.contains(hash)
        else { continue }
        try load(hash)
      }
      return .blobs(try journal.missingBlobs())
    case .keepBlob(let hash):
      defer { unlink(incoming(hash)) }
      try journal.keepBlob(hash, fileAt: incoming(hash))
      try load(hash)
    case .listUnsentBlobs: return .blobs(try journal.unsentBlobs())
    case .noteSent(let hash): try journal.noteBlobSent(hash)
    case .send, .finish: return .impossible("not a step of the journal")
    }
    return .done
  }

  /// A list that cannot be used is said and passed over: it must not hold up all the rest for ever.
  private func load(_ hash: ContentHash) throws {
    do {
      let list = try journal.waitingLists().first { $0.list.sha256 == hash.hex }?.list
      let loading = try journal.loadAssigned(hash)
      arrived.append(.list(name: list?.name ?? hash.hex, points: loading.points))
    } catch let error as JournalError where error.code != .badList {
      throw error
    } catch {
      arrived.append(.blobRefused(why: "\(error)"))
    }
  }

  /// What a page brought, as far as a person should know it.
  private func take(_ outcome: PageOutcome) {
    arrived += outcome.disputes.map { .dispute(meter: $0.point.identity.meter) }
    arrived += outcome.quarantined.map {
      .quarantined(sequence: $0.sequence, reason: $0.reason.rawValue)
    }
    others += outcome.decisions + outcome.invoices
  }
}
