package import Casework
package import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// An entry as it is listed: its body too where this version knows the kind.
  package struct Listed: Hashable, Sendable {
    /// Its row: counts all entries of this home, whatever their epoch.
    package let row: Int64
    package let epoch: Int64
    /// Its number in its epoch.
    package let sequence: Int64
    package let kind: EntryKind
    package let hash: ContentHash
    package let body: RecordBody?
  }

  /// A list that was loaded, as its entry says it.
  package struct LoadedWorklist: Hashable, Sendable {
    /// The row of its entry.
    package let row: Int64
    /// When it was loaded, local with offset.
    package let loadedAt: String
    package let loading: WorklistLoading
  }

  /// Entries newest first, those before a row.
  /// - Throws: `JournalError`; `FormError` or `RecordBodyError` where a row is not an entry.
  /// - Complexity: O(limit).
  package func entries(before row: Int64? = nil, limit: Int) throws -> [Listed] {
    try read("cannot read the journal") { database in
      try Row.fetchAll(
        database.cachedStatement(
          sql: """
            SELECT \(StoredEntry.columns) FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?
            """), arguments: [row ?? Int64.max, limit]
      ).map { try Journal.listed(StoredEntry($0)) }
    }
  }

  /// Calls `body` with every entry from the row `first` on, oldest first, holding one at a time.
  /// - Throws: as `entries(before:limit:)`, and what `body` throws.
  package func eachEntry(from first: Int64 = 1, _ body: (Listed) throws -> Void) throws {
    try read("cannot read the journal") { database in
      try StoredEntry.each(database, from: first) { try body(Journal.listed($0)) }
    }
  }

  /// The entry that holds the minutes of this number, this home's own or one that came from another
  /// device; nil where no minutes have it.
  /// - Throws: `JournalError`.
  package func minutes(number: String) throws -> Listed? {
    try read("cannot look for the minutes") { database in
      let own = try Row.fetchOne(
        database,
        sql: """
          SELECT \(StoredEntry.columns) FROM journal
          WHERE seq = (SELECT seq FROM minutes WHERE number = ?)
          """, arguments: [number])
      if let own { return try Journal.listed(StoredEntry(own)) }
      return try ForeignEntry.all(
        where: "id = (SELECT min(id) FROM heard_minutes WHERE number = ?)", [number], in: database
      ).first.map(Journal.listed)
    }
  }

  /// Minutes newest first, those of entries before a row, withdrawn ones included.
  /// - Throws: `JournalError`.
  package func minutes(before row: Int64? = nil, limit: Int) throws -> [Listed] {
    try read("cannot list the minutes") { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(StoredEntry.columns) FROM journal
          WHERE seq IN (SELECT seq FROM minutes WHERE seq < ? ORDER BY seq DESC LIMIT ?)
          ORDER BY seq DESC
          """, arguments: [row ?? Int64.max, limit]
      ).map { try Journal.listed(StoredEntry($0)) }
    }
  }

  /// The lists that were loaded, newest first.
  /// - Throws: `JournalError`.
  package func worklists() throws -> [LoadedWorklist] {
    try read("cannot list the worklists") { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT j.*, l.loaded FROM list l JOIN journal j ON j.seq = l.seq ORDER BY l.seq DESC
          """
      ).compactMap { row in
        let listed = try Journal.listed(StoredEntry(row))
        guard case .worklistLoaded(let loading) = listed.body?.record else { return nil }
        return LoadedWorklist(
          row: listed.row, loadedAt: row["loaded"], loading: loading)
      }
    }
  }

  /// An entry of another log has no row here: it counts from -1 downwards, in the order of arrival.
  static func listed(_ foreign: ForeignEntry) -> Listed {
    let entry = foreign.entry
    return Listed(
      row: -foreign.id, epoch: entry.header.epoch, sequence: entry.sequence, kind: entry.kind,
      hash: entry.hash, body: foreign.body)
  }

  static func listed(_ stored: StoredEntry) throws -> Listed {
    let entry = try stored.entry()
    return Listed(
      row: stored.row, epoch: entry.header.epoch, sequence: entry.sequence, kind: entry.kind,
      hash: entry.hash, body: try RecordBody.read(entry.body, kind: entry.kind.name))
  }
}
