import Casework
import Evidence
import Foundation
import Journal
import Testing

/// What a hub signs for tests: certificates, grants, pages, and the entries of its own log.
final class TestOffice {
  let hub = TestHub()
  private var log: ChainHead

  init() {
    log = .start(hub.key.publicKey)
  }

  var key: PublicKey { hub.key.publicKey }

  func certificate(
    _ key: PublicKey, person: String = "H07", tag: String = "H07", serial: Int64 = 1,
    role: CertifiedRole = .inspector, notBefore: String = "2026-06-01T00:00:00Z"
  ) throws -> Certificate {
    try Certificate(
      key: key, unit: "PE0700", role: role, person: person, tag: tag, serial: serial,
      notBefore: notBefore, signedBy: hub.key)
  }

  /// - Parameter entries: that the hub says to hold; nil: as many as the receipt's sequence.
  func enrolling(
    _ journal: Journal, receipt: Receipt? = nil, entries: Int64? = nil, person: String = "H07",
    tag: String = "H07", role: CertifiedRole = .inspector
  ) throws -> Journal.Enrolling {
    let grant = try receipt.map {
      try Grant(
        device: $0.device, epoch: $0.epoch + 1, head: $0.head,
        entries: entries ?? $0.sequence, granted: "2026-06-17T00:00:00Z", signedBy: hub.key)
    }
    return (
      key, try certificate(journal.publicKey, person: person, tag: tag, role: role), receipt,
      grant
    )
  }

  /// The next entry of the hub's own log.
  func entry(
    _ record: OfficeRecord, time: String = "2026-06-16T12:00:00+07:00"
  ) throws -> Entry {
    let entry = try TestOffice.entry(
      .office(record), after: log, key: hub.key, person: "hub", time: time)
    log = log.advanced(by: entry)
    return entry
  }

  static func entry(
    _ record: Casework.Record, after head: ChainHead, key: DeviceKey, person: String,
    time: String = "2026-06-16T12:00:00+07:00"
  ) throws -> Entry {
    let stamp = Stamp(time: time, clock: .ok, boot: "0badcafe", monotonic: 1, person: person)
    return try Chain.next(
      after: head, kind: try #require(EntryKind(record.kind.rawValue)),
      body: try RecordBody(stamp: stamp, record: record).bytes(), key: key)
  }

  /// A page for a device.
  func page(
    _ device: DeviceIdentity, after: Int64 = 0, cursor: Int64, entries: [(Int64, Entry)] = [],
    certificates: [Certificate] = [], visits: [[String: Any]] = [], blobs: [String]? = nil,
    signer: DeviceKey? = nil
  ) throws -> FeedPage {
    var content: [String: Any] = [
      "certificates": certificates.map { String(decoding: $0.bytes, as: UTF8.self) },
      "entries": entries.map { position, entry in
        [
          "position": position, "header": String(decoding: entry.headerBytes, as: UTF8.self),
          "signature": Hex.text(entry.signature),
          "body": String(decoding: entry.body, as: UTF8.self),
        ] as [String: Any]
      },
      "visits": visits,
    ]
    if let blobs { content["blobs"] = blobs }
    return try FeedPage(
      device: device, after: after, cursor: cursor, more: false,
      content: Array(try JSONSerialization.data(withJSONObject: content)),
      signedBy: signer ?? hub.key)
  }
}

/// A home of five points whose device is enrolled.
func withEnrolled(
  _ body: (TestHome, Journal, TestOffice) throws -> Void
) throws {
  try withHome { (home) throws in
    let office = TestOffice()
    try home.withJournal { (journal) throws in
      try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
      try journal.enrol(office.enrolling(journal), address: "x")
      try body(home, journal, office)
    }
  }
}

/// With which code something is refused; nil where it is not.
func refusal(_ body: () throws -> Void) -> JournalError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? JournalError)?.code
  }
}
