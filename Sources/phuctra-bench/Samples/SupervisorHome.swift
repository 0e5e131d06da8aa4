import Casework
import Evidence
import Foundation
import Journal
import Metering
import Sync

/// A supervisor's home with so many corrections of others that wait.
struct SupervisorHome {
  private let hub = DeviceKey()
  private let inspector = DeviceKey()
  private let corrections: Int

  /// Fills the home at `path`, whose list `phuctra` has imported, with minutes of its first points.
  /// - Throws: `BenchError`; else what the journal throws.
  static func fill(_ path: String, corrections: Int) throws {
    let sample = SupervisorHome(corrections: corrections)
    let journal = try Journal.open(
      Home(path: path), context: .system(person: "S01"), source: NoLists())
    defer { try? journal.close() }
    try journal.enrol(
      (
        sample.hub.publicKey, try sample.certificate(journal.publicKey, "S01", .supervisor), nil,
        nil
      ), address: "http://127.0.0.1:1")
    try sample.feed(journal)
  }

  private init(corrections: Int) { self.corrections = corrections }

  private func certificate(
    _ key: PublicKey, _ person: String, _ role: CertifiedRole
  ) throws -> Certificate {
    try Certificate(
      key: key, unit: "PE0700", role: role, person: person, tag: person, serial: 1,
      notBefore: "2026-06-01T00:00:00Z", signedBy: hub)
  }

  private func feed(_ journal: Journal) throws {
    let words = try certificate(inspector.publicKey, "H07", .inspector).bytes
    var head = ChainHead.start(inspector.publicKey)
    var position: Int64 = 0
    for first in stride(from: 0, to: corrections, by: 250) {
      var entries: [FeedEntry] = []
      let after = position
      for number in first..<min(first + 250, corrections) {
        for entry in try visit(number, after: head) {
          head = head.advanced(by: entry)
          position += 1
          entries.append(
            FeedEntry(
              position: position, header: String(decoding: entry.headerBytes, as: UTF8.self),
              signature: Hex.text(entry.signature),
              body: String(decoding: entry.body, as: UTF8.self)))
        }
      }
      let content = FeedContent(
        certificates: [String(decoding: words, as: UTF8.self)], entries: entries)
      try journal.take(
        FeedPage(
          device: journal.device, after: after, cursor: position, more: false,
          content: Array(try JSONEncoder().encode(content)), signedBy: hub))
    }
  }

  /// An inspection that found the record wrong, and its minutes.
  private func visit(_ number: Int, after head: ChainHead) throws -> [Entry] {
    guard let old = Index("1180"), let recorded = Index("\(1500 + number % 900)"),
      let found = Index("1307.4"), let readAt = LocalMinute("2026-06-16T12:41"),
      let period = BillingPeriod("2026-06/1")
    else { throw BenchError("a value of the sample is malformed") }
    let point = PointReference(
      identity: PointIdentity(
        unit: "PE0700", point: SampleBook.point(number), meter: SampleBook.serial(number),
        period: period), list: "0123456789abcdef")
    let cause = Cause.allCases[number % Cause.allCases.count]
    let inspection = Inspection(
      point: point, verdict: .deviates, probabilityRecordRight: 300,
      registers: [
        InspectedRegister(
          register: .single, old: old, recorded: recorded, attempts: [found, found],
          cause: cause, diagnosed: found, causeProbability: 900_000 + number % 100_000)
      ], readAt: readAt, dwell: 48_000, keys: 14)
    let first = try entry(.inspection(inspection), "inspection", after: head)
    let energy = Energy(
      thousandths: found.thousandths - recorded.thousandths, multiplier: .one)
    let correction = Correction(
      number: "PE0700-H07-2026-\(100_000 + number)", point: point, inspection: first.hash.hex,
      registers: [
        CorrectedRegister(
          register: .single, old: old, recorded: recorded, reinspected: found, corrected: found,
          basis: .reread, consumptionBefore: .zero, consumptionAfter: energy,
          causeSuggested: cause, causeChosen: cause)
      ], invoice: InvoiceKnowledge(state: .notIssued, asOf: "2026-06-16T07:10:00+07:00"),
      cost: .known(
        EstimatedCost.Amounts(
          decisions: ["1279"], taxPercent: 8, before: 2_000_000 + Int64(number) * 37,
          after: 900_000,
          nextMonth: 4000)))
    return [
      first,
      try entry(.correction(correction), "correction", after: head.advanced(by: first)),
    ]
  }

  private func entry(_ record: Record, _ kind: String, after head: ChainHead) throws -> Entry {
    guard let kind = EntryKind(kind) else { throw BenchError("\(kind) is no kind of entry") }
    let stamp = Stamp(
      time: "2026-06-16T12:41:05+07:00", clock: .ok, boot: "1a2b3c4d", monotonic: 1, person: "H07")
    return try Chain.next(
      after: head, kind: kind, body: try RecordBody(stamp: stamp, record: record).bytes(),
      key: inspector)
  }
}
