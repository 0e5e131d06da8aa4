import Casework
package import Evidence
import FoundationEssentials
import GRDB

/// The enrolment that counts: the last one that the journal holds.
package struct KeptEnrolment: Hashable, Sendable {
  package let certificate: Certificate
  /// The only hub that this device believes.
  package let hub: PublicKey
  /// Where it answers.
  package let address: String
}

extension KeptEnrolment {
  /// - Throws: `FormError` where the entry's texts are not in their form, or `JournalError`
  ///   (`syncRefused`) where the certificate is not that hub's.
  init(_ record: DeviceEnrolment) throws {
    certificate = try Certificate(parsing: Array(record.certificate.utf8))
    guard let key = PublicKey(hex: record.hub), certificate.isValid(key: key) else {
      throw Journal.unsound("the certificate that is kept is not that of its hub")
    }
    hub = key
    address = record.address
  }

  /// What the last `device-enrolled` entry says; nil where the device was never enrolled.
  /// - Complexity: one look-up by key.
  static func last(in database: Database) throws -> KeptEnrolment? {
    let row = try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT header, body FROM journal WHERE seq = (SELECT max(seq) FROM enrolled)"))
    guard let row else { return nil }
    let kind = try EntryHeader(parsing: Array(row["header"] as Data)).kind.name
    let body = try RecordBody.read(Array(row["body"] as Data), kind: kind)
    guard case .deviceEnrolled(let record)? = body?.record else { return nil }
    return try KeptEnrolment(record)
  }
}

/// What is kept of syncing, by name.
enum SyncState: String {
  /// The position up to which the feed was taken in.
  case cursor
  /// Why the device is frozen; absent where it is not.
  case frozen
  /// Epoch and sequence up to which the hub holds the own log, where it has lost what it gave receipts
  /// for; absent where it has not.
  case held

  func value(in database: Database) throws -> String? {
    try String.fetchOne(
      database.cachedStatement(sql: "SELECT value FROM sync_state WHERE name = ?"),
      arguments: [rawValue])
  }

  func set(_ value: String?, in database: Database) throws {
    guard let value else {
      return try database.execute(
        sql: "DELETE FROM sync_state WHERE name = ?", arguments: [rawValue])
    }
    try database.execute(
      sql: """
        INSERT INTO sync_state(name, value) VALUES (?, ?)
        ON CONFLICT(name) DO UPDATE SET value = excluded.value
        """, arguments: [rawValue, value])
  }
}

extension Journal {
  /// The enrolment that counts; nil while the device was never enrolled.
  /// - Throws: `JournalError`; `FormError` where what is kept is no certificate any more.
  package var enrolment: KeptEnrolment? {
    get throws { try read("cannot read the enrolment") { try KeptEnrolment.last(in: $0) } }
  }

  /// Why the hub froze this device; nil where it did not.
  /// - Throws: `JournalError`.
  package var frozen: String? {
    get throws { try read("cannot read the state of sync") { try SyncState.frozen.value(in: $0) } }
  }

  /// True where nothing is recorded until the device is enrolled again.
  /// - Throws: `JournalError`.
  package var isFrozen: Bool { get throws { try frozen != nil } }

  /// The position up to which the hub's feed was taken in; 0 before the first page.
  /// - Throws: `JournalError`.
  package var cursor: Int64 {
    get throws {
      try read("cannot read the state of sync") { try SyncState.cursor.value(in: $0) }
        .flatMap { Int64($0) } ?? 0
    }
  }

  /// The last sequence of the present epoch that a receipt covers and the hub has not lost since; 0
  /// where none does.
  /// - Throws: `JournalError`.
  package var pushed: Int64 {
    get throws {
      try read("cannot read the receipts") { try Receipts.reach(epoch: head.epoch, in: $0) }
    }
  }

  /// Notes, durably, that the hub found two logs of this device. Reading, exporting and pulling go on.
  /// - Parameter why: in words, as the hub said it.
  /// - Throws: `JournalError`.
  package func freeze(_ why: String) throws {
    try writeRegardless("cannot note that the device is frozen") {
      try SyncState.frozen.set(why, in: $0)
    }
    state.withLock { $0.end.frozen = why }
  }

  /// Why nothing may be recorded: the hub froze the device, or took it out of service. What was recorded
  /// all the same would count for nothing. Nil where it may.
  package var stopping: JournalError? {
    let (frozen, revoked) = state.withLock { ($0.end.frozen, $0.end.revoked) }
    let way = "ask the office for a code, then `phuctra device enroll`"
    if let revoked {
      return JournalError(
        code: .revoked,
        message: "the hub took this device out of service (\(revoked)); nothing is recorded here, "
          + "because it would not count. Hand it to the office; where it is to serve again, \(way)")
    }
    return frozen.map { why in
      JournalError(
        code: .frozen,
        message: "the hub found two logs of this device (\(why)); nothing is recorded here until "
          + "it is enrolled again: \(way)")
    }
  }

  /// What a hub sent is not to be believed.
  static func unsound(_ why: String) -> JournalError {
    JournalError(
      code: .syncRefused,
      message: "\(why); nothing of it was taken: fetch it again from the hub, or tell the office")
  }
}
