import Casework
import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// Makes every derived table anew from the journal and the blobs it names.
  /// - Throws: `JournalError`, what the source throws, or `FormError` and `RecordBodyError` where an
  ///   entry cannot be read; the tables are as before then.
  /// - Complexity: O(entries + rows of all lists).
  package func rebuild() throws {
    try write("cannot rebuild the tables") { try rebuild(in: $0) }
  }

  /// The same, inside a transaction.
  func rebuild(in database: Database) throws {
    for table in Schema.allDerived {
      try database.execute(sql: "DELETE FROM \(table.name)")
    }
    // The cursor of the journal's rows must not be open while tables are altered.
    var next: Int64 = 1
    let fold = Fold(database: database)
    var foreign = try ForeignQueue(database)
    try foreign.fold(before: 1, fold)
    while true {
      let rows = try StoredEntry.batch(from: next, in: database)
      guard let last = rows.last else { return try foreign.fold(before: .max, fold) }
      // Reading a body costs as much as folding it, and can be done on all processors.
      for readable in Parallel.map(rows, { row in Result { try ReadEntry(row) } }) {
        let read = try readable.get()
        try refold(read, in: database)
        try foreign.fold(before: read.stored.row + 1, fold)
      }
      next = last.row + 1
    }
  }

  private func refold(_ read: ReadEntry, in database: Database) throws {
    let (stored, entry) = (read.stored, read.entry)
    let fold = Fold(database: database)
    guard let body = read.body else {
      try Counters.set(database, .folded, stored.row)
      return
    }
    guard case .worklistLoaded(let loading) = body.record else {
      return try fold.take(
        RecordedEntry(hash: entry.hash.hex, body: body), row: stored.row)
    }
    guard let hash = ContentHash(hex: loading.sha256), blobs.contains(hash) else {
      throw JournalError(
        code: .fileMissing,
        message: "the list \(loading.name) that entry \(stored.row) names is not at "
          + "\(blobs.folder)/\(loading.sha256); put it back from a copy of the home")
    }
    _ = try stream(loading, hash, entry: stored.row, into: database)
    try fold.take(loading, hash: hash, stamp: body.stamp, row: stored.row)
    try fold.refreshHeard(of: stored.row)
  }

  /// A hash over all rows of each derived table, in the order of their keys.
  static func digests(_ database: Database) throws -> [String: ContentHash] {
    var digests: [String: ContentHash] = [:]
    for table in Schema.allDerived {
      let rows = try Statement(database, "SELECT * FROM \(table.name) ORDER BY 1, 2")
      digests[table.name] = try rows.digest()
    }
    return digests
  }
}

/// A row of the journal with what its body says; no body where the kind is not known.
private struct ReadEntry: Sendable {
  var stored: StoredEntry
  var entry: Entry
  var body: RecordBody?

  init(_ stored: StoredEntry) throws {
    self.stored = stored
    entry = try stored.entry()
    body = try RecordBody.read(entry.body, kind: entry.kind.name)
  }
}

extension StoredEntry {
  /// The next rows from a number on, a megabyte or two of them.
  static func batch(from first: Int64, in database: Database) throws -> [StoredEntry] {
    let rows = try Statement(
      database, "SELECT \(columns) FROM journal WHERE seq >= ? ORDER BY seq LIMIT 1024")
    rows.bind(1, first)
    var batch: [StoredEntry] = []
    while try rows.step() { batch.append(StoredEntry(rows)) }
    return batch
  }

  static func at(_ row: Int64, in database: Database) throws -> StoredEntry? {
    try Row.fetchOne(
      database.cachedStatement(sql: "SELECT \(columns) FROM journal WHERE seq = ?"),
      arguments: [row]
    ).map(StoredEntry.init)
  }
}
