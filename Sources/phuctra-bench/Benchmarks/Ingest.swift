import ArgumentParser
import Casework
import Evidence
import Foundation
import Hub
import Metering
import Sync

/// A month's re-inspections taken in by a real `phuctra-hub`, against what processors and store allow.
struct Ingest: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A live hub's ingest, against signature checks and bare inserts of the same run.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Inspections in all.")
  var inspections = cityPoints

  @Option(help: "Devices that made them.")
  var devices = 200

  @Option(help: "The phuctra-hub to measure (else the one beside this program).")
  var hub: String?

  @Option(help: "An empty database, postgres://…; without it SQLite alone is measured.")
  var postgres: String?

  func run() async throws {
    let folder = "\(options.work)/phuctra-ingest-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let crew = try IngestCrew(
      inspections: inspections, devices: devices, seed: options.seed,
      file: "\(folder)/bundles")
    var figures: [Figure] = []
    let path = "\(folder)/hub.sqlite"
    figures += try await measure(
      "SQLite", crew, folder, at: "sqlite:\(path)", SQLiteStore(path: path))
    if let postgres {
      let store = try await PostgresStore(address: postgres)
      figures += try await measure("PostgreSQL", crew, folder, at: postgres, store)
    }
    print(Figure.table(figures))
    if figures.contains(where: { $0.isMissed }) { throw ExitCode(1) }
  }

  /// - Parameter store: the store at `address`, closed here before the hub opens it.
  private func measure(
    _ name: String, _ crew: IngestCrew, _ folder: String, at address: String, _ store: any HubStore
  ) async throws -> [Figure] {
    let bare = try await BareInsert(store: store).rate(crew)
    try await crew.enrol(in: try await Hub(store: store, surroundings: IngestCrew.surroundings))
    await store.close()
    let program = try Workbench.program("phuctra-hub", given: hub)
    let live = try LiveHub(program: program, store: address, folder: folder)
    // Before and after: other work on the machine's host moves both rates within minutes.
    let before = try await crew.signatureRate()
    let outcome = try PushingCrew(crew: crew, hub: live.address).push()
    let memory = Double(try live.peakMemory()) / 1_048_576
    let signatures = (before + (try await crew.signatureRate())) / 2
    let processor = try live.stop().processorTime
    let holding = try Ingest.holds(program, address)
    var waits = Samples()
    for wait in outcome.waits { waits.add(wait) }
    let ratio = outcome.rate / min(signatures, bare)
    return [
      Figure(
        name: "\(name): \(text(inspections)) inspections of \(devices) devices",
        value: "\(text(Int(outcome.rate)))/s",
        peer: "\(text(ratio)) × the least of \(text(Int(signatures))) signature checks/s "
          + "and \(text(Int(bare))) bare inserts/s",
        mark: "≥ 0.6 ×", passes: ratio >= 0.6),
      Figure(
        name: "\(name): answer for 20 entries meanwhile",
        value: "\(text(waits.median, 1)) ms (p99 \(text(waits.percentile(99), 1)))",
        peer: "p90 \(text(waits.percentile(90), 1)), longest \(text(waits.greatest, 1)) of "
          + "\(text(waits.values.count))",
        mark: "p99 ≤ 100 ms", passes: waits.percentile(99) <= 100),
      Figure(
        name: "\(name): the hub's memory", value: "\(text(memory, 0)) MB",
        peer: "\(text(processor * 1000 / Double(inspections), 1)) µs of processor an inspection",
        mark: "≤ 200 MB", passes: memory <= 200),
      Figure(name: "\(name): the invoices to hold among them", value: "\(text(holding / 1000)) s"),
    ]
  }

  /// How long `holds` takes, in milliseconds.
  private static func holds(_ program: String, _ store: String) throws -> Double {
    let watch = Stopwatch()
    let end = try Child(
      [program, "holds", "--json", "--store", store],
      environment: ProcessInfo.processInfo.environment
    ).wait()
    guard end.status == 0 else { throw BenchError("holds ended with \(end.status)") }
    return watch.milliseconds
  }
}

/// The rows of an ingest and nothing else: no check, no head, no feed.
struct BareInsert {
  let store: any HubStore

  /// Entries a second, in transactions of 4,000 rows, one bundle's after the other's.
  /// - Throws: what the store or the file reports.
  func rate(_ crew: IngestCrew) async throws -> Double {
    try await make()
    var seconds = 0.0
    var rows: [[SQLValue]] = []
    for bundle in crew.bundles.indices {
      rows += try BareInsert.rows(of: bundle, crew)
      guard rows.count >= 4000 || bundle == crew.bundles.count - 1 else { continue }
      seconds += try await insert(rows)
      rows = []
    }
    try await drop()
    return Double(crew.bundles.reduce(0) { $0 + $1.entries }) / seconds
  }

  private func make() async throws {
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
  }

  private func drop() async throws {
    _ = try await store.write { try $0.execute("DROP TABLE bare", []) }
  }

  /// One durable transaction; gives its seconds.
  private func insert(_ rows: [[SQLValue]]) async throws -> Double {
    let watch = Stopwatch()
    _ = try await store.write { session in
      try session.insert(rows, into: "bare", EntryRow.columns)
    }
    return watch.milliseconds / 1000
  }

  private static func rows(of bundle: Int, _ crew: IngestCrew) throws -> [[SQLValue]] {
    try crew.entries(of: bundle).map {
      EntryRow.values($0, .counts, received: "2026-06-16T12:41:05+07:00")
    }
  }
}
