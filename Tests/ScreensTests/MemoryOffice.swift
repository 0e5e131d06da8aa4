import Casework
import Foundation
import Frames
import Metering
import Screens
import TestSupport
import Wording

/// Carries out effects in memory: the same answers as the journal's, without a disk.
struct MemoryOffice {
  var points: [Int64: MeteringPoint] = [:]
  private(set) var entries: [(id: Int64, entry: RecordedEntry)] = []
  private(set) var drafts: [Int64: String] = [:]
  /// Set to make the next save fail as a full disk would.
  var failsNextSave = false
  /// The number of effects carried out, by name: what a person's keys cost outside.
  private(set) var saves = 0
  /// What lies in the camera's folder, the next one first; empty: nothing new was taken.
  var camera: [Photo] = []
  /// What was asked of the camera.
  private(set) var photoRequests: [PhotoRequest] = []
  /// How the device is.
  var device = DeviceStatus()
  /// Where others left points, and which are in dispute, by the points' place on the walk from 0.
  var seen: [Int: SeenByOther] = [:]
  var disputed: Set<Int> = []
  /// How often that was asked.
  private(set) var looks = 0
  /// How the device stands with its hub, and how often a sync was asked for.
  var sync: SyncStatus?
  private(set) var syncsBegun = 0
  /// The work at a glance, as the journal would count it.
  var report = Report()
  /// Pages of rows asked for.
  private(set) var rowLoads = 0
  /// Papers sent to the printer, and why the next ones do not go.
  private(set) var printed: [PaperRequest] = []
  var printerFailure: String?

  /// What customers complained of, at every point.
  var complaints: [Complaint] = []
  /// The rows of the lists that were signed, by the names of their files.
  var closedLists: [String: [ClosedPoint]] = [:]

  static let list = "0123456789abcdef"
  static let loadedAt = "2026-06-16T07:10:00+07:00"

  init(_ points: [MeteringPoint]) {
    for (position, point) in points.enumerated() { self.points[Int64(position + 1)] = point }
  }

  /// The records stored so far, oldest first.
  var records: [Record] { entries.map(\.entry.body.record) }

  mutating func carryOut(_ effect: Effect) -> Answer? {
    switch effect {
    case .loadRows(let query, let anchor, _):
      rowLoads += 1
      return .rows(page(query, anchor))
    case .findSerial(let tail, _, _):
      let found = ids.first { points[$0]?.identity.meter.hasSuffix(tail) == true }
      return .serialFound(tail: tail, found)
    case .openPoint(let id, let purpose): return dossier(id).map { .opened($0, purpose) }
    case .openNext(let id):
      return next(after: id).map { .opened($0, .reading) } ?? .routeDone(counters)
    case .saveInspection(let inspection, let point, let thenNext):
      guard let hash = store(.inspection(inspection)) else { return .failed("đĩa đầy") }
      drafts[point] = nil
      return .inspectionSaved(
        InspectionSaved(
          entry: hash, point: point, counters: counters,
          next: thenNext ? next(after: point) : nil))
    case .saveCorrection(var correction, let point):
      correction.number = "PE0700-A3F9-2026-0000\(entries.count)"
      guard store(.correction(correction)) != nil else { return .failed("đĩa đầy") }
      drafts[point] = nil
      return .correctionSaved(number: correction.number, counters, next: next(after: point))
    case .saveSigning(let signing, let point):
      guard store(.signing(signing)) != nil else { return .failed("đĩa đầy") }
      drafts[point] = nil
      return .signingSaved(counters)
    case .overrule(let overruling, let point):
      guard store(.overruling(overruling)) != nil, let dossier = dossier(point) else {
        return .failed("đĩa đầy")
      }
      return .overruled(counters, dossier)
    case .takePhoto(let request): return take(request).map { .photoTaken($0) } ?? .failed(noPhoto)
    case .attachPhoto(let request, let entry, let point):
      guard let photo = take(request) else { return .failed(noPhoto) }
      _ = store(.attachment(Attachment(point: point, entry: entry, photos: [photo])))
      return .photoAttached(photo, counters)
    case .loadCases: return .cases(ReviewQueue(cases))
    case .openCase(let id): return file(id).map { .caseOpened($0) } ?? .failed("không có")
    case .decide(let requests, let next): return decide(requests, next)
    case .loadBooks: return .books(books)
    case .openBook(let book): return .bookOpened(bookFile(book))
    case .signBook(let closing, let due): return sign(closing, due: due)
    case .loadReport: return .report(report)
    case .checkSync: return .sync(sync)
    case .beginSync:
      syncsBegun += 1
      return nil
    case .checkDevice:
      looks += 1
      return .device(device)
    case .print(let request, _):
      if printerFailure == nil { printed.append(request) }
      return .printed(failure: printerFailure)
    case .withdraw(let entry, let point, let reason):
      _ = store(.withdrawal(Withdrawal(point: point, entry: entry, reason: reason)))
      return .withdrawn(counters, row: ids.first { points[$0]?.identity == point.identity })
    case .keepDraft(let point, let draft):
      drafts[point] = draft
      return nil
    case .loadEntries(let before, _):
      let withdrawn = Standing.withdrawn(in: entries.map(\.entry))
      let rows = entries.reversed().map { row($0, withdrawn) }
      return .entries(rows, before: before, reachedEnd: true)
    case .loadMinutes(let before, _): return .minutes(minutes, before: before, reachedEnd: true)
    case .loadPaper(let request, let columns, _):
      return .paper(request, ["paper \(columns)"], minutesRow(of: request))
    case .openMinutes(let number, let purpose):
      guard let row = minutesRow(of: .minutes(number)),
        let id = ids.first(where: {
          points[$0]?.identity == row.correction.point.identity
        }), let dossier = dossier(id)
      else { return .failed("không có") }
      return .minutesOpened(row, dossier, purpose)
    case .configure(let configuration): return .configured(configuration)
    case .suspend, .quit, .leave: return nil
    }
  }

