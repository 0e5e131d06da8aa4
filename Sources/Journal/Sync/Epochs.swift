import Casework
import Evidence
import FoundationEssentials
import GRDB

/// The epochs of the device's own log: each begins its sequences at 1, rows go on.
enum Epochs {
  /// The row before an epoch's first entry; nil where the journal has no such epoch.
  static func base(_ epoch: Int64, in database: Database) throws -> Int64? {
    let base = try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT base FROM epoch WHERE epoch = ?"),
      arguments: [epoch])
    // A home that was made anew under a key that a hub knows may begin with a later epoch.
    return try base ?? (epoch == 1 ? (try first(in: database)?.base == 0 ? nil : 0) : nil)
  }

  /// The last row of an epoch: the base of the next, nil in the newest.
  static func end(_ epoch: Int64, in database: Database) throws -> Int64? {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT min(base) FROM epoch WHERE epoch > ?"),
      arguments: [epoch])
  }

  /// The entry of an epoch and sequence; nil where the journal has none there.
  /// - Complexity: two look-ups by key.
  static func entry(
    _ epoch: Int64, _ sequence: Int64, in database: Database
  ) throws -> StoredEntry? {
    guard sequence > 0, let base = try base(epoch, in: database) else { return nil }
    let row = base + sequence
    if let end = try end(epoch, in: database), row > end { return nil }
    return try StoredEntry.at(row, in: database)
  }

  /// Notes that an epoch begins with the entry in `row`.
  static func open(_ opening: EpochOpening, row: Int64, in database: Database) throws {
    guard let grant = try? Grant(parsing: Array(opening.grant.utf8)) else { return }
    let before = try Int64.fetchOne(database, sql: "SELECT max(epoch) FROM epoch") ?? 1
    let receipt = try? Receipt(parsing: Array(opening.receipt.utf8))
    let accepted = try accepted(before, opening: receipt, upTo: row - 1, in: database)
    try database.execute(
      sql: "INSERT INTO epoch(epoch, base, accepted) VALUES (?, ?, ?)",
      arguments: [grant.epoch, row - 1, accepted])
    // By the opening alone, so that a rebuild, which knows later receipts, leaves out the same numbers.
    if let receipt,
      try entry(receipt.epoch, receipt.sequence, in: database)?.hash == receipt.head.bytes
    {
      return
    }
    try MinutesNumber.skip(grant.entries, in: database)
  }

  /// Takes a receipt of an earlier epoch into account that came after the next was opened.
  static func accept(_ receipt: Receipt, in database: Database) throws {
    guard let base = try base(receipt.epoch, in: database),
      try entry(receipt.epoch, receipt.sequence, in: database)?.hash == receipt.head.bytes,
      let end = try end(receipt.epoch, in: database)
    else { return }
    try database.execute(
      sql: "UPDATE epoch SET accepted = max(accepted, ?) WHERE base = ?",
      arguments: [base + receipt.sequence, end])
    try Fold(database: database).refreshEarlierEpochs()
  }

  /// The last row of an epoch that a receipt is known to cover, at most `last`.
  private static func accepted(
    _ epoch: Int64, opening: Receipt?, upTo last: Int64, in database: Database
  ) throws -> Int64 {
    guard let base = try base(epoch, in: database) else { return 0 }
    var receipts = try Receipts.all(database).map(\.receipt)
    if let opening { receipts.append(opening) }
    return try receipts.reduce(base) { reach, receipt in
      let row = base + receipt.sequence
      guard receipt.epoch == epoch, row > reach, row <= last,
        try StoredEntry.at(row, in: database)?.hash == receipt.head.bytes
      else { return reach }
      return row
    }
  }

  /// True where an own entry counts: of the newest epoch, covered by a receipt of its own epoch, or
  /// known from the hub. What a copied or restored home signed beside the log that counts does not.
  static let counting = """
    (NOT EXISTS (SELECT 1 FROM epoch e WHERE e.base >= j.seq AND e.accepted < j.seq
        AND e.base = (SELECT min(base) FROM epoch WHERE base >= j.seq))
      OR EXISTS (SELECT 1 FROM foreign_entry f WHERE f.hash = j.hash))
    """

  private static func first(in database: Database) throws -> (epoch: Int64, base: Int64)? {
    try Row.fetchOne(database, sql: "SELECT epoch, base FROM epoch ORDER BY base LIMIT 1").map {
      ($0["epoch"], $0["base"])
    }
  }
}
