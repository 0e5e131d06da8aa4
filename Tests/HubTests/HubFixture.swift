import Casework
import Evidence
import Foundation
import Metering
import Sync
import Synchronization
import TestSupport
import Testing

@testable import Hub

/// The stores that every behaviour is held on.
enum Backend: String, CaseIterable, Sendable {
  case sqlite, postgres
}

/// A hub on a fresh store, with a clock that stands still until it is moved.
final class HubFixture: Sendable {
  let hub: Hub
  let store: any HubStore
  let folder: URL
  /// Opens a further store on the same data, as another process would.
  let reopen: @Sendable () async throws -> any HubStore
  private let clock: TestClock

  init(
    _ backend: Backend, cluster: PostgresCluster? = nil,
    wrapping: @Sendable (any HubStore) -> any HubStore = { $0 }
  ) async throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("phuctra-hub-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    switch backend {
    case .sqlite:
      let path = folder.appendingPathComponent("hub.sqlite").path
      reopen = { try SQLiteStore(path: path) }
    case .postgres:
      let address = try (cluster ?? PostgresCluster.shared()).freshDatabase()
      reopen = { try await PostgresStore(address: address) }
    }
    store = wrapping(try await reopen())
    clock = TestClock()
    hub = try await Hub(store: store, surroundings: clock.surroundings)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Another hub on the same store.
  func second() async throws -> Hub {
    try await Hub(store: try await reopen(), surroundings: clock.surroundings)
  }

  func wait(seconds: Int64) { clock.seconds.add(seconds, ordering: .relaxed) }

  /// A device with the certificate of a code of this hub.
  func enrolled(
    seed: UInt8, person: String = "H07", unit: String = "PE0700",
    role: CertifiedRole = .inspector, tag: String? = nil
  ) async throws -> TestDevice {
    let device = try TestDevice(seed: seed, person: person, unit: unit)
    let code = try await hub.issueCode(unit: unit, role: role, person: person, tag: tag)
    let answer = try await hub.enrol(EnrolmentRequest(key: device.key.publicKey, code: code))
    try await device.add(
      .deviceEnrolled(
        DeviceEnrolment(
          certificate: answer.certificate, hub: answer.hub, address: "https://hub.example")))
    return device
  }

  @discardableResult
  func push(_ entries: [Entry]) async throws -> Receipt {
    let bytes = Bundle.bytes(of: entries)
    return try await hub.ingest(bytes, name: ContentHash(of: bytes))
  }

  /// What the push of entries is refused with.
  func refusal(of entries: [Entry]) async throws -> Refusal {
    try #require(await #expect(throws: Refusal.self) { try await push(entries) })
  }

  /// All of a device's feed, page by page.
  func feed(_ device: TestDevice, after: Int64 = 0) async throws -> [FeedContent] {
    var pages: [FeedContent] = []
    var cursor = after
    while true {
      let page = try await hub.feed(for: device.identity, after: cursor)
      #expect(page.isValid(key: hub.key))
      pages.append(
        try JSONDecoder().decode(FeedContent.self, from: Data(page.content)))
      cursor = page.cursor
      if !page.more { return pages }
    }
  }

  /// The kinds of the entries in a device's feed, in order.
  func kinds(_ device: TestDevice) async throws -> [String] {
    try await feed(device).flatMap(\.entries).map { entry in
      let line = entry.header.split(separator: "\n").first { $0.hasPrefix("kind: ") }
      return String(line?.dropFirst("kind: ".count) ?? "")
    }
  }

  func count(_ table: String) async throws -> Int64 {
    try await store.read { session in
      try session.first("SELECT CAST(COUNT(*) AS BIGINT) FROM \(table)")?.integer(0) ?? -1
    }
  }

  /// How each entry is held, by its hash in hex.
  func statesByHash() async throws -> [String: Int64] {
    try await store.read { session in
      let rows = try session.query("SELECT hash, state FROM entry", [])
      return Dictionary(
        try rows.map { (Hex.text(try $0.bytes(0)), try $0.integer(1)) },
        uniquingKeysWith: { $1 })
    }
  }
}

/// Time and chance of a test.
private final class TestClock: Sendable {
  let seconds = Atomic<Int64>(1_781_600_000)

  var surroundings: HubSurroundings {
    HubSurroundings(
      now: { "2026-06-16T12:41:05+07:00" },
      seconds: { self.seconds.load(ordering: .relaxed) },
      random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
      boot: { ("1a2b3c4d", 8_123_456) }, processors: 2)
  }
}
