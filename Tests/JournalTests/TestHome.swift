import Casework
import Evidence
import Foundation
import Journal
import Metering
import Synchronization
import TestSupport
import Testing

/// A clock that tests hold in their hands: every look at it moves it by a minute.
final class TestClock: Sendable {
  private let minute = Mutex(0)

  /// Sets the clock to so many minutes after 08:00.
  func set(_ value: Int) {
    minute.withLock { $0 = value }
  }

  func next() -> String {
    let now = minute.withLock { minute -> Int in
      minute += 1
      return minute
    }
    return String(
      format: "2026-06-16T%02d:%02d:00+07:00", 8 + now / 60 % 12, now % 60)
  }
}

/// A home in a temporary folder.
struct TestHome {
  let folder: URL
  let clock = TestClock()

  var home: Home { Home(path: folder.appendingPathComponent("home").path) }

  func open() throws -> Journal {
    let clock = clock
    return try Journal.open(
      home,
      context: JournalContext(
        localTime: { clock.next() }, monotonic: { 1000 }, boot: "0badcafe", person: "H07"),
      source: PlainCSVSource())
  }

  /// Opens the journal for the time of `body`.
  @discardableResult
  func withJournal<Result>(_ body: (Journal) throws -> Result) throws -> Result {
    let journal = try open()
    defer { try? journal.close() }
    return try body(journal)
  }

  /// Writes a list's file and gives its path.
  func file(_ list: SampleList, named name: String = "list.csv") throws -> String {
    let url = folder.appendingPathComponent(name)
    try list.text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  /// A photo of one repeated byte in the blobs of the home.
  func photo(_ journal: Journal, _ byte: UInt8) throws -> Photo {
    let url = folder.appendingPathComponent("photo-\(byte).jpg")
    try Data(repeating: byte, count: 2000).write(to: url)
    let (hash, bytes) = try journal.blobs.add(fileAt: url.path)
    return Photo(
      sha256: hash.hex, bytes: Int(bytes), name: url.lastPathComponent,
      taken: "2026-06-16T08:00:00+07:00")
  }

  /// With which code the home refuses to open; nil where it opens.
  func refusal() -> JournalError.Code? {
    do {
      try open().close()
      return nil
    } catch {
      return (error as? JournalError)?.code
    }
  }

  /// Runs SQL on the home's database as a tampering hand would.
  func tamper(_ sql: String) throws {
    try Tampering.run(sql, on: home.database)
  }
}

/// Runs `body` on a new home.
func withHome(_ body: (TestHome) throws -> Void) throws {
  try withTemporaryDirectory { try body(TestHome(folder: $0)) }
}

/// A small worklist, row by row.
struct SampleList {
  struct Register {
    var point: Int
    var kind = "KT"
    var recorded = 1920
    var book = "Q0012"
    var walk: Int?
    var address = "374/2 Lũy Bán Bích, P. Tân Thành"
    var pole = "C72"
    var box = "H3"
    var reason = "TANG"
    var invoice = "CHUA_PH"
    var meter: String?
  }

  var registers: [Register]

  init(_ registers: [Register]) {
    self.registers = registers
  }

  /// Points with the numbers of `range`, one register each.
  init(points range: Range<Int>) {
    registers = range.map { Register(point: $0, walk: $0) }
  }

  var text: String {
    let header =
      "MA_DVIQLY,MA_KHANG,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,MA_QUYEN,MA_TRAM,DIA_CHI,MA_COT,"
      + "SO_HOM,STT,LY_DO,TT_HDON,CS_CU,CS_MOI,NGAY_MOI\n"
    return registers.reduce(into: header) { text, row in
      let walk = row.walk.map { "\($0)" } ?? ""
      text +=
        "PE0700,PE0700\(row.point),PE0700\(row.point)001,\(row.meter ?? Self.meter(row.point)),"
        + "\(row.kind),2026,6,1,\(row.book),T1,\"\(row.address)\",\(row.pole),\(row.box),\(walk),"
        + "\(row.reason),\(row.invoice),1180,\(row.recorded),2026-06-12T10:37:00\n"
    }
  }

