package import Casework
import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// A supervisor's queue: every point that was found wrong, could not be settled or read, in no order.
  /// - Throws: `JournalError`.
  /// - Complexity: O(cases).
  package func reviewCases() throws -> [ReviewCase] {
    try read("cannot read the queue") { database in
      var cases: [ReviewCase] = []
      try ReviewCases.each(database) { cases.append($0) }
      return cases
    }
  }

  /// All minutes that this home knows, its own and those that came from others, oldest first by the time
  /// at which they were written; withdrawn ones included.
  /// - Throws: `JournalError`.
  /// - Complexity: O(minutes).
  package func corrections() throws -> [RecordedEntry] {
    try read("cannot list the minutes") { database in
      var found: [String: RecordedEntry] = [:]
      let own = try Row.fetchAll(
        database,
        sql: """
          SELECT \(StoredEntry.columns) FROM journal WHERE seq IN (SELECT seq FROM minutes)
          """)
      for listed in try own.map({ try Journal.listed(StoredEntry($0)) }) {
        guard let body = listed.body else { continue }
        found[listed.hash.hex] = RecordedEntry(hash: listed.hash.hex, body: body)
      }
      for foreign in try ForeignEntry.all(
        where: "id IN (SELECT id FROM heard_minutes)", in: database)
      {
        guard let body = foreign.body else { continue }
        let hash = foreign.entry.hash.hex
        found[hash] = found[hash] ?? RecordedEntry(hash: hash, body: body)
      }
      return found.values.sorted {
        ($0.body.stamp.instant, $0.hash) < ($1.body.stamp.instant, $1.hash)
      }
    }
  }
}
