import Casework
import Evidence
import Metering
import Testing

/// A handheld without a disk: a key and the log that it signed.
actor TestDevice {
  nonisolated let key: DeviceKey
  nonisolated let person: String
  nonisolated let unit: String
  private(set) var entries: [Entry] = []
  private var head: ChainHead

  nonisolated var identity: DeviceIdentity { DeviceIdentity(key.publicKey) }

  init(seed: UInt8, person: String = "H07", unit: String = "PE0700") throws {
    key = try #require(DeviceKey(seed: [UInt8](repeating: seed, count: 32)))
    head = ChainHead.start(key.publicKey)
    self.person = person
    self.unit = unit
  }

  /// The same device as it was after its first entries: a home put back from a backup.
  func restored(to count: Int) async throws -> TestDevice {
    let copy = try TestDevice(seed: key.seed[0], person: person, unit: unit)
    await copy.take(Array(entries.prefix(count)))
    return copy
  }

  private func take(_ kept: [Entry]) {
    entries = kept
    head = kept.reduce(ChainHead.start(key.publicKey)) { $0.advanced(by: $1) }
  }

  @discardableResult
  func add(_ record: Record, person: String? = nil) throws -> Entry {
    try add(
      body: try RecordBody(stamp: stamp(person ?? self.person), record: record).bytes(),
      kind: record.kind.rawValue)
  }

  @discardableResult
  func add(body: [UInt8], kind: String) throws -> Entry {
    let entry = try Chain.next(
      after: head, kind: try #require(EntryKind(kind)), body: body, key: key)
    head = head.advanced(by: entry)
    entries.append(entry)
    return entry
  }

  /// Inspections of consecutive points.
  func inspect(_ points: Range<Int>, _ verdict: Verdict = .confirmed) throws {
    for point in points { try add(.inspection(try sampleInspection(unit, point, verdict))) }
  }

  /// Opens the next epoch with a grant.
  func open(_ grant: Grant, receipt: Receipt) throws {
    head = grant.start
    try add(
      .epochOpened(
        EpochOpening(
          receipt: String(decoding: receipt.bytes, as: UTF8.self),
          grant: String(decoding: grant.bytes, as: UTF8.self))))
  }

  private func stamp(_ person: String) -> Stamp {
    Stamp(
      time: "2026-06-16T12:41:05+07:00", clock: .ok, boot: "1a2b3c4d",
      monotonic: Int64(entries.count) * 1000, person: person)
  }
}

/// The identity of a point of a unit's list.
func samplePoint(_ unit: String, _ number: Int) throws -> PointIdentity {
  PointIdentity(
    unit: unit, point: "\(unit)\(100_000 + number)001", meter: "\(19_000_000 + number)",
    period: try #require(BillingPeriod("2026-06/1")))
}

func sampleInspection(
  _ unit: String, _ point: Int, _ verdict: Verdict, index: String = "1307.4",
  diagnosed: String? = nil
) throws -> Inspection {
  Inspection(
    point: PointReference(identity: try samplePoint(unit, point), list: "0123456789abcdef"),
    verdict: verdict, probabilityRecordRight: 999_700,
    registers: [
      InspectedRegister(
        register: .single, old: try #require(Index("1180")), recorded: try #require(Index("1290")),
        attempts: [try #require(Index(index))], useSince: Energy("17.4"),
        diagnosed: try diagnosed.map { try #require(Index($0)) })
    ],
    readAt: try #require(LocalMinute("2026-06-16T12:41")), dwell: 5321, keys: 7)
}

func sampleCorrection(
  _ point: PointReference, of inspection: String, _ number: String
) throws -> Correction {
  func index(_ text: String) throws -> Index { try #require(Index(text)) }
  func energy(_ text: String) throws -> Energy { try #require(Energy(text)) }
  return Correction(
    number: number, point: point, inspection: inspection,
    registers: [
      CorrectedRegister(
        register: .single, old: try index("1180"), recorded: try index("1290"),
        reinspected: try index("1307.4"), corrected: try index("1307.4"), basis: .reread,
        consumptionBefore: try energy("110"),
        consumptionAfter: try energy("127.4"),
        causeSuggested: .transposition, causeChosen: .transposition)
    ],
    invoice: InvoiceKnowledge(state: .notIssued, number: nil, asOf: "2026-06-16T07:10:00+07:00"),
    seal: "còn nguyên",
    customer: CustomerPresence(attendance: .present, name: "Khách hàng 000123"),
    remarks: [])
}
