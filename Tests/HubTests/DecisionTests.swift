import Casework
import Evidence
import Metering
import Sync
import Testing

@testable import Hub

@Suite("Decisions at the hub")
struct DecisionTests {
  private func decision(on entry: Entry, point: Int = 1, against: [Entry] = []) throws -> Record {
    .review(
      Review(
        point: PointReference(
          identity: try samplePoint("PE0700", point), list: "0123456789abcdef"),
        decision: .acceptRecord, entry: entry.hash.hex, reason: "phù hợp các tháng trước",
        against: against.map(\.hash.hex)))
  }

  @Test(
    "count of a supervisor, and reach the inspector whose work they are on",
    arguments: Backend.allCases)
  func counted(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let inspector = try await fixture.enrolled(seed: 1)
    let other = try await fixture.enrolled(seed: 2, person: "H11")
    let supervisor = try await fixture.enrolled(seed: 3, person: "S01", role: .supervisor)
    let work = try await inspector.add(
      .inspection(try sampleInspection("PE0700", 1, .unresolved)))
    try await fixture.push(await inspector.entries)
    try await fixture.push(await other.entries)
    try await supervisor.add(try decision(on: work))
    try await fixture.push(await supervisor.entries)
    // No list was given through the hub: the work itself makes the decision his.
    #expect(try await fixture.kinds(inspector) == ["review"])
    #expect(try await fixture.kinds(other) == [])
    #expect(try await fixture.kinds(supervisor).contains("inspection"))
  }

  @Test(
    "of an inspector, or on one's own work, are kept apart with the reason",
    arguments: Backend.allCases)
  func apart(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let inspector = try await fixture.enrolled(seed: 1)
    let supervisor = try await fixture.enrolled(seed: 3, person: "S01", role: .supervisor)
    // The same person's handheld, for a third visit.
    let handheld = try await fixture.enrolled(seed: 4, person: "S01")
    let work = try await inspector.add(
      .inspection(try sampleInspection("PE0700", 1, .unresolved)))
    try await fixture.push(await inspector.entries)
    let visit = try await handheld.add(
      .inspection(try sampleInspection("PE0700", 2, .unresolved)))
    try await fixture.push(await handheld.entries)

    let forged = try await inspector.add(try decision(on: work))
    try await fixture.push(Array((await inspector.entries).suffix(1)))
    let own = try await supervisor.add(try decision(on: visit, point: 2))
    let side = try await supervisor.add(try decision(on: work, against: [visit]))
    let same = try await supervisor.add(
      .inspection(try sampleInspection("PE0700", 3, .unresolved)))
    let direct = try await supervisor.add(try decision(on: same, point: 3))
    let sound = try await supervisor.add(try decision(on: work))
    try await fixture.push(await supervisor.entries)

    let states = try await fixture.statesByHash()
    for entry in [forged, own, direct] { #expect(states[entry.hash.hex] == 2) }
    for entry in [work, visit, same, sound] { #expect(states[entry.hash.hex] == 0) }
    // A side of another point is nobody's own work at this one.
    #expect(states[side.hash.hex] == 0)
    let told = try await fixture.feed(inspector).flatMap(\.entries).map(\.body)
    #expect(told.contains { $0.contains("notAllowed") && $0.contains("only a supervisor decides") })
  }

  @Test(
    "a book is signed by a supervisor of its unit alone, and all its supervisors hear of it",
    arguments: Backend.allCases)
  func signed(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let inspector = try await fixture.enrolled(seed: 1)
    let supervisor = try await fixture.enrolled(seed: 3, person: "S01", role: .supervisor)
    let other = try await fixture.enrolled(seed: 5, person: "S02", role: .supervisor)
    func signing(_ unit: String) -> Record {
      .bookSigned(
        BookSigning(
          unit: unit, book: "Q0012", period: "2026-06/1",
          closedList: String(repeating: "ab", count: 32), totals: .init(points: 1)))
    }
    let forged = try await inspector.add(signing("PE0700"))
    try await fixture.push(await inspector.entries)
    let sound = try await supervisor.add(signing("PE0700"))
    let foreign = try await supervisor.add(signing("PE0800"))
    try await fixture.push(await supervisor.entries)
    let states = try await fixture.statesByHash()
    #expect(states[forged.hash.hex] == 2 && states[foreign.hash.hex] == 2)
    #expect(states[sound.hash.hex] == 0)
    // A supervisor is shown everything, with the hub's word of what does not count.
    let heard = try await fixture.kinds(other)
    #expect(heard.filter { $0 == "book-signed" }.count == 3)
    #expect(heard.filter { $0 == "entry-quarantined" }.count == 2)
    #expect(try await !fixture.kinds(inspector).contains("book-signed"))
  }
}
