import Casework
import Evidence
import Sync
import Testing

@testable import Hub

@Suite("What each device is told")
struct FeedTests {
  @Test("A supervisor gets every entry of the unit, and whose it is", arguments: Backend.allCases)
  func supervisor(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let supervisor = try await fixture.enrolled(seed: 1, person: "S01", role: .supervisor)
    let device = try await fixture.enrolled(seed: 2)
    let elsewhere = try await fixture.enrolled(seed: 3, unit: "PE0800")
    try await device.inspect(0..<3)
    for one in [supervisor, device, elsewhere] { try await fixture.push(await one.entries) }
    let page = try #require(try await fixture.feed(supervisor).first)
    #expect(page.entries.map(\.position) == [2, 3, 4, 5])
    let certificate = try #require(page.certificates.first)
    #expect(page.certificates.count == 1)
    #expect(
      try Certificate(parsing: Array(certificate.utf8)).device == device.identity)
    let entries = await device.entries
    #expect(
      page.entries.map(\.header) == entries.map { String(decoding: $0.headerBytes, as: UTF8.self) })
    #expect(page.entries.map(\.body) == entries.map { String(decoding: $0.body, as: UTF8.self) })
  }

  @Test(
    "An inspector gets his own entries of his other device, not those of others",
    arguments: Backend.allCases)
  func inspector(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let spare = try await fixture.enrolled(seed: 2)
    let other = try await fixture.enrolled(seed: 3, person: "H08")
    try await spare.inspect(0..<2)
    try await other.inspect(5..<9)
    for one in [device, spare, other] { try await fixture.push(await one.entries) }
    #expect(try await fixture.kinds(device) == ["device-enrolled", "inspection", "inspection"])
    #expect(try await fixture.feed(device).flatMap(\.visits) == [])
  }

  @Test(
    "Pages hold five hundred entries and go on where the last one ended",
    arguments: Backend.allCases)
  func paging(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let supervisor = try await fixture.enrolled(seed: 1, person: "S01", role: .supervisor)
    let device = try await fixture.enrolled(seed: 2)
    try await device.inspect(0..<1199)
    let entries = await device.entries
    for start in stride(from: 0, to: entries.count, by: 400) {
      try await fixture.push(Array(entries[start..<min(start + 400, entries.count)]))
    }
    let pages = try await fixture.feed(supervisor)
    #expect(pages.map(\.entries.count) == [500, 500, 200])
    #expect(pages.flatMap(\.entries).map(\.position) == Array(1...1200))
    #expect(try await fixture.feed(supervisor, after: 1200).map(\.entries.count) == [0])
  }

  @Test("The same page is the same bytes again", arguments: Backend.allCases)
  func repeated(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let supervisor = try await fixture.enrolled(seed: 1, person: "S01", role: .supervisor)
    let device = try await fixture.enrolled(seed: 2)
    try await device.inspect(0..<9)
    try await fixture.push(await device.entries)
    let page = try await fixture.hub.feed(for: supervisor.identity, after: 0)
    #expect(try await fixture.hub.feed(for: supervisor.identity, after: 0).bytes == page.bytes)
    let stranger = try TestDevice(seed: 77).identity
    let refusal = await #expect(throws: Refusal.self) {
      try await fixture.hub.feed(for: stranger, after: 0)
    }
    #expect(refusal?.code == .notEnrolled)
  }

  @Test(
    "A list of points that others inspected comes with their visits", arguments: Backend.allCases)
  func visits(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1)
    let other = try await fixture.enrolled(seed: 2, person: "H08", tag: "T8")
    try await other.inspect(0..<2)
    try await fixture.push(await other.entries)
    let list = try fixture.list(named: "q.csv", points: 0..<4)
    let assigned = try await fixture.hub.assign(
      file: list, name: "q.csv", to: device.identity.hex, split: false, folder: fixture.folder.path)
    #expect(assigned.map(\.listVersion) == [1])
    let page = try #require(try await fixture.feed(device).first)
    #expect(Set(page.visits.map(\.meter)) == ["19000000", "19000001"])
    #expect(page.visits.allSatisfy { $0.state == "confirmed" && $0.tag == "T8" })
    let cursor = try #require(try await fixture.feed(device).first).entries.last?.position ?? 0
    try await other.inspect(3..<4)
    try await fixture.push(await other.entries)
    #expect(
      try await fixture.feed(device, after: cursor).flatMap(\.visits).map(\.meter) == ["19000003"])
  }
}
