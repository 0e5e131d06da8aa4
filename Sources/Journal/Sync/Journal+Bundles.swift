import Evidence
import GRDB

extension Journal {
  /// Keeps a certificate of another device that was checked.
  /// - Returns: true where it is new.
  func keep(_ certificate: Certificate) throws -> Bool {
    try writeRegardless("cannot keep a certificate") { database in
      try certificate.keep(in: database)
      return database.changesCount > 0
    }
  }

  /// Keeps a bundle of another device, whole or not at all.
  /// - Returns: how many entries were new.
  /// - Throws: `JournalError` (`syncRefused`) for an entry that the device's certificate does not prove.
  func keep(_ entries: [Entry], _ enrolment: KeptEnrolment) throws -> Int {
    let row = lastRow
    return try writeRegardless("cannot keep a bundle") { database in
      let signers = try Signers.kept(enrolment, own: publicKey, in: database)
      var previous: Entry?
      var count = 0
      for entry in entries {
        let number = entry.header.sequence
        if let fault = signers.fault(of: entry) {
          throw Journal.unsound("entry \(number): \(fault)")
        }
        if let previous, previous.hash != entry.header.previous {
          throw Journal.unsound("entry \(number) does not follow the one before it")
        }
        previous = entry
        let kept = try ForeignEntry.keep(entry, position: nil, row: row, in: database)
        guard let kept else { continue }
        try Fold(database: database).take(kept)
        count += 1
      }
      return count
    }
  }
}
