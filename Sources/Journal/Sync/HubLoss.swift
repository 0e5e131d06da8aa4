import Evidence
import GRDB

/// What the hub has lost of this device's log although it gave a receipt for it: it was put back from a
/// backup. Its receipts are true, but they are no proof any more that the entries are anywhere else.
enum HubLoss {
  /// The last sequence of an epoch that the hub holds; nil where it has lost nothing.
  static func held(epoch: Int64, in database: Database) throws -> Int64? {
    let words = try SyncState.held.value(in: database)?.split(separator: " ").map { Int64($0) }
    guard let words, words.count == 2, words[0] == epoch else { return nil }
    return words[1]
  }

  static func note(epoch: Int64, held sequence: Int64, in database: Database) throws {
    try SyncState.held.set("\(epoch) \(sequence)", in: database)
    // The photos are as old as the rest of the backup.
    try database.execute(sql: "DELETE FROM sent_blob")
  }

  /// The hub has taken entries again, up to a receipt that it gave just now.
  static func recover(upTo receipt: Receipt, in database: Database) throws {
    guard let held = try held(epoch: receipt.epoch, in: database), receipt.sequence > held else {
      return
    }
    let isWhole = try receipt.sequence >= Receipts.given(epoch: receipt.epoch, in: database)
    try SyncState.held.set(isWhole ? nil : "\(receipt.epoch) \(receipt.sequence)", in: database)
  }
}

extension Journal {
  /// Notes, durably, that the hub holds the present epoch no further than a sequence, whatever receipts
  /// it gave: the rest waits to be sent again, and the home is not wiped before.
  /// - Throws: `JournalError`.
  package func forget(after sequence: Int64) throws {
    let epoch = head.epoch
    try writeRegardless("cannot note what the hub has lost") {
      try HubLoss.note(epoch: epoch, held: sequence, in: $0)
    }
  }
}
