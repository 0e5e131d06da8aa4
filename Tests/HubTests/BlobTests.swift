import Evidence
import Foundation
import Sync
import Synchronization
import TestSupport
import Testing

@testable import Hub

@Suite("Blobs in the store")
struct BlobTests {
  /// Seven pieces, the last of them short: two transactions and the one that makes it visible.
  private static func photo() -> [UInt8] {
    var generator = SeededGenerator(seed: 7)
    return (0..<Hub.pieceLength * 6 + 5).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  @Test("No transaction holds more than 1 MiB of a blob", arguments: Backend.allCases)
  func short(backend: Backend) async throws {
    let watch = WatchedStore.Watch()
    let fixture = try await HubFixture(backend) { WatchedStore(store: $0, watch: watch) }
    let device = try await fixture.enrolled(seed: 1)
    let before = watch.largest.withLock { $0.count }
    let (hash, path) = try fixture.file(BlobTests.photo())
    try await fixture.hub.keepBlob(hash, file: path, from: device.identity)
    let largest = watch.largest.withLock { Array($0[before...]) }
    #expect(largest.count == 3)
    #expect(largest.allSatisfy { $0 <= (1 << 20) + 1024 }, "\(largest)")
    #expect(try await fixture.whole(hash, device) == BlobTests.photo())
  }

  @Test(
    "A blob that was cut off is not there, and the next one is whole",
    arguments: Backend.allCases, 0..<3)
  func cutOff(backend: Backend, after transactions: Int) async throws {
    let watch = WatchedStore.Watch()
    let fixture = try await HubFixture(backend) { WatchedStore(store: $0, watch: watch) }
    let device = try await fixture.enrolled(seed: 1)
    let (hash, path) = try fixture.file(BlobTests.photo())
    watch.left.store(transactions, ordering: .relaxed)
    await #expect(throws: HubStoreError.self) {
      try await fixture.hub.keepBlob(hash, file: path, from: device.identity)
    }
    watch.left.store(Int.max, ordering: .relaxed)
    #expect(try await fixture.hub.blobSize(hash, for: device.identity) == nil)
    #expect(try await fixture.hub.blob(hash, for: device.identity, piece: 0) == nil)
    // Whatever an unfinished one has left behind.
    _ = try await fixture.store.write { session in
      for piece in [1, 9] as [Int64] {
        try session.execute(
          """
          INSERT INTO blob_piece(hash, piece, bytes) VALUES ($1, $2, $3)
          ON CONFLICT (hash, piece) DO UPDATE SET bytes = $3
          """, [.text(hash.hex), .integer(piece), .bytes([1, 2, 3])])
      }
    }
    try await fixture.hub.keepBlob(hash, file: path, from: device.identity)
    #expect(try await fixture.whole(hash, device) == BlobTests.photo())
    #expect(try await fixture.count("blob_piece") == 7)
  }

  @Test("The same blob from several at once is kept once and whole", arguments: Backend.allCases)
  func together(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let second = try await fixture.second()
    let device = try await fixture.enrolled(seed: 1)
    let (hash, path) = try fixture.file(BlobTests.photo())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for hub in [fixture.hub, second, fixture.hub, second] {
        group.addTask { try await hub.keepBlob(hash, file: path, from: device.identity) }
      }
      try await group.waitForAll()
    }
    #expect(try await fixture.whole(hash, device) == BlobTests.photo())
    #expect(try await fixture.count("blob") == 1)
    #expect(try await fixture.count("blob_piece") == 7)
  }

  @Test(
    "Two units may keep the same blob, and a third does not see it", arguments: Backend.allCases)
  func units(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let first = try await fixture.enrolled(seed: 1)
    let second = try await fixture.enrolled(seed: 2, unit: "PE0800")
    let third = try await fixture.enrolled(seed: 3, unit: "PE0900")
    let (hash, path) = try fixture.file(BlobTests.photo())
    try await fixture.hub.keepBlob(hash, file: path, from: first.identity)
    #expect(try await fixture.hub.blobSize(hash, for: second.identity) == nil)
    try await fixture.hub.keepBlob(hash, file: path, from: second.identity)
    #expect(try await fixture.whole(hash, first) == BlobTests.photo())
    #expect(try await fixture.whole(hash, second) == BlobTests.photo())
    #expect(try await fixture.hub.blob(hash, for: third.identity, piece: 0) == nil)
    #expect(try await fixture.count("blob_piece") == 7)
  }

  @Test("An empty blob is one as well", arguments: Backend.allCases)
  func empty(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let (hash, path) = try fixture.file([])
    try await fixture.hub.keepBlob(hash, file: path, from: device.identity)
    #expect(try await fixture.hub.blobSize(hash, for: device.identity) == 0)
    #expect(try await fixture.hub.blob(hash, for: device.identity, piece: 0) == nil)
  }

  @Test("Neither a stranger nor a revoked device gives or asks", arguments: Backend.allCases)
  func refused(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let stranger = try TestDevice(seed: 9)
    let (hash, path) = try fixture.file(BlobTests.photo())
    _ = try await fixture.hub.revoke(device.identity, reason: "lost")
    for (who, code) in [(device, Refusal.Code.revoked), (stranger, .notEnrolled)] {
      let asked = await #expect(throws: Refusal.self) {
        try await fixture.hub.blobSize(hash, for: who.identity)
      }
      let given = await #expect(throws: Refusal.self) {
        try await fixture.hub.keepBlob(hash, file: path, from: who.identity)
      }
      #expect(asked?.code == code && given?.code == code)
    }
    #expect(try await fixture.count("blob_piece") == 0)
  }
}

extension HubFixture {
  fileprivate func file(_ bytes: [UInt8]) throws -> (ContentHash, String) {
    let path = folder.appendingPathComponent("photo").path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return (ContentHash(of: bytes), path)
  }

  fileprivate func whole(_ hash: ContentHash, _ device: TestDevice) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    var number = 0
    while let piece = try await hub.blob(hash, for: device.identity, piece: number) {
      bytes += piece
      number += 1
    }
    #expect(try await hub.blobSize(hash, for: device.identity) == bytes.count)
    return bytes
  }
}
