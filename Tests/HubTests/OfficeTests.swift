import Casework
import Evidence
import Formats
import Foundation
import Metering
import Sync
import Testing

@testable import Hub

extension HubFixture {
  /// A worklist of a unit's points, in walk order, as a file.
  func list(
    named name: String, points: Range<Int>, unit: String = "PE0700", recorded: Int = 1290
  ) throws -> String {
    var text =
      "MA_DVIQLY,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI,HSN,STT\n"
    for number in points {
      let point = try samplePoint(unit, number)
      text += "\(unit),\(point.point),\(point.meter),KT,2026,6,1,1180,\(recorded),"
      text += "2026-06-12T08:00:00,1,\(number + 1)\n"
    }
    let path = folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }
}

@Suite("What the office does")
struct OfficeTests {
  /// Two findings at one meter, and whether they contradict each other.
  static let pairs: [(Verdict, String, Verdict, String, Bool)] = [
    (.confirmed, "1307.4", .confirmed, "1309", false),
    (.confirmed, "1307.4", .deviates, "1309", true),
    (.deviates, "1307.4", .confirmed, "1309", true),
    (.confirmed, "1307.4", .confirmed, "1280", true),
    (.confirmed, "1307.4", .unresolved, "1309", false),
    (.confirmed, "1307.4", .confirmed, "1307", false),
  ]

  @Test(
    "Two persons who contradict each other are told, and the supervisor; once",
    arguments: Backend.allCases, pairs.indices)
  func disputes(backend: Backend, number: Int) async throws {
    let fixture = try await HubFixture(backend)
    let (first, before, second, after, isDispute) = OfficeTests.pairs[number]
    let supervisor = try await fixture.enrolled(seed: 1, person: "S01", role: .supervisor)
    let one = try await fixture.enrolled(seed: 2)
    let other = try await fixture.enrolled(seed: 3, person: "H08")
    try await one.add(.inspection(try sampleInspection("PE0700", 1, first, index: before)))
    try await other.add(.inspection(try sampleInspection("PE0700", 1, second, index: after)))
    for device in [one, other, other] { try await fixture.push(await device.entries) }
    for device in [supervisor, one, other] {
      #expect(
        try await fixture.kinds(device).count { $0 == "inspections-disputed" }
          == (isDispute ? 1 : 0))
    }
  }

  @Test("The same person twice is no dispute", arguments: Backend.allCases)
  func samePerson(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let one = try await fixture.enrolled(seed: 1)
    let spare = try await fixture.enrolled(seed: 2)
    try await one.add(.inspection(try sampleInspection("PE0700", 1, .confirmed)))
    try await spare.add(.inspection(try sampleInspection("PE0700", 1, .deviates)))
    for device in [one, spare] { try await fixture.push(await device.entries) }
    #expect(try await fixture.count("dispute") == 0)
  }

  @Test("A list is shared out whole, in runs, without overlap", arguments: Backend.allCases)
  func split(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    for seed in 1...UInt8(3) {
      _ = try await fixture.enrolled(seed: seed, person: "H\(seed)", tag: "T\(seed)")
    }
    _ = try await fixture.enrolled(seed: 9, person: "S01", role: .supervisor)
    let list = try fixture.list(named: "q.csv", points: 0..<20)
    let folder = fixture.folder.path
    let parts = try await fixture.hub.assign(
      file: list, name: "q.csv", to: "PE0700", split: true, folder: folder)
    #expect(parts.map(\.list.points) == [6, 7, 7])
    var seen: [String] = []
    for part in parts {
      let device = try #require(part.device.flatMap { DeviceIdentity(hex: $0) })
      let hash = try #require(ContentHash(hex: part.list.sha256))
      let bytes = try #require(try await fixture.hub.blob(hash, for: device, piece: 0))
      #expect(try await fixture.hub.blob(hash, for: device, piece: 1) == nil)
      let path = "\(folder)/part"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      _ = try WorklistReader.read(path: path) { seen.append($0.identity.meter) }
    }
    #expect(seen == (0..<20).map { "\(19_000_000 + $0)" })
    let again = try await fixture.hub.assign(
      file: list, name: "q.csv", to: "PE0700", split: true, folder: folder)
    #expect(again.map(\.listVersion) == [1, 1, 1])
    #expect(try await fixture.count("entry") == 3)
  }

  @Test("Another file under the same name is its next version", arguments: Backend.allCases)
  func versions(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    var versions: [Int64] = []
    for recorded in [1290, 1290, 1291] {
      let list = try fixture.list(named: "q.csv", points: 0..<3, recorded: recorded)
      versions += try await fixture.hub.assign(
        file: list, name: "q.csv", to: "PE0700", split: false, folder: fixture.folder.path
      ).map(\.listVersion)
    }
    #expect(versions == [1, 1, 2])
    #expect(try await fixture.kinds(device) == ["list-assigned", "list-assigned"])
    let error = await #expect(throws: HubRequestError.self) {
      try await fixture.hub.assign(
        file: try fixture.list(named: "q.csv", points: 0..<1), name: "q.csv", to: "PE9999",
        split: false, folder: fixture.folder.path)
    }
    #expect(error?.code == .unknownReceiver)
  }

  @Test("A blob is kept once, whole, and for its unit alone", arguments: Backend.allCases)
  func blobs(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let foreign = try await fixture.enrolled(seed: 2, unit: "PE0800")
    let bytes = (0..<Hub.pieceLength + 5).map { UInt8(truncatingIfNeeded: $0) }
    let path = fixture.folder.appendingPathComponent("photo").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let hash = ContentHash(of: bytes)
    let wrong = ContentHash(of: [])
    await #expect(throws: Refusal.self) {
      try await fixture.hub.keepBlob(wrong, file: path, from: device.identity)
    }
    #expect(try await fixture.count("blob_piece") == 0)
    for _ in 0..<2 { try await fixture.hub.keepBlob(hash, file: path, from: device.identity) }
    #expect(try await fixture.hub.blobSize(hash, for: device.identity) == bytes.count)
    var kept: [UInt8] = []
    var piece = 0
    while let part = try await fixture.hub.blob(hash, for: device.identity, piece: piece) {
      kept += part
      piece += 1
    }
    #expect(kept == bytes)
    #expect(piece == 2)
    #expect(try await fixture.hub.blob(hash, for: foreign.identity, piece: 0) == nil)
  }
}
