import ArgumentParser
import Casework
import Evidence
import Foundation
import Hub
import Metering
import Sync
import Synchronization

/// A month's re-inspections taken in by a hub, against what the processors and the store allow.
struct Ingest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A hub's ingest, in process, against signature checks and bare inserts of the run.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Inspections in all.")
  var inspections = cityPoints

  @Option(help: "Devices that made them.")
  var devices = 200

  @Option(help: "Bundles under way at a time.")
  var atOnce = 8

  @Option(help: "An empty database, postgres://…; without it SQLite alone is measured.")
  var postgres: String?

  func run() async throws {
    let folder = "\(options.work)/phuctra-ingest-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let crew = try IngestCrew(
      inspections: inspections, devices: devices, seed: options.seed,
      file: "\(folder)/bundles")
    let signatures = try await crew.signatureRate()
    var figures: [Figure] = []
    let path = "\(folder)/hub.sqlite"
    figures += try await measure(
      "SQLite", crew, signatures, floor: SQLiteStore(path: "\(folder)/floor.sqlite"),
      store: SQLiteStore(path: path))
    if let postgres {
      let store = try await PostgresStore(address: postgres)
      figures += try await measure("PostgreSQL", crew, signatures, floor: store, store: store)
    }
    let memory = try Double(ProcessFacts(pid: getpid()).peakMemory()) / 1_048_576
    figures.append(
      Figure(
        name: "memory of all that", value: "\(text(memory, 0)) MB",
        mark: "≤ 200 MB", passes: memory <= 200))
    print(Figure.table(figures))
    if figures.contains(where: { $0.isMissed }) { throw ExitCode(1) }
  }

  private func measure(
    _ name: String, _ crew: IngestCrew, _ signatures: Double, floor: any HubStore,
    store: any HubStore
  ) async throws -> [Figure] {
    let bare = try await BareInsert(store: floor).rate(crew)
    let hub = try await Hub(store: store, surroundings: IngestCrew.surroundings)
    try await crew.enrol(in: hub)
    let (rate, waits) = try await crew.push(to: hub, atOnce: atOnce)
    await floor.close()
    await store.close()
    let least = min(signatures, bare)
    let ratio = rate / least
    return [
      Figure(
        name: "\(name): \(text(inspections)) inspections of \(devices) devices",
        value: "\(text(Int(rate)))/s",
        peer: "\(text(ratio)) × the least of \(text(Int(signatures))) signature checks/s "
          + "and \(text(Int(bare))) bare inserts/s",
        mark: "≥ 0.6 ×", passes: ratio >= 0.6),
      Figure(
        name: "\(name): answer for 20 entries meanwhile",
        value: "\(text(waits.median, 1)) ms (p99 \(text(waits.percentile(99), 1)))",
        mark: "p99 ≤ 100 ms", passes: waits.percentile(99) <= 100),
    ]
  }
}

/// The rows of an ingest and nothing else: no check, no head, no feed.
struct BareInsert {
  let store: any HubStore

  /// Entries a second, in transactions of 4,000 rows, one bundle's after the other's.
  /// - Throws: what the store or the file reports.
  func rate(_ crew: IngestCrew) async throws -> Double {
    _ = try await store.write { session in
      try session.execute(
        """
        CREATE TABLE bare(
          device TEXT NOT NULL, epoch BIGINT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL,
          state BIGINT NOT NULL, header BYTEA NOT NULL, signature BYTEA NOT NULL,
          hash BYTEA NOT NULL, body BYTEA NOT NULL, received TEXT NOT NULL,
          PRIMARY KEY(device, epoch, seq))
        """, [])
    }
    var seconds = 0.0
    var count = 0
    var rows: [[SQLValue]] = []
    for bundle in 0...crew.bundles.count {
      if bundle < crew.bundles.count { rows += try crew.entries(of: bundle).map(BareInsert.row) }
      guard rows.count >= 4000 || bundle == crew.bundles.count else { continue }
      let part = rows
      rows = []
      count += part.count
      let watch = Stopwatch()
      _ = try await store.write { session in
        try session.execute(
          "INSERT INTO bare VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", rows: part)
      }
      seconds += watch.milliseconds / 1000
    }
    _ = try await store.write { try $0.execute("DROP TABLE bare", []) }
    return Double(count) / seconds
  }

  private static func row(_ entry: Entry) -> [SQLValue] {
    [
      .text(entry.header.device.hex), .integer(entry.header.epoch),
      .integer(entry.header.sequence), .text(entry.header.kind.name), .integer(0),
      .bytes(entry.headerBytes), .bytes(entry.signature), .bytes(entry.hash.bytes),
      .bytes(entry.body), .text("2026-06-16T12:41:05+07:00"),
    ]
  }
}
