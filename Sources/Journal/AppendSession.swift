import Casework
import Evidence
import GRDB

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
    try signAndFold(record, stamp: stamp)
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
    try signAndFold(record, stamp: stamp)
  }

  /// The tables follow from what was signed as it reads back, as they will when they are rebuilt.
  private mutating func signAndFold(_ record: Casework.Record, stamp: Stamp) throws {
    let appended = try sign(record, stamp: stamp)
    try Fold(database: database).take(
      RecordedEntry(hash: appended.entry.hash.hex, body: appended.body), row: row)
  }

  private mutating func sign(_ record: Casework.Record, stamp: Stamp) throws -> Journal.Appended {
    let entry = try signed(RecordBody(stamp: stamp, record: record))
    let body = try readBack(entry)
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

  /// What the entry says to whoever opens the journal next. One that cannot be read would stop every
  /// fold over the journal from then on, so it is refused while nothing is written yet.
  /// - Throws: `JournalError` (`bodyRefused`).
  private func readBack(_ entry: Entry) throws -> RecordBody {
    func refusal(_ why: String) -> JournalError {
      JournalError(
        code: .bodyRefused,
        message: "nothing was saved: what would be signed does not read back (\(why)); check HSN "
          + "and the indices of the meter in its list, and report this with the list's name")
    }
    let body: RecordBody?
    do {
      body = try RecordBody.read(entry.body, kind: entry.kind.name)
    } catch {
      throw refusal("\(error)")
    }
    guard let body else { throw refusal("\(entry.kind.name) is no kind") }
    return body
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
