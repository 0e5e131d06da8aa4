package import Casework
package import Evidence
import GRDB

extension Journal {
  /// An entry that is durable, with what it says.
  package struct Appended: Hashable, Sendable {
    package let entry: Entry
    package let body: RecordBody
  }

  /// Signs and appends entries; when this returns they are on the disk, and not before.
  ///
  /// Where a commit failed and `reopen()` found its entries on the disk all the same, the same
  /// records give those entries and nothing is written twice.
  ///
  /// All of them and every table that follows from them go into one transaction. A correction
  /// without a number gets the next one; without an inspection it rests on the one that counts for
  /// its point, which may stand before it in `records`. A draft of an inspected point is dropped.
  /// - Throws: `JournalError`: `noRoom` and `readOnly` before anything is written; after a fault of
  ///   the storage the handle writes nothing more, and whether these entries are on the disk is known
  ///   when `reopen()` has returned.
  /// - Complexity: O(entries of the points named), one sync.
  @discardableResult
  package func append(_ records: [Casework.Record]) throws -> [Appended] {
    guard !records.isEmpty else { return [] }
    try refuseReadOnly()
    if let stopping { throw stopping }
    if fault == nil, let arrived = arrived(records) { return arrived }
    if records.contains(where: \.needsRoom) { try refuseWithoutRoom() }
    var attempt = Attempt(records: records, entries: [])
    do {
      let appended = try write("cannot append to the journal") { database in
        var session = try AppendSession(self, database)
        for record in records { try session.append(record) }
        attempt.entries = session.appended
        return session.appended
      }
      settle(appended)
      return appended
    } catch {
      doubt(attempt)
      throw error
    }
  }

  /// Notes committed entries.
  func settle(_ appended: [Appended]) {
    guard let last = appended.last else { return }
    let folder = settings.mirror
    state.withLock { state in
      state.arrived = nil
      state.end.head = state.end.head.advanced(by: last.entry, epoch: last.entry.header.epoch)
      state.end.row += Int64(appended.count)
      state.end.lastTime = last.body.stamp.time
      for case .deviceConfigured(let configuration) in appended.lazy.map(\.body.record) {
        state.end.settings = configuration.settings
      }
    }
    keepBallast()
    mirror(appended, isSetUp: settings.mirror != folder)
  }
}

extension Journal {
  /// What the last `device-configured` entry says; nil where there is none.
  static func configuration(_ database: Database) throws -> DeviceConfiguration? {
    try Row.fetchOne(
      database.cachedStatement(
        sql: "SELECT inspector, unit, settings FROM device ORDER BY seq DESC LIMIT 1")
    ).map {
      DeviceConfiguration(
        inspector: $0["inspector"], unit: $0["unit"],
        settings: try SettingsText.settings($0["settings"]))
    }
  }

  /// What the last `device-configured` entry says; nil where there is none.
  /// - Throws: `JournalError`.
  package func configuration() throws -> DeviceConfiguration? {
    try read("cannot read the configuration") { try Journal.configuration($0) }
  }
}