  static func meter(_ point: Int) -> String { "\(19_000_000 + point * 37)" }

  static func identity(_ point: Int) throws -> PointIdentity {
    PointIdentity(
      unit: "PE0700", point: "PE0700\(point)001", meter: meter(point),
      period: try #require(BillingPeriod(year: 2026, month: 6, cycle: 1)))
  }
}

extension Journal {
  /// The row of a sample point.
  func sample(_ point: Int) throws -> WorklistRow {
    try #require(try row(SampleList.identity(point)))
  }

  /// Inspects a sample point.
  @discardableResult
  func inspect(_ point: Int, _ verdict: Verdict) throws -> Appended {
    try #require(try append([inspection(point, verdict)]).last)
  }

  func inspection(_ point: Int, _ verdict: Verdict) throws -> Casework.Record {
    let reread = try #require(Index("1307.4"))
    let recorded = try #require(Index("1920"))
    let old = try #require(Index("1180"))
    return .inspection(
      Inspection(
        point: PointReference(identity: try SampleList.identity(point), list: "0011223344556677"),
        verdict: verdict, probabilityRecordRight: 500_000,
        registers: verdict == .unread
          ? []
          : [
            InspectedRegister(register: .single, old: old, recorded: recorded, attempts: [reread])
          ],
        readAt: try #require(LocalMinute("2026-06-16T08:00")),
        noReading: verdict == .unread ? NoReading(code: "V") : nil))
  }

  /// Minutes for a sample point, resting on the inspection that counts.
  func correction(_ point: Int) throws -> Casework.Record {
    let reread = try #require(Index("1307.4"))
    let recorded = try #require(Index("1920"))
    let old = try #require(Index("1180"))
    let before = try #require(Energy("740"))
    let after = try #require(Energy("127.4"))
    return .correction(
      Correction(
        point: PointReference(identity: try SampleList.identity(point), list: "0011223344556677"),
        inspection: "",
        registers: [
          CorrectedRegister(
            register: .single, old: old, recorded: recorded, reinspected: reread,
            corrected: reread, basis: .reread, consumptionBefore: before,
            consumptionAfter: after, causeSuggested: .transposition,
            causeChosen: .transposition)
        ], invoice: InvoiceKnowledge(state: .notIssued, asOf: "2026-06-16T07:10:00+07:00")))
  }

  /// Minutes that take the place of `old`, resting on the inspection that counts.
  func amendment(_ point: Int, of old: Correction, _ hash: String) throws -> Correction {
    guard case .correction(var amended) = try correction(point) else { return old }
    amended.supersedes = SupersededMinutes(number: old.number, entry: hash)
    amended.remarks = ["amended"]
    return amended
  }

  func attachment(_ point: Int, to hash: String, _ photos: [Photo]) throws -> Casework.Record {
    .attachment(
      Attachment(
        point: PointReference(identity: try SampleList.identity(point), list: "0011223344556677"),
        entry: hash, photos: photos))
  }

  /// Minutes for a sample point that was found wrong, with their entry.
  func minutes(_ point: Int) throws -> (correction: Correction, entry: Appended) {
    if try sample(point).state != .deviates { try inspect(point, .deviates) }
    let entry = try #require(try append([correction(point)]).last)
    guard case .correction(let written) = entry.body.record else {
      throw JournalError(code: .bodyRefused, message: "no minutes")
    }
    return (written, entry)
  }

  func withdrawal(_ point: Int, of entry: Appended) throws -> Casework.Record {
    .withdrawal(
      Withdrawal(
        point: PointReference(identity: try SampleList.identity(point), list: "0011223344556677"),
        entry: entry.entry.hash.hex, reason: .undo))
  }
}
