import Casework
import Evidence
import Foundation
import Hub
import Metering
import Sync

/// The logs of many devices as bundles in one file, so that a hub's memory is not the sample's.
final class IngestCrew: Sendable {
  /// A bundle's place in the file, and whose it is.
  struct Place: Sendable {
    let device: Int
    let offset: Int
    let length: Int
    let entries: Int
  }

  let keys: [DeviceKey]
  /// In turn over the devices, each device's in order.
  let bundles: [Place]
  private let path: String

  /// Entries in a bundle, but for the small ones.
  private static let usual = 400
  /// Entries of every other bundle: what a crew sends that has just come into a network.
  static let small = 20

  init(inspections: Int, devices: Int, seed: UInt64, file path: String) throws {
    self.path = path
    var random = SeededGenerator(seed: seed)
    var keys: [DeviceKey] = []
    for _ in 0..<devices {
      let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
      guard let key = DeviceKey(seed: seed) else { throw BenchError("a seed is no key") }
      keys.append(key)
    }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw BenchError("\(path) cannot be written") }
    defer { try? file.close() }
    var heads = keys.map { ChainHead.start($0.publicKey) }
    var places: [Place] = []
    var offset = 0
    var made = 0
    var round = 0
    while made < inspections {
      for device in 0..<devices where made < inspections {
        let size = (round + device) % 2 == 1 ? IngestCrew.small : IngestCrew.usual
        let count = min(size, inspections - made)
        let entries = try (0..<count).map { number in
          let entry = try IngestCrew.entry(
            made + number, unit: IngestCrew.unit(of: device), after: heads[device], keys[device])
          heads[device] = heads[device].advanced(by: entry)
          return entry
        }
        let bytes = Bundle.bytes(of: entries)
        try file.write(contentsOf: Data(bytes))
        places.append(Place(device: device, offset: offset, length: bytes.count, entries: count))
        offset += bytes.count
        made += count
      }
      round += 1
    }
    self.keys = keys
    bundles = places
  }

  /// The bytes of a bundle.
  func bytes(of bundle: Int) throws -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw BenchError("\(path) is gone")
    }
    defer { try? file.close() }
    try file.seek(toOffset: UInt64(bundles[bundle].offset))
    return Array(try file.read(upToCount: bundles[bundle].length) ?? Data())
  }

  /// Never inlined: Swift 6.3.1's optimiser crashes where this typed throw meets an async caller.
  @inline(never)
  func entries(of bundle: Int) throws -> [Entry] {
    try Bundle.entries(in: try bytes(of: bundle), limits: .sent)
  }

  /// Ed25519 verifications a second on all processors, of the sample's own signatures.
  func signatureRate() async throws -> Double {
    let sample = try (0..<min(bundles.count, 8)).map { number in
      (try entries(of: number), keys[bundles[number].device].publicKey)
    }
    let count = sample.reduce(0) { $0 + $1.0.count } * IngestCrew.rounds
    let lanes = ProcessInfo.processInfo.activeProcessorCount
    let watch = Stopwatch()
    let sound = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<lanes {
        group.addTask {
          (0..<IngestCrew.rounds).allSatisfy { _ in
            sample.allSatisfy { entries, key in
              entries.allSatisfy { key.isValid(signature: $0.signature, over: $0.headerBytes) }
            }
          }
        }
      }
      return await group.reduce(true) { $0 && $1 }
    }
    guard sound else { throw BenchError("a signature of the sample is wrong") }
    return Double(count * lanes) / watch.milliseconds * 1000
  }

  /// Some seconds' worth: a processor runs faster for one second than for a minute.
  private static let rounds = 30

  /// Certifies every device.
  func enrol(in hub: Hub) async throws {
    for (number, key) in keys.enumerated() {
      let code = try await hub.issueCode(
        unit: IngestCrew.unit(of: number), role: .inspector, person: "H\(number)", tag: "T\(number)"
      )
      _ = try await hub.enrol(EnrolmentRequest(key: key.publicKey, code: code))
    }
  }

  /// A city's crews belong to some twenty units (PE0700, PE0701, …).
  private static func unit(of device: Int) -> String { "PE07\(device % 20 / 10)\(device % 10)" }

  static let surroundings = HubSurroundings(
    now: { "2026-06-16T12:41:05+07:00" }, seconds: { 1_781_600_000 },
    random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } },
    boot: { ("1a2b3c4d", 8_123_456) },
    processors: ProcessInfo.processInfo.activeProcessorCount)

  private static func entry(
    _ number: Int, unit: String, after head: ChainHead, _ key: DeviceKey
  ) throws -> Entry {
    guard let old = Index("1180"), let recorded = Index("1290"), let found = Index("1307.4"),
      let readAt = LocalMinute("2026-06-16T12:41"), let period = BillingPeriod("2026-06/1"),
      let kind = EntryKind("inspection")
    else { throw BenchError("a value of the sample is malformed") }
    let inspection = Inspection(
      point: PointReference(
        identity: PointIdentity(
          unit: unit, point: "PE07\(100_000_000 + number)001",
          meter: "\(10_000_000 + number)", period: period),
        list: "0123456789abcdef"),
      verdict: .confirmed, probabilityRecordRight: 999_700,
      registers: [
        InspectedRegister(
          register: .single, old: old, recorded: recorded, attempts: [found],
          useSince: Energy("17.4"), usual: [Energy("5.2"), Energy("43")].compactMap { $0 })
      ],
      readAt: readAt, dwell: 5321, keys: 7)
    let stamp = Stamp(
      time: "2026-06-16T12:41:05+07:00", clock: .ok, boot: "1a2b3c4d",
      monotonic: Int64(number) * 10, person: "H")
    let body = try RecordBody(stamp: stamp, record: .inspection(inspection)).bytes()
    return try Chain.next(after: head, kind: kind, body: body, key: key)
  }
}
