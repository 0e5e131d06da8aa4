import Casework
import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// Checks every entry's form, place, signature and body, the blobs that entries name, the hub's
  /// receipts, the database's structure and triggers, and that the derived tables are what a rebuild
  /// makes them.
  ///
  /// A byte that was turned where nothing is stored (a free page, the gap in a page) changes nothing
  /// that anyone reads and is not looked for. Drafts are no evidence and are not compared. What a
  /// device alone cannot prove is that nothing was cut off the end before the first receipt.
  /// - Throws: `JournalError` where the database cannot be read at all.
  /// - Complexity: O(entries + bytes of the blobs + rows of all lists); memory does not grow with them
  ///   but for a few words a blob.
  package func verify() throws -> JournalVerification {
    let check = try read("cannot verify the journal") { entryCheck($0) }
    var result = JournalVerification(
      head: check.verifier.head, entries: check.entries, firstFault: check.firstFault,
      findings: try read("cannot verify the journal") { structure($0) })
    result.findings += receiptFindings(check)
    try verifyBlobs(check, into: &result)
    result.findings += foreignFindings()
    if result.isSound { result.findings += comparison() }
    result.findings += mirrorFindings()
    return result
  }

  private func entryCheck(_ database: Database) -> EntryCheck {
    var check = EntryCheck(key: publicKey, hub: (try? KeptEnrolment.last(in: database))?.hub)
    do {
      // Numbers below 1 as well: no row may stand beside the log.
      let rows = try Statement(
        database, "SELECT \(StoredEntry.columns) FROM journal ORDER BY seq")
      while try rows.step() { check.take(StoredEntry(rows)) }
      check.finish()
    } catch {
      check.finish(unreadable: "\(error)")
    }
    return check
  }

  /// What is wrong with the database itself.
  private func structure(_ database: Database) -> [JournalVerification.Finding] {
    var findings: [JournalVerification.Finding] = []
    do {
      if let tampering = try Schema.tampering(database) { findings.append(.unprotected(tampering)) }
      if let change = try Schema.change(database) { findings.append(.databaseDamaged(change)) }
      let problem = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)")
      if let problem, problem != "ok" { findings.append(.databaseDamaged(problem)) }
    } catch {
      findings.append(.databaseDamaged("\(error)"))
    }
    return findings
  }

  private func receiptFindings(_ check: EntryCheck) -> [JournalVerification.Finding] {
    var findings: [JournalVerification.Finding] = []
    do {
      try read("cannot read the receipts") { database in
        for row in try Row.fetchAll(database, sql: "SELECT * FROM receipt ORDER BY epoch, seq") {
          let kept = try KeptReceipt(row)
          let place: (Int64?, Int64?) = (row["epoch"], row["seq"])
          guard kept.isSound(device), place == (kept.receipt.epoch, kept.receipt.sequence) else {
            findings.append(.receiptUnsound("that for entry \(kept.receipt.sequence)"))
            continue
          }
          let short = try Receipts.contradiction(
            of: kept.receipt, head: check.verifier.head, in: database)
          // Where an entry is at fault, the sound part ends early: that is no cut of its own.
          if let short, check.firstFault == nil || kept.receipt.sequence > Int64(check.entries) {
            findings.append(.receiptContradicted(short))
          }
        }
      }
    } catch {
      findings.append(.receiptUnsound("\(error)"))
    }
    return findings
  }

  private func verifyBlobs(
    _ check: EntryCheck, into result: inout JournalVerification
  ) throws {
    var dropped: [String: Int64] = [:]
    for dropping in check.droppings {
      if let reason = try unproven(dropping, check) {
        result.findings.append(.droppingUnproven(sequence: dropping.sequence, reason))
      } else {
        for hash in dropping.record.blobs { dropped[hash] = dropping.sequence }
      }
    }
    var seen: Set<ContentHash> = []
    for blob in check.blobs {
      let isDropped = dropped[blob.hash.hex].map { $0 > blob.sequence } ?? false
      guard blobs.contains(blob.hash) else {
        if isDropped {
          result.dropped += 1
        } else {
          result.findings.append(.blobMissing(blob.hash, sequence: blob.sequence))
        }
        continue
      }
      // A photo that several entries name is read once.
      guard seen.insert(blob.hash).inserted else { continue }
      if try blobs.actualHash(blob.hash) != blob.hash {
        result.findings.append(.blobChanged(blob.hash, sequence: blob.sequence))
      }
    }
  }

  /// Why an entry might not let its blobs go; nil where it proves that it might.
  private func unproven(_ dropping: EntryCheck.Dropping, _ check: EntryCheck) throws -> String? {
    guard let hub = PublicKey(hex: dropping.record.hub),
      let receipt = try? Receipt(parsing: Array(dropping.record.receipt.utf8)),
      KeptReceipt(receipt: receipt, hub: hub).isSound(device)
    else { return "it holds no sound receipt of this device" }
    let names = Set(dropping.record.blobs)
    let reach = (check.bases[receipt.epoch] ?? 0) + receipt.sequence
    let beyond = check.blobs.first {
      $0.sequence > reach && $0.sequence < dropping.sequence
        && names.contains($0.hash.hex)
    }
    if let beyond { return "entry \(beyond.sequence) is above the receipt" }
    return try read("cannot check a receipt") {
      try Receipts.contradiction(of: receipt, head: head, in: $0)
    }
  }

  /// Rebuilds the tables in a transaction that is then taken back.
  private func comparison() -> [JournalVerification.Finding] {
    do {
      return try queue.writeWithoutTransaction { database in
        var findings: [JournalVerification.Finding] = []
        try database.inTransaction(.immediate) {
          let before = try Journal.digests(database)
          try rebuild(in: database)
          let after = try Journal.digests(database)
          findings = Schema.allDerived.map(\.name).filter { before[$0] != after[$0] }
            .map { .tableDiffers($0) }
          return .rollback
        }
        return findings
      }
    } catch {
      return [.notComparable("\(error)")]
    }
  }
}
