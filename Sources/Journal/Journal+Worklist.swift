import Casework
package import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// What came of loading a list.
  package struct Loading: Hashable, Sendable {
    package var sha256: ContentHash
    package var points: Int
    package var registers: Int
    /// Points that are new, that have another record than before, and that the list took away.
    package var added: Int
    package var changed: Int
    package var removed: Int
    /// Visited points whose record is another one now than the one that was inspected.
    package var recordChanged: Int
    /// The entry that records it; nil where the same file was loaded before and nothing was done.
    package var entry: Appended?
  }

  /// Loads a worklist whole or not at all.
  ///
  /// The file is copied into the blobs and hashed on the way, then streamed into the tables; its
  /// entry, the points and the counters are committed together. The same file again, with the same
  /// unit and period, changes nothing.
  /// - Throws: `JournalError`, or what the source throws where the file is not usable; the home is
  ///   as before then.
  /// - Complexity: O(rows), in constant memory.
  @discardableResult
  package func load(
    fileAt path: String, unit: String? = nil, period: String? = nil
  ) throws -> Loading {
    try refuseReadOnly()
    if let stopping { throw stopping }
    try refuseWithoutRoom()
    let (hash, bytes) = try blobs.add(fileAt: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return try load(
      hash,
      as: WorklistLoading(
        name: name, sha256: hash.hex, bytes: Int(bytes), format: "", points: 0, registers: 0,
        unit: unit, period: period))
  }

  /// Loads a list whose file lies in the blobs.
  /// - Parameter isNewVersion: it takes its name's place even where the same content was loaded before.
  func load(
    _ hash: ContentHash, as loading: WorklistLoading, isNewVersion: Bool = false
  ) throws -> Loading {
    try refuseReadOnly()
    if let stopping { throw stopping }
    try refuseWithoutRoom()
    if !isNewVersion, let known = try loaded(hash, unit: loading.unit, period: loading.period) {
      return known
    }
    var attempt = Attempt(records: [.worklistLoaded(loading)], entries: [], blob: hash)
    do {
      let (outcome, appended) = try write("cannot load \(loading.name)") { database in
        let loaded = try load(loading, hash, in: database)
        attempt.entries = loaded.1
        return loaded
      }
      settle(appended)
      return Loading(hash, outcome, entry: appended.last)
    } catch {
      doubt(attempt)
      // After a fault of the storage the entry may be there all the same: `reopen()` settles it.
      if fault == nil, try !isNamed(hash) { blobs.discard(hash) }
      throw error
    }
  }

  /// True where an entry names the blob already (under another unit or period).
  func isNamed(_ hash: ContentHash) throws -> Bool {
    try read("cannot look for the list") {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM list WHERE sha256 = ?)",
        arguments: [Data(hash.bytes)]) ?? false
    }
  }

  private func load(
    _ loading: WorklistLoading, _ hash: ContentHash, in database: Database
  ) throws -> (ListLoader.Outcome, [Appended]) {
    var session = try AppendSession(self, database)
    let (outcome, format) = try stream(
      loading, hash, entry: session.nextRow, into: database)
    var loading = loading
    loading.format = format
    loading.points = outcome.points
    loading.registers = outcome.registers
    try session.append(loading, blob: hash)
    try Fold(database: database).refreshHeard(of: session.row)
    return (outcome, session.appended)
  }

  /// Streams a list's blob into the tables; also how a rebuild takes it in again.
  func stream(
    _ loading: WorklistLoading, _ hash: ContentHash, entry: Int64, into database: Database
  ) throws -> (ListLoader.Outcome, format: String) {
    let file = ListFile(path: blobs.path(hash), unit: loading.unit, period: loading.period)
    try WorkingMemory.bulk.apply(to: database)
    defer { try? WorkingMemory.everyday.apply(to: database) }
    do {
      var loader = try ListLoader(
        database, list: entry,
        replacing: loading.receiver != nil || loading.isSupplement
          ? (loading.name, loading.receiver) : nil)
      let format = try source.registers(in: file) { try loader.take($0) }
      return (try loader.finish(), format)
    } catch let duplicate as ListLoader.Duplicate {
      throw JournalError(
        code: .badList, message: try duplicate.message(name: loading.name, path: file.path))
    }
  }

  private func loaded(
    _ hash: ContentHash, unit: String?, period: String?
  ) throws -> Loading? {
    try read("cannot look for the list") { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT points, registers FROM list WHERE sha256 = ? AND unit IS ? AND period IS ?
          """, arguments: [Data(hash.bytes), unit, period]
      ).map {
        Loading(
          sha256: hash, points: $0["points"], registers: $0["registers"], added: 0, changed: 0,
          removed: 0, recordChanged: 0)
      }
    }
  }
}

extension Journal.Loading {
  init(_ hash: ContentHash, _ outcome: ListLoader.Outcome, entry: Journal.Appended?) {
    self.init(
      sha256: hash, points: outcome.points, registers: outcome.registers, added: outcome.added,
      changed: outcome.changed, removed: outcome.removed, recordChanged: outcome.recordChanged,
      entry: entry)
  }
}
