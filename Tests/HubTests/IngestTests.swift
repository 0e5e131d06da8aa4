import Casework
import Evidence
import Sync
import Testing

@testable import Hub

@Suite("Taking bundles in")
struct IngestTests {
  @Test("The same bundle gives the same receipt, and its rows once", arguments: Backend.allCases)
  func repeated(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<20)
    let entries = await device.entries
    let first = try await fixture.push(entries)
    #expect(first.isValid(key: fixture.hub.key))
    #expect(
      first.covers(
        ChainHead(device: device.identity, epoch: 1, sequence: 21, hash: entries[20].hash)))
    #expect(try await fixture.push(entries).bytes == first.bytes)
    #expect(try await fixture.count("entry") == 21)
  }

  @Test("A hundred copies at once are one set of rows", arguments: Backend.allCases)
  func copies(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<5)
    let entries = await device.entries
    let receipts = try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<100 { group.addTask { try await fixture.push(entries).bytes } }
      return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
    }
    #expect(receipts.count == 1)
    #expect(try await fixture.count("entry") == 6)
    #expect(try await fixture.count("feed_item") == 6)
    #expect(try await fixture.count("point_entry") == 5)
  }

  @Test("Of an overlap the new part is added", arguments: Backend.allCases)
  func overlap(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<9)
    let entries = await device.entries
    try await fixture.push(Array(entries[0..<6]))
    let receipt = try await fixture.push(Array(entries[3..<10]))
    #expect(receipt.sequence == 10)
    #expect(try await fixture.count("entry") == 10)
  }

  @Test("A gap is answered with the head that is held", arguments: Backend.allCases)
  func gap(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<9)
    let entries = await device.entries
    let receipt = try await fixture.push(Array(entries[0..<4]))
    let refusal = try await fixture.refusal(of: Array(entries[6..<8]))
    #expect(refusal.code == .gap)
    #expect(refusal.head?.seq == 4)
    #expect(refusal.head?.hash == entries[3].hash.hex)
    #expect(refusal.head?.receipt.map { Array($0.utf8) } == receipt.bytes)
    #expect(try await fixture.count("entry") == 4)
  }

  @Test("Of a fork both sides are kept, and the device is frozen", arguments: Backend.allCases)
  func fork(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<4)
    let copy = try await device.restored(to: 3)
    try await copy.inspect(7..<9)
    let receipt = try await fixture.push(await device.entries)
    let other = await copy.entries
    #expect(try await fixture.refusal(of: other).code == .fork)
    #expect(try await fixture.refusal(of: other).code == .fork)
    #expect(try await fixture.count("entry") == 6)  // the hub's own `device-frozen` among them
    #expect(try await fixture.count("forked_entry") == 2)
    #expect(try await fixture.hub.devices().first?.state == "frozen")
    #expect(try await fixture.kinds(device) == ["device-frozen"])
    // What is held gets its receipt still; what is new waits for the next epoch.
    #expect(try await fixture.push(await device.entries).bytes == receipt.bytes)
    let new = try await device.add(.inspection(try sampleInspection("PE0700", 11, .confirmed)))
    #expect(try await fixture.refusal(of: [new]).code == .fork)
  }

  @Test("A granted epoch goes on from the last receipt", arguments: Backend.allCases)
  func epoch(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<4)
    try await fixture.push(await device.entries)
    let code = try await fixture.hub.issueCode(
      unit: "PE0700", role: .inspector, person: "H07", tag: nil)
    let answer = try await fixture.hub.enrol(
      EnrolmentRequest(key: device.key.publicKey, code: code))
    let checked = try answer.checked(for: device.key.publicKey, code: code)
    let grant = try #require(checked.grant)
    let copy = try await device.restored(to: 2)
    try await copy.open(grant, receipt: try #require(checked.receipt))
    try await copy.inspect(20..<22)
    let opened = Array(await copy.entries.dropFirst(2))
    let receipt = try await fixture.push(opened)
    #expect(receipt.epoch == 2)
    #expect(receipt.sequence == 3)
    #expect(try await fixture.push(opened).bytes == receipt.bytes)
    #expect(try await fixture.hub.devices().first?.epoch == 2)
    // The same home, put back, gets what it wrote before.
    #expect(try await fixture.feed(copy).flatMap(\.entries).count == 5)
  }

  @Test("An epoch that was not granted is refused", arguments: Backend.allCases)
  func ungranted(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    try await device.inspect(0..<2)
    let receipt = try await fixture.push(await device.entries)
    let stranger = try TestDevice(seed: 99)
    let forged = try Grant(
      device: device.identity, epoch: 2, head: receipt.head, entries: 3, granted: receipt.received,
      signedBy: stranger.key)
    let held = await device.entries.count
    try await device.open(forged, receipt: receipt)
    let refusal = try await fixture.refusal(of: Array(await device.entries.dropFirst(held)))
    #expect(refusal.code == .ungrantedEpoch)
    #expect(try await fixture.count("entry") == 3)
  }

  @Test(
    "A stranger, a wrong name and bytes that are no bundle are refused", arguments: Backend.allCases
  )
  func refused(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let stranger = try TestDevice(seed: 9)
    try await stranger.inspect(0..<1)
    #expect(try await fixture.refusal(of: await stranger.entries).code == .notEnrolled)
    let bytes = Bundle.bytes(of: await stranger.entries)
    for (bundle, name) in [
      (bytes, [UInt8](repeating: 0, count: 3)), (Array(bytes.dropLast(9)), []),
    ] {
      let name = ContentHash(of: name.isEmpty ? bundle : name)
      let refusal = await #expect(throws: Refusal.self) {
        try await fixture.hub.ingest(bundle, name: name)
      }
      #expect(refusal?.code == .malformed)
    }
    let device = try await fixture.enrolled(seed: 1)
    let entry = try #require(await device.entries.first)
    var turned = Bundle.bytes(of: [entry])
    let place = try #require(turned.lastIndex(of: UInt8(ascii: "H")))
    turned[place] = UInt8(ascii: "G")
    let altered = turned
    let refusal = await #expect(throws: Refusal.self) {
      try await fixture.hub.ingest(altered, name: ContentHash(of: altered))
    }
    #expect([.signature, .malformed].contains(refusal?.code))
    #expect(try await fixture.count("entry") == 0)
  }
}
