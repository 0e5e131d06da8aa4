import Casework
package import Evidence
import Sync

/// The office side: who may speak, whose logs are held, and what each device is told.
///
/// Everything lies in the store; a hub holds nothing that a restart would lose, so that several may
/// work on one store side by side.
package struct Hub: Sendable {
  package let store: any HubStore
  package let surroundings: HubSurroundings
  let signer: DeviceKey
  let checks: CheckQueue
  let lanes: [IngestLane]
  let keys = KnownKeys()

  /// Opens the hub of a store; a fresh store gets its key here.
  /// - Throws: `HubStoreError`.
  package init(store: any HubStore, surroundings: HubSurroundings) async throws {
    self.store = store
    self.surroundings = surroundings
    let signer = try await Hub.signer(store, surroundings)
    self.signer = signer
    checks = CheckQueue(workers: surroundings.processors)
    lanes = (0..<store.lanes).map { _ in
      IngestLane(store: store, signer: signer, surroundings: surroundings)
    }
  }

  /// What its signatures are checked with.
  package var key: PublicKey { signer.publicKey }

  package var identity: DeviceIdentity { DeviceIdentity(key) }

  private static func signer(
    _ store: any HubStore, _ surroundings: HubSurroundings
  ) async throws -> DeviceKey {
    let seed = surroundings.random(32)
    let kept = try await store.write { session -> [UInt8] in
      try session.execute(
        "INSERT INTO hub(name, value) VALUES ('seed', $1) ON CONFLICT DO NOTHING", [.bytes(seed)])
      let row = try session.first("SELECT value FROM hub WHERE name = 'seed'")
      return try row?.bytes(0) ?? []
    }
    guard let key = DeviceKey(seed: kept) else {
      throw HubStoreError(code: .unexpected, message: "the hub's key in the store is no key")
    }
    return key
  }

  /// True where the store answers.
  package func isAlive() async -> Bool {
    let row = try? await store.read { try $0.first("SELECT value FROM hub WHERE name = 'schema'") }
    return row != nil
  }
}
