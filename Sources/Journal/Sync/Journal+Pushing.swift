import Casework
package import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// A bundle of the own log, as it is sent and as it lies on a stick.
  package struct Outgoing: Hashable, Sendable {
    package let bytes: [UInt8]
    package let epoch: Int64
    /// Sequences in their epoch.
    package let range: ClosedRange<Int64>
    /// The hash of the last entry.
    package let lastHash: ContentHash

    /// The file name that `export`, a stick and a mirror use.
    package func name(_ device: DeviceIdentity) -> String {
      "\(device)-\(epoch)-\(range.lowerBound)-\(range.upperBound).phuctra"
    }
  }

  /// The bundle that follows an entry of the present epoch; nil where nothing follows.
  /// - Throws: `JournalError`; `FormError` where a row is not an entry.
  /// - Complexity: O(bytes of the bundle).
  package func bundle(
    after sequence: Int64, limits: Bundle.Limits = .sent
  ) throws -> Outgoing? {
    try bundle(epoch: head.epoch, after: sequence, limits: limits)
  }

  /// The same of any epoch.
  package func bundle(
    epoch: Int64, after sequence: Int64, limits: Bundle.Limits = .sent
  ) throws -> Outgoing? {
    var writer = BundleWriter(limits: limits)
    var last: ContentHash?
    try entries(epoch: epoch, after: sequence) { entry in
      guard writer.add(entry) else { return false }
      last = entry.hash
      return true
    }
    guard let range = writer.range, let last else { return nil }
    return Outgoing(bytes: writer.bytes, epoch: epoch, range: range, lastHash: last)
  }

  /// The key that signs this device's entries and requests.
  package var signingKey: DeviceKey { key }

  /// Photos that receipted entries name, that lie here, and that the hub has not confirmed.
  /// - Throws: `JournalError`.
  /// - Complexity: O(names of blobs).
  package func unsentBlobs() throws -> [ContentHash] {
    try unconfirmedBlobs(namedUpTo: lastCoveredRow())
  }

  /// Photos that entries up to a row name, that lie here, and that the hub has not confirmed: a receipt
  /// speaks of entries alone, so that these may be the only copy.
  /// - Throws: `JournalError`.
  /// - Complexity: O(names of blobs).
  func unconfirmedBlobs(namedUpTo row: Int64 = .max) throws -> [ContentHash] {
    let names = try read("cannot look for photos to send") { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT sha256 FROM named WHERE seq <= ?
          AND sha256 NOT IN (SELECT lower(hex(sha256)) FROM list)
          AND sha256 NOT IN (SELECT sha256 FROM sent_blob)
          GROUP BY sha256 ORDER BY min(seq), sha256
          """, arguments: [row])
    }
    return names.compactMap { ContentHash(hex: $0) }.filter(blobs.contains)
  }

  /// Notes that the hub has a blob.
  /// - Throws: `JournalError`.
  package func noteBlobSent(_ hash: ContentHash) throws { try noteBlobsSent([hash]) }

  /// Notes which blobs the hub has.
  func noteBlobsSent(_ hashes: [ContentHash]) throws {
    guard !hashes.isEmpty else { return }
    try writeRegardless("cannot note photos that were sent") { database in
      for hash in hashes {
        try database.cachedStatement(sql: "INSERT OR IGNORE INTO sent_blob(sha256) VALUES (?)")
          .execute(arguments: [hash.hex])
      }
    }
  }

  private func lastCoveredRow() throws -> Int64 {
    let epoch = head.epoch
    return try read("cannot read the receipts") { database in
      (try Epochs.base(epoch, in: database) ?? 0)
        + (try Receipts.reach(epoch: epoch, in: database))
    }
  }
}
