package import Casework
import Evidence
import FoundationEssentials
import GRDB
package import Metering

extension Journal {
  /// Everything about one point that its screens need; nil where a newer list took it away.
  ///
  /// The record is read from the list's file, by the places of its rows.
  /// - Throws: `JournalError`, or what the source throws where the list's file was damaged.
  package func dossier(id: Int64) throws -> PointDossier? {
    try ensure(.place)
    try ensure(.route)
    let found = try read("cannot open the point") { try parts(id: id, in: $0) }
    guard let found else { return nil }
    let place = NearbyPoints.Place(list: found.list.hash, rows: found.spans)
    let counting = found.entries.first { $0.hash == found.standing.inspection }
    var inspection: Inspection?
    if case .inspection(let value) = counting?.body.record { inspection = value }
    var point = try point(place, of: found.list)
    let billedAt = found.billed?.apply(to: &point, listLoadedAt: found.list.loaded)
    var dossier = PointDossier(
      row: found.row, point: point,
      list: String(found.list.hash.hex.prefix(16)), listLoadedAt: found.list.loaded,
      invoiceStatedAt: billedAt, standing: found.standing, inspection: inspection,
      photos: counting.map { Standing.photos(of: $0.hash, in: found.entries) } ?? [],
      draft: found.draft, boxMates: found.boxMates, nearby: meters(found.nearby),
      complaints: found.complaints, threeReadings: found.threeReadings)
    dossier.unreadNearby = found.nearby.unread
    dossier.wasJudged = found.entries.contains(where: \.isJudgedReading)
    return dossier
  }

  private struct Parts {
    var row: WorklistRow
    var spans: [RowSpan]
    var list: LoadedList
    var billed: BilledInvoice?
    var entries: [RecordedEntry]
    var standing: Standing
    var draft: String?
    var boxMates: [WorklistRow]
    var nearby: NearbyPoints
    var complaints: [Complaint]
    var threeReadings: [ThreeReadings]
  }

  private func parts(id: Int64, in database: Database) throws -> Parts? {
    let raw = try Row.fetchOne(
      database.cachedStatement(
        sql: """
          SELECT \(RowReading.columns), p.spans, p.place, \(LoadedList.columns)
          FROM \(RowReading.tables) JOIN list l ON l.seq = p.list WHERE p.id = ?
          """), arguments: [id])
    guard let raw, let found = RowReading.row(raw), let list = LoadedList(raw) else { return nil }
    let row = try Elsewhere.completed(found, in: database)
    let history = try Histories.history(of: row.identity, in: database)
    let standing = Standing.folding(history)
    let entries = history.entries(of: standing.author)
    let spans = Array(raw["spans"] as Data)
    let place: Int64? = raw["place"]
    let mates = try place.map {
      try RowReading.rows(
        database, where: "p.place = ? AND p.reason <> 6", order: "p.walk, p.id", limit: 200,
        arguments: [$0])
    }
    return Parts(
      row: row, spans: spans.withUnsafeBufferPointer(PackedSpans.spans), list: list,
      billed: try BilledInvoice.find(row.identity, in: database), entries: entries,
      standing: standing,
      draft: try Drafts.text(row.identity, in: database), boxMates: mates ?? [row],
      nearby: try NearbyPoints(of: id, in: database),
      complaints: history.complaints, threeReadings: history.threeReadings)
  }

  /// Everything that is known of a point, by who recorded it.
  /// - Throws: `JournalError`.
  package func history(of identity: PointIdentity) throws -> PointHistory {
    try read("cannot read the journal") { try Histories.history(of: identity, in: $0) }
  }

  /// The entries of the person whose work counts at a point, oldest first; where an entry is named by
  /// its hash (hex), of the person who made that one.
  /// - Throws: `JournalError`.
  package func entries(
    of identity: PointIdentity, holding hash: String? = nil
  ) throws -> [RecordedEntry] {
    let history = try history(of: identity)
    if let hash {
      let entries = history.entries(holding: hash)
      if !entries.isEmpty { return entries }
    }
    return history.entries(of: Standing.folding(history).author)
  }
}

extension RecordedEntry {
  /// An inspection in which an index was read, by a person: its result was shown at once.
  fileprivate var isJudgedReading: Bool {
    guard case .inspection(let inspection) = body.record else { return false }
    return !inspection.registers.isEmpty && !inspection.unattended
  }
}

/// The list that a point's record stands in.
struct LoadedList {
  var hash: ContentHash
  var loaded: String
  var unit: String?
  var period: String?

  /// What `init(_:)` reads, of the table `list` as `l`.
  static let columns = "l.sha256, l.loaded, l.unit AS listUnit, l.period AS listPeriod"

  init?(_ row: Row) {
    guard let hash = ContentHash(bytes: row["sha256"] as Data) else { return nil }
    self.hash = hash
    loaded = row["loaded"]
    unit = row["listUnit"]
    period = row["listPeriod"]
  }
}

extension [UInt8] {
  /// As a BLOB.
  var database: Data { Data(self) }
}
