import Evidence
import Foundation
import Synchronization
import TestSupport
import Testing

/// The database goes away and comes back while everybody pushes.
@Suite("PostgreSQL restarted under load", .serialized)
struct HubRestartTests {
  private static let devices = 8
  /// That each device pushes at least; it goes on until the last restart is over.
  private static let bundles = 25
  private static let entries = 4

  /// What the clients were told, all together.
  private struct Told {
    var isOver = false
    var acknowledged: [DeviceIdentity: Int] = [:]
    var refused: [Int: Int] = [:]
    /// Requests without an answer.
    var silent = 0
    var wrong: [String] = []
  }

  @Test("every client tries again, and all that was acknowledged is there once")
  func restarted() throws {
    try withTemporaryDirectory { folder in
      let cluster = try PostgresCluster()
      let hub = HubProcess(store: try cluster.freshDatabase(), in: folder)
      try hub.start()
      defer { hub.stop() }
      let supervisor = try SignedClient(hub, role: "supervisor", person: "S01", tag: "S01")
      let clients = try (1...HubRestartTests.devices).map {
        try SignedClient(hub, person: "H\($0)", tag: "T\($0)")
      }
      let told = Mutex(Told())
      let group = DispatchGroup()
      for client in clients {
        // Each is used by its own thread alone until all have ended.
        nonisolated(unsafe) let client = client
        group.enter()
        Thread.detachNewThread {
          defer { group.leave() }
          HubRestartTests.push(client, told)
        }
      }
      for _ in 0..<3 {
        poll(nil, 0, 300)
        try cluster.restart()
      }
      told.withLock { $0.isOver = true }
      #expect(group.wait(timeout: .now() + .seconds(120)) == .success)
      let outcome = told.withLock { $0 }
      #expect(outcome.wrong.isEmpty, "\(outcome)")
      #expect(Set(outcome.refused.keys).isSubset(of: [503]), "\(outcome.refused)")
      #expect(outcome.silent == 0, "the hub answers even while its store is away")
      #expect(hub.isRunning)
      try HubRestartTests.check(outcome.acknowledged, supervisor, hub)
    }
  }

  /// Pushes bundle after bundle, each until it is acknowledged.
  private static func push(_ client: SignedClient, _ told: borrowing Mutex<Told>) {
    for number in 1... {
      if number > bundles, told.withLock({ $0.isOver }) { return }
      guard let bundle = try? client.bundle(entries: entries) else { return }
      let deadline = ContinuousClock.now + .seconds(60)
      while true {
        let answer = client.push(bundle)
        if answer?.status == 200, let receipt = try? Receipt(parsing: answer?.body ?? []) {
          told.withLock {
            $0.acknowledged[receipt.device, default: 0] += entries
            if receipt.sequence != Int64(number * entries) {
              $0.wrong.append("\(receipt.device): \(receipt.sequence) after bundle \(number)")
            }
          }
          break
        }
        told.withLock {
          if let answer { $0.refused[answer.status, default: 0] += 1 } else { $0.silent += 1 }
        }
        guard ContinuousClock.now < deadline else { return }
        poll(nil, 0, 20)
      }
    }
  }

  /// Every entry of every log is in the supervisor's feed, in order and once.
  private static func check(
    _ acknowledged: [DeviceIdentity: Int], _ supervisor: SignedClient, _ hub: HubProcess
  ) throws {
    var sequences: [DeviceIdentity: [Int64]] = [:]
    for entry in try supervisor.feed() {
      let header = try EntryHeader(parsing: Array(entry.header.utf8))
      sequences[header.device, default: []].append(header.sequence)
    }
    #expect(acknowledged.count == devices)
    for (device, count) in acknowledged {
      #expect(count >= bundles * entries)
      #expect(sequences[device] == Array(1...Int64(count)))
    }
    for device in try hub.run("devices", "--json").objects() where device["tag"] as? String != "S01"
    {
      let identity = (device["device"] as? String).flatMap { DeviceIdentity(hex: $0) }
      #expect(device["entries"] as? Int == identity.flatMap { acknowledged[$0] })
      #expect(device["state"] as? String == "active")
    }
  }
}
