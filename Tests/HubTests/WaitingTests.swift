import Evidence
import Foundation
import NIOCore
import Sync
import Synchronization
import Testing

@testable import Hub

@Suite("Who waits for whom")
struct WaitingTests {
  @Test(
    "The short go past the long, and every fourth turn is a long one's",
    arguments: [
      ("LLssss", "sssLsL"), ("sLsLsLssss", "sssLsssLsL"), ("LLL", "LLL"), ("sss", "sss"), ("", ""),
    ])
  func order(arrived: String, served: String) {
    var queue = ShortFirstQueue<(Character, Int)>()
    for (number, kind) in arrived.enumerated() {
      queue.append((kind, number), isShort: kind == "s")
    }
    var order: [(Character, Int)] = []
    while let next = queue.popFirst() { order.append(next) }
    #expect(String(order.map(\.0)) == served)
    for kind in "sL" {
      let numbers = order.filter { $0.0 == kind }.map(\.1)
      #expect(numbers == numbers.sorted(), "\(kind) in the order of arrival")
    }
  }

  @Test("What is put back is the first of its kind again")
  func puttingBack() {
    var queue = ShortFirstQueue<Int>()
    for number in 1...3 { queue.append(number, isShort: false) }
    let first = queue.popFirst()
    #expect(first == 1)
    queue.putBack(1, isShort: false)
    #expect(queue.popFirst() == 1)
    #expect(queue.popFirst() == 2)
  }

  /// Who is inside a gate.
  private final class Inside: Sendable {
    let state = Mutex((now: 0, most: 0, served: 0))
  }

  @Test("A gate lets in what fits, the rest in order, and never more than it holds")
  func gate() async {
    let gate = MemoryGate(capacity: 10)
    let inside = Inside()
    await withTaskGroup(of: Void.self) { group in
      for bytes in [4, 4, 4, 10, 1, 50, 3] {
        group.addTask {
          await gate.with(bytes) {
            inside.state.withLock { inside in
              inside.now += min(bytes, 10)
              inside.most = max(inside.most, inside.now)
              inside.served += 1
            }
            await Task.yield()
            inside.state.withLock { $0.now -= min(bytes, 10) }
          }
        }
      }
    }
    let end = inside.state.withLock { $0 }
    #expect(end.served == 7)
    #expect(end.now == 0)
    #expect(end.most <= 10)
  }

  @Test("A gate is left by who failed inside, too")
  func failure() async {
    struct Fault: Error {}
    let gate = MemoryGate(capacity: 1)
    for _ in 0..<3 {
      await #expect(throws: Fault.self) { try await gate.with(1) { throw Fault() } }
    }
  }

  @Test("A body comes back whole, whatever of it lies in memory", arguments: [0, 1, 7, 8, 9, 5000])
  func body(length: Int) async throws {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let body = ArrivingBody(folder: NSTemporaryDirectory(), inMemory: 8)
    for start in stride(from: 0, to: length, by: 3) {
      try await body.append(ByteBuffer(bytes: bytes[start..<min(start + 3, length)]))
    }
    #expect(body.count == length)
    #expect(try await body.bytes() == bytes)
    #expect(try await body.bytes() == bytes, "and once more")
  }

  @Test("A folder that is gone is named")
  func goneFolder() async throws {
    let body = ArrivingBody(folder: "/nowhere/at/all", inMemory: 2)
    let error = await #expect(throws: HubStoreError.self) {
      try await body.append(ByteBuffer(bytes: [1, 2, 3]))
    }
    #expect(error?.message.contains("/nowhere/at/all") == true)
  }
}

@Suite("Checking bundles")
struct CheckQueueTests {
  @Test(
    "Every entry's body is read, in order, however many workers there are", arguments: [1, 2, 5])
  func facts(workers: Int) async throws {
    let device = try TestDevice(seed: 1, person: "H07", unit: "PE0700")
    try await device.inspect(0..<100)
    let entries = await device.entries
    let checked = try await CheckQueue(workers: workers).check(entries, key: device.key.publicKey)
    #expect(checked.device == device.identity)
    #expect(checked.facts.map(\.point) == entries.map { EntryFacts($0).point })
    #expect(Set(checked.facts.compactMap(\.point)).count == 100)
  }

  @Test(
    "Of several wrong signatures the first is named", arguments: [[0], [33], [99, 40, 41], [98]])
  func faults(places: [Int]) async throws {
    let device = try TestDevice(seed: 1, person: "H07", unit: "PE0700")
    try await device.inspect(0..<100)
    var entries = await device.entries
    for place in places {
      var signature = entries[place].signature
      signature[7] ^= 1
      entries[place] = try Entry(
        headerBytes: entries[place].headerBytes, signature: signature, body: entries[place].body)
    }
    let (queue, key, sent) = (CheckQueue(workers: 2), device.key.publicKey, entries)
    let refusal = await #expect(throws: Refusal.self) { try await queue.check(sent, key: key) }
    #expect(refusal?.code == .signature)
    #expect(refusal?.message.hasPrefix("entry \((places.min() ?? 0) + 1):") == true)
    // A queue that refused one goes on with the next.
    _ = try await queue.check(await device.entries, key: key)
  }
}

@Suite("Inserting many rows")
struct InsertStatementTests {
  @Test("The sizes add up and are few kinds", arguments: [0, 1, 2, 127, 128, 129, 400, 500])
  func sizes(count: Int) {
    let sizes = InsertStatement.sizes(of: count, most: 128)
    #expect(sizes.reduce(0, +) == count)
    #expect(sizes.allSatisfy { $0 > 0 && 128 % $0 == 0 })
  }

  @Test("Parameters are numbered through all rows")
  func text() {
    let statement = InsertStatement(table: "t", columns: ["a", "b"], passingOverKnown: true)
    #expect(
      statement.text(rows: 2)
        == "INSERT INTO t(a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING")
  }

  @Test("Rows that are known are passed over, and counted as such", arguments: Backend.allCases)
  func known(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    func add(_ numbers: Range<Int>) async throws -> Int {
      try await fixture.store.write { session in
        try session.insert(
          numbers.map { [.text("d\($0)"), .bytes([UInt8(truncatingIfNeeded: $0)])] },
          into: "assigned_point", ["device", "point"], passingOverKnown: true)
      }
    }
    #expect(try await add(0..<300) == 300)
    #expect(try await add(290..<310) == 10)
    #expect(try await fixture.count("assigned_point") == 310)
  }
}
