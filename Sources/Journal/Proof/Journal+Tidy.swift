import Casework
import Evidence
import FoundationEssentials
import GRDB
import Glibc

/// What tidying removed.
package struct Tidied: Hashable, Sendable {
  /// Photos that were copied in and that no entry came to name.
  package var orphans = 0
  /// Photos that retention let go.
  package var dropped = 0

  package init(orphans: Int = 0, dropped: Int = 0) {
    self.orphans = orphans
    self.dropped = dropped
  }
}

extension Journal {
  /// Removes photos that nobody saved within a day, and those that the device's retention lets go:
  /// confirmed by the hub, and named only by entries that a receipt of it covers, which is older than
  /// the days set.
  ///
  /// What retention lets go is recorded first, with the receipt, so that `verify()` can tell it from
  /// what is missing. Lists stay: the tables are made from them. Nothing is removed while the journal
  /// is not sound at its end: it may be all there is.
  /// - Throws: `JournalError`.
  /// - Complexity: O(blobs + names of blobs).
  @discardableResult
  package func tidy() throws -> Tidied {
    var tidied = Tidied()
    guard fault == nil, let now = Stamp.instant(context.localTime()) else { return tidied }
    for hash in try orphans(before: now - Journal.orphanAge) {
      blobs.discard(hash)
      tidied.orphans += 1
    }
    tidied.dropped = try dropRetained(now: now)
    if tidied != Tidied() { try FileSystem.syncFolder(blobs.folder) }
    return tidied
  }

  /// Seconds that a photo may wait for its inspection to be saved.
  private static let orphanAge: Int64 = 86_400

  private func orphans(before limit: Int64) throws -> [ContentHash] {
    let candidates = FileSystem.names(in: blobs.folder).compactMap { ContentHash(hex: $0) }
    return try read("cannot look for unused photos") { database in
      try candidates.filter { hash in
        guard try !NamedBlobs.isNamed(hash, in: database) else { return false }
        let isDrafted = try Bool.fetchOne(
          database, sql: "SELECT EXISTS (SELECT 1 FROM draft WHERE instr(words, ?) > 0)",
          arguments: [hash.hex])
        var facts = stat()
        guard isDrafted != true, stat(blobs.path(hash), &facts) == 0 else { return false }
        return Int64(facts.st_mtim.tv_sec) < limit
      }
    }
  }

  private func dropRetained(now: Int64) throws -> Int {
    guard let days = try configuration()?.settings.retention,
      let covering = try covering(receivedBefore: now - Int64(days) * 86_400)
    else { return 0 }
    let due = try read("cannot look for old photos") { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT n.sha256 FROM named n LEFT JOIN dropped d ON d.sha256 = n.sha256
          WHERE n.sha256 NOT IN (SELECT lower(hex(sha256)) FROM list)
          AND n.sha256 IN (SELECT sha256 FROM sent_blob)
          GROUP BY n.sha256 HAVING max(n.seq) <= ? AND coalesce(d.seq, 0) < max(n.seq)
          ORDER BY n.sha256
          """,
        arguments: [
          (try Epochs.base(covering.receipt.epoch, in: database) ?? 0) + covering.receipt.sequence
        ])
    }.filter { ContentHash(hex: $0).map(blobs.contains) ?? false }
    for start in stride(from: 0, to: due.count, by: BlobDropping.most) {
      let piece = Array(due[start..<min(due.count, start + BlobDropping.most)])
      try append([
        .blobsDropped(
          BlobDropping(
            blobs: piece, receipt: String(decoding: covering.receipt.bytes, as: UTF8.self),
            hub: covering.hub.hex, days: days))
      ])
    }
    return try removeDropped()
  }

  /// Removes what an entry says was dropped; also what a kill between the entry and this left.
  private func removeDropped() throws -> Int {
    let names = try read("cannot look for old photos") { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT d.sha256 FROM dropped d
          WHERE d.seq > (SELECT max(seq) FROM named n WHERE n.sha256 = d.sha256)
          """)
    }
    let there = names.compactMap { ContentHash(hex: $0) }.filter(blobs.contains)
    for hash in there { blobs.discard(hash) }
    return there.count
  }

  /// The sound receipt that reaches furthest of those that came before an instant.
  private func covering(receivedBefore limit: Int64) throws -> KeptReceipt? {
    try read("cannot read the receipts") { database in
      try Receipts.all(database).last { kept in
        guard kept.isSound(device), kept.receipt.epoch == head.epoch,
          let received = Stamp.instant(kept.receipt.received), received <= limit
        else { return false }
        return try Receipts.contradiction(of: kept.receipt, head: head, in: database) == nil
      }
    }
  }
}
