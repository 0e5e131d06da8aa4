import Casework
import Evidence
import GRDB

extension Journal {
  /// Checks every entry's form, place, signature and body, the blobs that entries name, the
  /// triggers, and that the derived tables are what a rebuild makes them.
  ///
  /// What a device alone cannot prove is that nothing was cut off the end before the first receipt.
  /// - Throws: `JournalError` where the database cannot be read at all.
  /// - Complexity: O(entries + bytes of the blobs + rows of all lists).
  package func verify() throws -> JournalVerification {
    var check = try read("cannot verify the journal") { database in
      var check = EntryCheck(key: publicKey)
      try StoredEntry.each(database) { check.take($0) }
      if let tampering = try Schema.tampering(database) {
        check.findings.append(.unprotected(tampering))
      }
      return check
    }
    for blob in check.blobs {
      let found = try blobs.actualHash(blob.hash)
      if found == nil {
        check.findings.append(.blobMissing(blob.hash, sequence: blob.sequence))
      } else if found != blob.hash {
        check.findings.append(.blobChanged(blob.hash, sequence: blob.sequence))
      }
    }
    if check.firstFault == nil, check.findings.isEmpty {
      check.findings += try comparison()
    }
    return JournalVerification(
      head: check.verifier.head, entries: check.entries, firstFault: check.firstFault,
      findings: check.findings)
  }

  /// Rebuilds the tables in a transaction that is then taken back.
  private func comparison() throws -> [JournalVerification.Finding] {
    do {
      return try queue.writeWithoutTransaction { database in
        var findings: [JournalVerification.Finding] = []
        try database.inTransaction(.immediate) {
          let before = try Journal.digests(database)
          try rebuild(in: database)
          let after = try Journal.digests(database)
          findings = Schema.derived.map(\.name).filter { before[$0] != after[$0] }
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

/// Entry by entry through the journal's rows, up to the first fault.
private struct EntryCheck {
  var verifier: ChainVerifier
  var entries = 0
  var firstFault: JournalVerification.Located?
  var findings: [JournalVerification.Finding] = []
  var blobs: [(hash: ContentHash, sequence: Int64)] = []

  init(key: PublicKey) {
    verifier = ChainVerifier(key: key)
  }

  mutating func take(_ stored: StoredEntry) {
    entries += 1
    guard firstFault == nil else { return }
    let due = verifier.head.sequence + 1
    if let fault = fault(stored) {
      firstFault = JournalVerification.Located(sequence: due, fault: fault)
    }
  }

  private mutating func fault(_ stored: StoredEntry) -> JournalVerification.EntryFault? {
    do {
      let entry = try stored.entry()
      // The head moves on only past an entry that is sound in all respects.
      var next = verifier
      if let fault = next.check(entry) { return .chain(fault) }
      guard stored.hash == entry.hash.bytes else { return .chain(.hashChanged) }
      guard stored.sequence == entry.sequence else { return .rowNumber(stored.sequence) }
      let body = try RecordBody.read(entry.body, kind: entry.kind.name)
      for name in body?.record.blobs ?? [] {
        guard let hash = ContentHash(hex: name) else {
          return .body("names “\(name)” as its blob, which is no SHA-256")
        }
        blobs.append((hash, stored.sequence))
      }
      verifier = next
      return nil
    } catch let error as FormError {
      return .chain(.malformedHeader(error))
    } catch {
      return .body("\(error)")
    }
  }
}