  private let noPhoto = "không có ảnh mới"

  private mutating func take(_ request: PhotoRequest) -> Photo? {
    photoRequests.append(request)
    guard let place = camera.firstIndex(where: { !request.held.contains($0.sha256) }) else {
      return nil
    }
    return camera.remove(at: place)
  }

  private func minutesRow(of request: PaperRequest) -> MinutesRow? {
    guard case .minutes(let number) = request else { return nil }
    return minutes.first { $0.correction.number == number }
  }

  private var ids: [Int64] { points.keys.sorted() }

  var counters: WorklistCounters {
    var counters = WorklistCounters(total: points.count, unsent: entries.count)
    for id in ids { counters.byState[standing(id).state, default: 0] += 1 }
    return counters
  }

  mutating func store(_ record: Record) -> String? {
    guard !failsNextSave else {
      failsNextSave = false
      return nil
    }
    saves += 1
    let hash = String(repeating: "0", count: 60) + String(1000 + entries.count)
    let stamp = Stamp(
      time: "2026-06-16T12:41:05+07:00", clock: .ok, boot: "1a2b3c4d", monotonic: 1, person: "H07")
    let body = RecordBody(stamp: stamp, record: record)
    entries.append((Int64(entries.count + 1), RecordedEntry(hash: hash, body: body)))
    return hash
  }

  private func of(_ id: Int64) -> [RecordedEntry] {
    entries.map(\.entry).filter { $0.body.record.point?.identity == points[id]?.identity }
  }

  /// Who worked at a point, by its place on the walk from 0; H07 where nothing else is said.
  var workers: [Int: String] = [:]

  func history(_ id: Int64) -> PointHistory {
    let all = of(id)
    let place = ids.firstIndex(of: id) ?? -1
    let person = workers[place] ?? "H07"
    var history = PointHistory(reviews: all.compactMap(MemoryOffice.review))
    let entries = all.filter { MemoryOffice.review($0) == nil }
    if !entries.isEmpty {
      history.voices = [
        Voice(author: Author(person: person, tag: person), entries: entries)
      ]
    }
    return history
  }

  private static func review(_ entry: RecordedEntry) -> AttributedReview? {
    guard case .review(let review) = entry.body.record else { return nil }
    return AttributedReview(
      hash: entry.hash, author: Author(person: "S01", tag: "S01"), time: entry.body.stamp.time,
      review: review)
  }

  func standing(_ id: Int64) -> Standing { Standing.folding(history(id)) }

