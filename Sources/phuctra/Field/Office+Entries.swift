import Casework
import Evidence
import Journal
import Screens

extension Office {
  /// Stores an inspection; what comes back says "saved" only because the commit has returned.
  func save(_ inspection: Inspection, point id: Int64, thenNext: Bool) throws -> Answer {
    var inspection = inspection
    inspection.position = inspection.position ?? whereabouts.position
    let appended = try journal.append([.inspection(inspection)])
    return .inspectionSaved(
      InspectionSaved(
        entry: appended.last?.entry.hash.hex ?? "", point: id, counters: try journal.counters(),
        next: thenNext ? try next(after: id) : nil))
  }

  func save(_ correction: Correction, point id: Int64) throws -> Answer {
    let appended = try journal.append([.correction(correction)])
    var number = ""
    if case .correction(let stored) = appended.last?.body.record { number = stored.number }
    try keep(nil, point: id)
    return .correctionSaved(
      number: number, try journal.counters(), next: try next(after: id))
  }

  func save(_ signing: MinutesSigning, point id: Int64) throws -> Answer {
    _ = try journal.append([.signing(signing)])
    try keep(nil, point: id)
    return .signingSaved(try journal.counters())
  }

  func overrule(_ overruling: Overruling, point id: Int64) throws -> Answer {
    _ = try journal.append([.overruling(overruling)])
    guard let dossier = try journal.dossier(id: id) else {
      return .failed(surroundings.say("error.point-gone"))
    }
    return .overruled(try journal.counters(), dossier)
  }

  func withdraw(
    _ entry: String, _ point: PointReference, _ reason: Withdrawal.Reason
  ) throws -> Answer {
    _ = try journal.append([
      .withdrawal(Withdrawal(point: point, entry: entry, reason: reason))
    ])
    return .withdrawn(try journal.counters(), row: try journal.row(point.identity)?.id)
  }

  /// The journal's entries before one, newest first.
  func entries(_ before: Int64?, _ limit: Int) throws -> Answer {
    let listed = try journal.entries(before: before, limit: limit)
    let rows = try listed.map { entry in
      let identity = entry.body?.record.point?.identity
      let among = try identity.map { try journal.entries(of: $0) } ?? []
      let point = try identity.flatMap { try journal.row($0) }
      var row = EntryRow(
        id: entry.row, hash: entry.hash.hex, kind: entry.kind.name,
        time: entry.body?.stamp.time ?? "", clock: entry.body?.stamp.clock ?? .ok,
        body: entry.body?.record,
        isWithdrawn: Standing.withdrawn(in: among).contains(entry.hash.hex),
        isSuperseded: Standing.superseded(in: among).contains(entry.hash.hex),
        point: point?.id)
      row.isPointUnread = point?.state == .unvisited || point?.state == .unread
      return row
    }
    return .entries(rows, before: before, reachedEnd: listed.count < limit)
  }

  func minutes(_ before: Int64?, _ limit: Int) throws -> Answer {
    let listed = try journal.minutes(before: before, limit: limit)
    let rows = try listed.compactMap(minutesRow)
    return .minutes(rows, before: before, reachedEnd: listed.count < limit)
  }

  /// How the minutes of an entry stand; nil where it holds none.
  func minutesRow(_ entry: Journal.Listed) throws -> MinutesRow? {
    guard let body = entry.body, case .correction(let correction) = body.record else { return nil }
    return MinutesRow(
      id: entry.row, hash: entry.hash.hex, time: body.stamp.time, correction: correction,
      among: try journal.entries(of: correction.point.identity))
  }

  /// Minutes with their point, to go on with them.
  func open(minutes number: String, _ purpose: MinutesPurpose) throws -> Answer {
    guard let entry = try journal.minutes(number: number), let row = try minutesRow(entry),
      let listed = try journal.row(row.correction.point.identity),
      let dossier = try journal.dossier(id: listed.id)
    else { return .failed(surroundings.say("error.point-gone")) }
    return .minutesOpened(row, dossier, purpose)
  }
}
