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
      _ = try journal.keep(receipt, hub: hub, isAnswer: true)
      noteReceipt(from: before, to: receipt)
    case .forget(let sequence): try journal.forget(after: sequence)
    case .freeze(let head):
      try journal.freeze(head.map { "epoch \($0.epoch), entry \($0.seq)" } ?? "fork")
    case .take(let page, _): take(try journal.take(page))
    case .listMissingBlobs:
      // A list is loaded by an entry, which a frozen or revoked device does not make.
      if journal.stopping != nil { return .blobs([]) }
      // A list whose file came before the program was ended is loaded now.
      for assignment in try journal.arrivedLists() { try load(assignment) }
      return .blobs(try journal.missingBlobs())
    case .keepBlob(let hash):
      defer { unlink(incoming(hash)) }
      try journal.keepBlob(hash, fileAt: incoming(hash))
      let asked = try journal.arrivedLists().last { $0.list.sha256 == hash.hex }
      if let asked { try load(asked) }
    case .listUnsentBlobs: return .blobs(try journal.unsentBlobs())
    case .noteSent(let hash): try journal.noteBlobSent(hash)
    case .send, .finish: return .impossible("not a step of the journal")
    }
    return .done
  }

  /// A list that cannot be used is said and passed over: it must not hold up all the rest for ever.
  private func load(_ assignment: ListAssignment) throws {
    do {
      let loading = try journal.load(assignment)
      arrived.append(.list(name: assignment.list.name, points: loading.points))
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