  private func row(_ id: Int64) -> WorklistRow? {
    guard let point = points[id] else { return nil }
    let standing = standing(id)
    var row = WorklistRow(
      id: id, identity: point.identity, walkOrder: point.walkOrder, address: point.address ?? "",
      pole: point.pole ?? "", box: point.box ?? "", book: point.book ?? "",
      registers: point.registers.map(\.kind), hazard: point.hazard, reason: point.reason,
      state: standing.state, attempts: standing.attempts, recordChanged: false)
    let place = ids.firstIndex(of: id) ?? -1
    row.seen = seen[place]
    row.isDisputed = disputed.contains(place)
    row.isBegun = drafts[id] != nil
    if standing.state == .returned { row.returned = standing.review }
    return row
  }

  private func page(_ query: WorklistQuery, _ anchor: RowAnchor) -> RowsPage {
    let words = Composer.folded(query.filter).split(separator: " ")
    var rows = ids.compactMap(row).filter { row in
      let text = Composer.folded("\(row.identity.meter) \(row.address) \(row.pole) \(row.box)")
      return words.allSatisfy { text.contains($0) }
    }
    if query.order == .serial { rows.sort { $0.identity.meter < $1.identity.meter } }
    let unread = rows.filter { $0.state == .unread }
    if query.order == .walk { rows = rows.filter { $0.state != .unread } + unread }
    return RowsPage(
      query: query, anchor: anchor, rows: rows, reachedStart: true, reachedEnd: true,
      counters: counters)
  }

  func dossier(_ id: Int64) -> PointDossier? {
    guard let row = row(id), let point = points[id] else { return nil }
    let standing = standing(id)
    var inspection: Inspection?
    for entry in of(id) where entry.hash == standing.inspection {
      if case .inspection(let stored) = entry.body.record { inspection = stored }
    }
    let mates = ids.filter {
      points[$0]?.pole == point.pole && points[$0]?.box == point.box && point.box != nil
    }
    var dossier = PointDossier(
      row: row, point: point, list: MemoryOffice.list, listLoadedAt: MemoryOffice.loadedAt,
      standing: standing, inspection: inspection,
      photos: standing.inspection.map { Standing.photos(of: $0, in: of(id)) } ?? [],
      draft: drafts[id],
      boxMates: mates.compactMap(self.row), nearby: nearby(id), complaints: complaints,
      threeReadings: history(id).threeReadings)
    let unread = ids.filter {
      points[$0]?.reason != .context && [.unvisited, .unread].contains(self.standing($0).state)
    }
    dossier.unreadNearby = Set(unread.compactMap { points[$0]?.identity.meter })
      .intersection(dossier.nearby.map(\.meter))
    dossier.wasJudged = of(id).contains { entry in
      guard case .inspection(let earlier) = entry.body.record else { return false }
      return !earlier.registers.isEmpty
    }
    return dossier
  }

  private func nearby(_ id: Int64) -> [NearbyMeter] {
    let beside = Neighbourhood.meters(in: ids.compactMap { points[$0] })
    return ids.firstIndex(of: id).map { beside[$0] } ?? []
  }

  private func next(after id: Int64) -> PointDossier? {
    let unvisited = ids.filter { standing($0).state == .unvisited }
    return (unvisited.first { $0 > id } ?? unvisited.first).flatMap(dossier)
  }

  private func row(_ stored: (id: Int64, entry: RecordedEntry), _ withdrawn: Set<String>)
    -> EntryRow
  {
    var row = EntryRow(
      id: stored.id, hash: stored.entry.hash, kind: stored.entry.body.record.kind.rawValue,
      time: stored.entry.body.stamp.time, clock: .ok, body: stored.entry.body.record,
      isWithdrawn: withdrawn.contains(stored.entry.hash),
      isSuperseded: Standing.superseded(in: entries.map(\.entry)).contains(stored.entry.hash),
      point: nil)
    let place = ids.first { points[$0]?.identity == stored.entry.body.record.point?.identity }
    row.isPointUnread = place.map { [.unvisited, .unread].contains(standing($0).state) } ?? false
    return row
  }

  private var minutes: [MinutesRow] {
    entries.reversed().compactMap { stored in
      guard case .correction(let correction) = stored.entry.body.record else { return nil }
      return MinutesRow(
        id: stored.id, hash: stored.entry.hash, time: stored.entry.body.stamp.time,
        correction: correction, among: entries.map(\.entry))
    }
  }
}
