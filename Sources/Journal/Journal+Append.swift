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
    if let freezing { throw freezing }
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

/// The entries of one transaction, each following the one before.
struct AppendSession {
  let database: Database
  private let journal: Journal
  private var head: ChainHead
  /// The last row of the journal.
  private(set) var row: Int64
  private var lastTime: String?
  private(set) var appended: [Journal.Appended] = []

  init(_ journal: Journal, _ database: Database) throws {
    self.journal = journal
    self.database = database
    head = journal.head
    row = journal.lastRow
    lastTime = journal.lastTime
  }

  /// The row that the next entry gets.
  var nextRow: Int64 { row + 1 }

  mutating func append(_ record: Casework.Record) throws {
    let stamp = journal.context.stamp(after: lastTime, person: try person(record))
    let record = try completed(record, stamp: stamp)
    let appended = try sign(record, stamp: stamp)
    try Fold(database: database).take(
      RecordedEntry(hash: appended.entry.hash.hex, body: appended.body),
      row: row)
    if case .inspection(let inspection) = record {
      try Drafts.remove(inspection.point.identity, from: database)
    }
  }

  /// Appends the entry of a list whose points are in place already.
  mutating func append(_ loading: WorklistLoading, blob: ContentHash) throws {
    let stamp = journal.context.stamp(after: lastTime, person: try person(nil))
    _ = try sign(.worklistLoaded(loading), stamp: stamp)
    try Fold(database: database).take(
      loading, hash: blob, stamp: stamp, row: row)
  }

  /// Begins a later epoch with its opening.
  mutating func open(_ opening: EpochOpening, at start: ChainHead) throws {
    head = start
    let record = Casework.Record.epochOpened(opening)
    let stamp = journal.context.stamp(after: lastTime, person: try person(record))
    let appended = try sign(record, stamp: stamp)
    try Fold(database: database).take(
      RecordedEntry(hash: appended.entry.hash.hex, body: appended.body), row: row)
  }

  private mutating func sign(_ record: Casework.Record, stamp: Stamp) throws -> Journal.Appended {
    let body = RecordBody(stamp: stamp, record: record)
    let entry = try signed(body)
    try StoredEntry.insert(entry, row: row + 1, in: database)
    row += 1
    head = head.advanced(by: entry, epoch: entry.header.epoch)
    lastTime = stamp.time
    let result = Journal.Appended(entry: entry, body: body)
    appended.append(result)
    return result
  }

  private func signed(_ body: RecordBody) throws -> Entry {
    let name = body.record.kind.rawValue
    guard let kind = EntryKind(name) else {
      throw JournalError(
        code: .bodyRefused, message: "nothing was saved: \(name) is no kind of entry")
    }
    do {
      return try Chain.next(after: head, kind: kind, body: try body.bytes(), key: journal.key)
    } catch {
      throw JournalError(code: .bodyRefused, message: "nothing was saved: \(error)")
    }
  }

  /// Who makes the entry: who the hub certified, else who the last `device-configured` names, else who
  /// the context says.
  private func person(_ record: Casework.Record?) throws -> String {
    if case .deviceEnrolled(let enrolment) = record {
      return try KeptEnrolment(enrolment).certificate.person
    }
    if let enrolment = try KeptEnrolment.last(in: database) { return enrolment.certificate.person }
    if case .deviceConfigured(let configuration) = record { return configuration.inspector }
    return try Journal.configuration(database)?.inspector ?? journal.context.person
  }

  private func completed(_ record: Casework.Record, stamp: Stamp) throws -> Casework.Record {
    guard let point = record.point else {
      try Acceptance(database: database, blobs: journal.blobs).check(record)
      return record
    }
    guard let found = try PointFinder.find(point.identity, in: database) else {
      throw JournalError(
        code: .unknownPoint,
        message: "meter \(point.identity.meter) of point \(point.identity.point), period "
          + "\(point.identity.period), is in no worklist here; import its list first")
    }
    let acceptance = Acceptance(database: database, blobs: journal.blobs)
    if case .inspection(var inspection) = record {
      if found.state == PointCodes.code(.returned) {
        inspection.answers = try Returned(point.identity, in: database)?.review
      }
      try acceptance.check(.inspection(inspection))
      return .inspection(inspection)
    }
    guard case .correction(var correction) = record else {
      try acceptance.check(record)
      return record
    }
    let returned = try Returned(point.identity, in: database)
    correction.supersedes = correction.supersedes ?? returned?.minutes
    if correction.inspection.isEmpty {
      let entries = try Histories.ownVoice(of: point.identity, in: database)
      guard let inspection = Standing.folding(entries).inspection else {
        throw JournalError(
          code: .bodyRefused,
          message: "minutes for meter \(point.identity.meter) need an inspection that was read; "
            + "inspect it first")
      }
      correction.inspection = inspection
    }
    try acceptance.check(.correction(correction))
    if correction.number.isEmpty {
      correction.number = try MinutesNumber.next(
        unit: point.identity.unit,
        tag: try KeptEnrolment.last(in: database)?.certificate.tag ?? head.device.tag,
        year: String(stamp.time.prefix(4)),
        in: database)
    }
    return .correction(correction)
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
