import Casework
import Evidence
import GRDB
import Metering

/// What an entry may name, looked at inside the transaction that appends it: minutes, inspections and
/// withdrawals only of its own point and only what is there and still counts, photos only that lie in
/// the blobs.
struct Acceptance {
  let database: Database
  let blobs: Blobs

  /// - Throws: `JournalError` (`bodyRefused`) naming what the record may not say, and what to do.
  /// - Complexity: O(entries of the point) for a record that names another entry, else O(photos).
  func check(_ record: Casework.Record) throws {
    try checkPhotos(record)
    switch record {
    case .correction(let correction): try check(correction)
    case .withdrawal(let withdrawal): try check(withdrawal)
    case .attachment(let attachment): try check(attachment)
    case .signing(let signing): try check(signing)
    case .overruling(let overruling): try check(overruling)
    case .review(let review): try ReviewAcceptance(database: database).check(review)
    case .bookSigned(let signing):
      try SigningAcceptance(database: database, blobs: blobs).check(signing)
    case .inspection, .deviceConfigured, .worklistLoaded, .blobsDropped, .deviceEnrolled,
      .epochOpened, .office:
      break
    }
  }

  private func checkPhotos(_ record: Casework.Record) throws {
    for photo in record.photos {
      guard let hash = ContentHash(hex: photo.sha256), blobs.contains(hash) else {
        throw refusal(
          "the photo \(photo.name) is not in \(blobs.folder) under \(photo.sha256); copy it there "
            + "first, then save again")
      }
    }
  }

  private func check(_ correction: Correction) throws {
    let meter = correction.point.identity.meter
    let context = try PointContext(correction.point.identity, database)
    guard case .inspection(let inspection)? = context.record(correction.inspection),
      !context.withdrawn.contains(correction.inspection), inspection.verdict != .unread
    else {
      throw refusal(
        "minutes for meter \(meter) need an inspection of it that was read and counts; inspect it "
          + "again, then write them")
    }
    if try isUsed(correction.number) {
      throw refusal("the number \(correction.number) is taken; let the journal give the next one")
    }
    guard let old = correction.supersedes else { return }
    try context.demandCounting(old.entry, number: old.number, to: "amend")
  }

  private func isUsed(_ number: String) throws -> Bool {
    guard !number.isEmpty else { return false }
    return try Bool.fetchOne(
      database.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM minutes WHERE number = ?)"),
      arguments: [number]) ?? false
  }

  private func check(_ withdrawal: Withdrawal) throws {
    let context = try PointContext(withdrawal.point.identity, database)
    switch context.record(withdrawal.entry) {
    case .inspection?, .correction?, .attachment?, .signing?, .overruling?: break
    case .withdrawal?:
      throw refusal("a withdrawal cannot be withdrawn; record anew what should count")
    case .deviceConfigured?, .worklistLoaded?, .blobsDropped?, .deviceEnrolled?, .epochOpened?,
      .office?, .review?, .bookSigned?, nil:
      throw context.unknown(withdrawal.entry)
    }
    if context.withdrawn.contains(withdrawal.entry) {
      throw refusal("entry \(withdrawal.entry.prefix(16)) is withdrawn already; nothing is to do")
    }
  }

  private func check(_ attachment: Attachment) throws {
    let context = try PointContext(attachment.point.identity, database)
    switch context.record(attachment.entry) {
    case .inspection?, .correction?, .signing?: break
    case .withdrawal?, .attachment?, .overruling?, .deviceConfigured?, .worklistLoaded?,
      .blobsDropped?, .deviceEnrolled?, .epochOpened?, .office?, .review?, .bookSigned?, nil:
      throw context.unknown(attachment.entry)
    }
    if attachment.photos.isEmpty {
      throw refusal("an attachment needs a photo; choose one, then save again")
    }
  }

  private func check(_ overruling: Overruling) throws {
    let context = try PointContext(overruling.point.identity, database)
    let meter = context.meter
    let verdict = overruling.verdict
    guard case .inspection(let inspection)? = context.record(overruling.inspection),
      Standing.folding(context.entries).inspection == overruling.inspection
    else {
      throw refusal("the verdict on meter \(meter) has no inspection that counts; read it again")
    }
    guard inspection.verdict == verdict.from, verdict.to != verdict.from, verdict.to != .unread,
      verdict.from != .unread
    else {
      throw refusal(
        "a verdict of \(inspection.verdict.rawValue) on meter \(meter) cannot be overruled from "
          + "\(verdict.from.rawValue) to \(verdict.to.rawValue); choose another verdict")
    }
    guard verdict.reason.contains(where: { !$0.isWhitespace }) else {
      throw refusal("the verdict on meter \(meter) is overruled with a reason only; choose one")
    }
    if let number = Standing.folding(context.entries).minutes {
      throw refusal("minutes \(number) rest on the verdict; withdraw them first")
    }
  }

  private func check(_ signing: MinutesSigning) throws {
    let context = try PointContext(signing.point.identity, database)
    try context.demandCounting(signing.correction, number: signing.number, to: "sign")
    let witness = signing.witness ?? ""
    if signing.outcome == .refused, !witness.contains(where: { !$0.isWhitespace }) {
      throw refusal(
        "minutes \(signing.number) that the customer refused to sign need a witness; give the name "
          + "of who saw it")
    }
  }
}

/// The entries of the point that a record is about, with what was taken back.
private struct PointContext {
  let meter: String
  let entries: [RecordedEntry]
  let withdrawn: Set<String>

  init(_ identity: PointIdentity, _ database: Database) throws {
    meter = identity.meter
    entries = try Histories.ownVoice(of: identity, in: database)
    withdrawn = Standing.withdrawn(in: entries)
  }

  func record(_ hash: String) -> Casework.Record? {
    entries.first { $0.hash == hash }?.body.record
  }

  func unknown(_ hash: String) -> JournalError {
    refusal(
      "meter \(meter) has no entry \(hash.prefix(16)) that this can name; choose one from its list "
        + "of entries")
  }

  /// Demands minutes of this number that were neither withdrawn nor superseded.
  func demandCounting(_ hash: String, number: String, to what: String) throws {
    guard case .correction(let correction)? = record(hash) else { throw unknown(hash) }
    guard correction.number == number else {
      throw refusal(
        "entry \(hash.prefix(16)) has the number \(correction.number), not \(number); choose the "
          + "minutes from the list")
    }
    let standing = MinutesStanding(of: hash, in: entries)
    if standing.withdrawal != nil {
      throw refusal("minutes \(number) are withdrawn: there is nothing to \(what)")
    }
    if let later = standing.supersededBy {
      throw refusal("minutes \(number) are superseded by \(later.number): \(what) those")
    }
  }
}

private func refusal(_ what: String) -> JournalError {
  JournalError(code: .bodyRefused, message: "nothing was saved: \(what)")
}
