import Evidence
import Sync
import Synchronization
import TestSupport
import Testing

@testable import Hub

/// A store whose transactions do all their work and then cannot be committed.
private struct FailingStore: HubStore {
  let store: any HubStore
  let isBroken: Switch
  var lanes: Int { store.lanes }

  final class Switch: Sendable {
    let isOn = Atomic(false)
  }

  func write<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    let isBroken = isBroken
    return try await store.write { session in
      let result = try work(session)
      if isBroken.isOn.load(ordering: .relaxed) {
        throw HubStoreError(code: .failed, message: "the disk is full")
      }
      return result
    }
  }

  func read<Result: Sendable>(
    _ work: @escaping @Sendable (any SQLSession) throws -> Result
  ) async throws -> Result {
    try await store.read(work)
  }

  func close() async { await store.close() }
}

@Suite("Receipts and the disk")
struct DurabilityTests {
  @Test(
    "Where the commit fails there is no receipt, and nothing is kept", arguments: Backend.allCases)
  func failedCommit(backend: Backend) async throws {
    let isBroken = FailingStore.Switch()
    let fixture = try await HubFixture(backend) { FailingStore(store: $0, isBroken: isBroken) }
    let device = try await fixture.enrolled(seed: 1)
    isBroken.isOn.store(true, ordering: .relaxed)
    let entries = await device.entries
    await #expect(throws: HubStoreError.self) { try await fixture.push(entries) }
    #expect(try await fixture.count("entry") == 0)
    isBroken.isOn.store(false, ordering: .relaxed)
    #expect(try await fixture.push(entries).sequence == 1)
  }

  @Test(
    "One refused bundle of many that wait takes none of the others with it",
    arguments: Backend.allCases)
  func mixed(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    var devices: [TestDevice] = []
    for seed in 1...10 {
      let device = try await fixture.enrolled(seed: UInt8(seed), person: "H\(seed)")
      try await device.inspect(seed * 10..<seed * 10 + 3)
      devices.append(device)
    }
    let counts = try await withThrowingTaskGroup(of: Bool.self) { group in
      for (number, device) in devices.enumerated() {
        let entries = await device.entries
        group.addTask {
          // Every other one leaves out its first entry.
          let sent = number % 2 == 0 ? entries : Array(entries.dropFirst())
          do {
            return try await fixture.push(sent).sequence == 4
          } catch let refusal as Refusal where refusal.code == .gap {
            return false
          }
        }
      }
      return try await group.reduce(into: [0, 0]) { $0[$1 ? 1 : 0] += 1 }
    }
    #expect(counts == [5, 5])
    #expect(try await fixture.count("entry") == 20)
  }

  @Test("The hub's key and its logs outlive it", arguments: Backend.allCases)
  func reopened(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let receipt = try await fixture.push(await device.entries)
    await fixture.store.close()
    let again = try await fixture.second()
    #expect(again.key == fixture.hub.key)
    let bytes = Bundle.bytes(of: await device.entries)
    #expect(
      try await again.ingest(bytes, name: ContentHash(of: bytes)).bytes == receipt.bytes)
  }

  @Test("Two hubs on one store take one device's log in at once", arguments: Backend.allCases)
  func twoHubs(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let second = try await fixture.second()
    #expect(second.key == fixture.hub.key)
    for seed in 1...UInt8(5) {
      let device = try await fixture.enrolled(seed: seed, person: "H\(seed)")
      try await device.inspect(Int(seed) * 100..<Int(seed) * 100 + 40)
      let bundle = Bundle.bytes(of: await device.entries)
      let receipts = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for hub in [fixture.hub, second, fixture.hub, second] {
          group.addTask {
            try await hub.ingest(bundle, name: ContentHash(of: bundle)).bytes
          }
        }
        return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
      }
      #expect(receipts.count == 1)
    }
    #expect(try await fixture.count("entry") == 5 * 41)
    let positions = try await fixture.store.read { session in
      try session.query("SELECT position FROM feed_item ORDER BY position", []).map {
        try $0.integer(0)
      }
    }
    #expect(positions == Array(1...Int64(5 * 41)))
  }

  @Test("PostgreSQL restarted between two bundles is noticed by nobody")
  func restarted() async throws {
    let cluster = try PostgresCluster()
    let fixture = try await HubFixture(.postgres, cluster: cluster)
    let device = try await fixture.enrolled(seed: 1)
    let first = try await fixture.push(await device.entries)
    try cluster.restart()
    try await device.inspect(0..<3)
    #expect(try await fixture.push(await device.entries).sequence == 4)
    #expect(first.sequence == 1)
    try cluster.stop()
    try await device.inspect(3..<4)
    let entries = await device.entries
    let error = await #expect(throws: HubStoreError.self) { try await fixture.push(entries) }
    #expect(error?.code == .unreachable)
  }
}
