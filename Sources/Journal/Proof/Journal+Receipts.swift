package import Evidence
import FoundationEssentials
import GRDB

/// A receipt as it is kept, with the key of the hub that it was checked with.
package struct KeptReceipt: Hashable, Sendable {
  package let receipt: Receipt
  package let hub: PublicKey
}

extension Journal {
  /// Keeps a hub's receipt, durably; the same one again changes nothing.
  ///
  /// A receipt that this journal falls short of is kept too: it proves that something was cut off.
  /// The journal then writes nothing more, and `verify()` names both.
  /// - Parameters:
  ///   - hub: the key of the hub as the caller knows it. It is stored with the receipt; once there is
  ///     one, those of another hub are refused.
  ///   - isAnswer: the hub gave it just now, for entries that were sent: it holds them now, whatever it
  ///     had lost. One from a stick may be older than the loss.
  /// - Returns: true where it is new.
  /// - Throws: `JournalError` (`receiptRefused` where it is another device's, its signature is not
  ///   the hub's, or it contradicts one that is kept; else a fault of the storage).
  @discardableResult
  package func keep(
    _ receipt: Receipt, hub: PublicKey, isAnswer: Bool = false
  ) throws -> Bool {
    try check(receipt, hub)
    let isNew = try writeRegardless("cannot keep the receipt") { database in
      if isAnswer { try HubLoss.recover(upTo: receipt, in: database) }
      let kept = try Receipts.all(database)
      if let other = kept.first(where: { $0.hub != hub }) {
        throw Receipts.refused(
          "it is of hub \(DeviceIdentity(hub)), but this journal's receipts are of hub "
            + "\(DeviceIdentity(other.hub)); ask which hub is yours")
      }
      let same = kept.first {
        $0.receipt.epoch == receipt.epoch && $0.receipt.sequence == receipt.sequence
      }
      if let same {
        guard same.receipt.head == receipt.head else {
          throw Receipts.refused(
            "for entry \(receipt.sequence) it says \(receipt.head), but one kept before says "
              + "\(same.receipt.head); keep both files and tell your unit")
        }
        return false
      }
      try database.execute(
        sql: "INSERT INTO receipt(epoch, seq, words, hub) VALUES (?, ?, ?, ?)",
        arguments: [receipt.epoch, receipt.sequence, Data(receipt.bytes), Data(hub.bytes)])
      if receipt.epoch < head.epoch { try Epochs.accept(receipt, in: database) }
      return true
    }
    guard isNew else { return false }
    let short = try read("cannot check the receipt") {
      try Receipts.contradiction(of: receipt, head: head, in: $0)
    }
    if let short { poison(Journal.restored(short)) }
    return true
  }

  private func check(_ receipt: Receipt, _ hub: PublicKey) throws {
    guard receipt.device == device else {
      throw Receipts.refused(
        "it is of device \(receipt.device), this one is \(device); take it to that device")
    }
    guard receipt.isValid(key: hub) else {
      throw Receipts.refused(
        "its signature is not that of hub \(DeviceIdentity(hub)); fetch it again from the hub")
    }
  }

  /// The receipt that reaches furthest; nil while no hub has given one.
  /// - Throws: `JournalError`; `FormError` where what is kept is no receipt any more.
  package var lastReceipt: KeptReceipt? {
    get throws { try read("cannot read the receipts") { try Receipts.last($0) } }
  }

  /// Entries that no receipt covers, as far as receipts are sound and speak of this very log, and the hub
  /// has not lost what it gave them for.
  /// - Throws: `JournalError`.
  package func uncovered() throws -> Int64 {
    let covering = try read("cannot read the receipts") { database in
      try Receipts.all(database).filter {
        try $0.isSound(device) && $0.receipt.epoch == head.epoch
          && Receipts.contradiction(of: $0.receipt, head: head, in: database) == nil
      }
    }
    let earlier = try read("cannot count the entries of earlier epochs") { database in
      try Int64.fetchOne(
        database,
        sql: """
          SELECT count(*) FROM journal j
          WHERE j.seq <= (SELECT max(base) FROM epoch) AND NOT \(Epochs.counting)
          """) ?? 0
    }
    let covered = covering.map(\.receipt.sequence).max() ?? 0
    let held = try read("cannot read the state of sync") {
      try HubLoss.held(epoch: head.epoch, in: $0)
    }
    return earlier + head.sequence - min(covered, held ?? covered)
  }
}

extension KeptReceipt {
  init(_ row: Row) throws {
    receipt = try Receipt(parsing: Array(row["words"] as Data))
    guard let data = row["hub"] as Data?, let key = PublicKey(bytes: data) else {
      throw FormError(
        code: .receipt, line: 1, value: "no key".utf8, expected: "the key of the receipt's hub")
    }
    hub = key
  }

  /// True where it is of this device and signed by the hub it is kept with.
  func isSound(_ device: DeviceIdentity) -> Bool {
    receipt.device == device && receipt.isValid(key: hub)
  }
}

/// The table `receipt`.
enum Receipts {
  static func last(_ database: Database) throws -> KeptReceipt? {
    try Row.fetchOne(
      database,
      sql: "SELECT words, hub FROM receipt ORDER BY epoch DESC, seq DESC LIMIT 1"
    ).map(KeptReceipt.init)
  }

  /// Oldest first.
  static func all(_ database: Database) throws -> [KeptReceipt] {
    try Row.fetchAll(database, sql: "SELECT words, hub FROM receipt ORDER BY epoch, seq")
      .map(KeptReceipt.init)
  }

  /// The last sequence of an epoch that a receipt names and the hub has not lost since; 0 where none
  /// does.
  static func reach(epoch: Int64, in database: Database) throws -> Int64 {
    let given = try given(epoch: epoch, in: database)
    return min(given, try HubLoss.held(epoch: epoch, in: database) ?? given)
  }

  /// The last sequence of an epoch that a receipt names; 0 where none does.
  static func given(epoch: Int64, in database: Database) throws -> Int64 {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT max(seq) FROM receipt WHERE epoch = ?"),
      arguments: [epoch]) ?? 0
  }

  /// How the journal falls short of a receipt of its epoch; nil where it does not.
  static func contradiction(
    of receipt: Receipt, head: ChainHead, in database: Database
  ) throws -> String? {
    guard receipt.epoch >= head.epoch else { return nil }
    guard receipt.epoch == head.epoch, receipt.sequence <= head.sequence else {
      return
        "the journal ends at entry \(head.sequence)\(epoch(head.epoch)), but hub \(receipt.hub) "
        + "gave a receipt "
        + "for entry \(receipt.sequence)\(epoch(receipt.epoch)) (hash \(receipt.head)) on \(receipt.received)"
    }
    let hash =
      try Epochs.entry(receipt.epoch, receipt.sequence, in: database)?.hash ?? []
    guard hash != receipt.head.bytes else { return nil }
    return "entry \(receipt.sequence) has the hash \(Hex.text(hash)), but hub \(receipt.hub) gave "
      + "a receipt for \(receipt.head) on \(receipt.received)"
  }

  private static func epoch(_ number: Int64) -> String {
    number == 1 ? "" : " of epoch \(number)"
  }

  static func refused(_ why: String) -> JournalError {
    JournalError(code: .receiptRefused, message: "the receipt was refused: \(why)")
  }
}
