package import Casework
package import Evidence
import FoundationEssentials
import GRDB
import Metering

extension Journal {
  /// Takes in a page of the hub's feed, in one durable transaction; a page again changes nothing.
  ///
  /// Everything in it is checked before anything is kept: the page's signature by the hub that this
  /// device is enrolled at, certificates by the same, each entry by its certificate's key. Positions
  /// may leave gaps: they are of the unit, and not all are for this device.
  /// - Throws: `JournalError` (`syncRefused` naming what is unsound: nothing of the page is kept then).
  /// - Complexity: O(entries), a signature check each.
  @discardableResult
  package func take(_ page: FeedPage) throws -> PageOutcome {
    guard let enrolment = try enrolment else {
      throw Journal.unsound("this device is enrolled at no hub, so it believes no page")
    }
    guard page.device == device else {
      throw Journal.unsound("the page is for device \(page.device), this one is \(device)")
    }
    guard page.isValid(key: enrolment.hub) else {
      throw Journal.unsound("the page is not signed by hub \(DeviceIdentity(enrolment.hub))")
    }
    let content = try PageContent(page.content)
    let pageReceipt = try content.receipt.map { try receipt($0, enrolment.hub) }
    try noteBlobsSent((content.blobs ?? []).compactMap { ContentHash(hex: $0) })
    let cursor = try cursor
    if page.cursor <= cursor {
      var outcome = PageOutcome()
      outcome.receipt = pageReceipt
      outcome.isRepeated = page.cursor < cursor || page.after < page.cursor
      return outcome
    }
    guard page.after <= cursor else {
      throw Journal.unsound(
        "the page begins after position \(page.after), the feed was taken in up to \(cursor): a "
          + "page between them is missing")
    }
    let row = lastRow
    var outcome = try writeRegardless("cannot keep what the hub sent") { database in
      var intake = try PageIntake(page, enrolment, row: row, own: publicKey, database)
      try intake.take(content)
      try SyncState.cursor.set(String(page.cursor), in: database)
      if let freeze = intake.outcome.freeze, freeze.epoch == head.epoch {
        try SyncState.frozen.set("entry \(freeze.sequence)", in: database)
      }
      return intake.outcome
    }
    if let freeze = outcome.freeze, freeze.epoch == head.epoch {
      state.withLock { $0.end.frozen = $0.end.frozen ?? "entry \(freeze.sequence)" }
    }
    if outcome.revocation != nil {
      let reason = try revocation?.reason
      state.withLock { $0.end.revoked = reason }
    }
    outcome.receipt = pageReceipt
    return outcome
  }

  private func receipt(_ words: String, _ hub: PublicKey) throws -> Receipt {
    guard let receipt = try? Receipt(parsing: Array(words.utf8)), receipt.device == device,
      receipt.isValid(key: hub)
    else { throw Journal.unsound("the page's receipt is not the hub's for this device") }
    return receipt
  }

  /// The hub's revocation of this device; nil where there is none, or the hub enrolled it again since.
  /// - Throws: `JournalError`.
  package var revocation: DeviceRevocation? {
    get throws {
      try read("cannot look for a revocation") {
        try Revocations.counting(for: device, in: $0)
      }
    }
  }

  /// Own entries that the hub does not count, oldest first.
  /// - Throws: `JournalError`.
  package func quarantines() throws -> [EntryQuarantine] {
    try office(.entryQuarantined).compactMap { record -> EntryQuarantine? in
      guard case .entryQuarantined(let found) = record, found.device == device.hex else {
        return nil
      }
      return found
    }
  }

  /// What the hub recorded of a kind, in the order in which it came.
  func office(_ kind: Casework.Record.Kind) throws -> [OfficeRecord] {
    try read("cannot read what the hub recorded") { database in
      try ForeignEntry.all(
        where: "id IN (SELECT id FROM office WHERE kind = ?)", [kind.rawValue], in: database
      ).compactMap {
        guard case .office(let record)? = $0.body?.record else { return nil }
        return record
      }
    }
  }
}
