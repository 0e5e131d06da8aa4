import Casework
package import Evidence
import GRDB

extension Journal {
  /// An entry found by the hash that a paper carries.
  package struct FoundEntry: Hashable, Sendable {
    /// Its number in its epoch; of its row where it cannot be read.
    package let sequence: Int64
    package let hash: ContentHash
    /// What it says; nil where it cannot be read or this version does not know its kind.
    package let listed: Listed?
    /// Why it is not sound by itself; nil where signature, body and hash are.
    package let fault: String?
  }

  /// The entries whose hash begins with these lower-case hex digits: by the hash kept beside each, or
  /// by that of its header, so that a changed row is found too and said to be changed.
  /// - Throws: `JournalError`.
  /// - Complexity: O(entries), a SHA-256 of each header.
  package func find(hashBeginning digits: String) throws -> [FoundEntry] {
    try read("cannot look for an entry") { database in
      let rows = try Statement(database, "SELECT seq, header, hash FROM journal ORDER BY seq")
      var matches: [Int64] = []
      while try rows.step() {
        let hash = ContentHash(of: rows.blob(1))
        if hash.hex.hasPrefix(digits) || Hex.text(rows.blob(2)).hasPrefix(digits) {
          matches.append(rows.integer(0))
        }
      }
      return try matches.compactMap { try StoredEntry.at($0, in: database).map(found) }
    }
  }

  private func found(_ stored: StoredEntry) -> FoundEntry {
    var listed: Listed?
    var fault: String?
    do {
      let entry = try stored.entry()
      fault = stored.fault(in: entry, key: publicKey).map(\.description)
      listed = try Journal.listed(stored)
    } catch {
      fault = fault ?? "\(error)"
    }
    return FoundEntry(
      sequence: (try? stored.entry())?.sequence ?? stored.row,
      hash: ContentHash(of: stored.header), listed: listed, fault: fault)
  }
}
