import Casework
import Evidence
import Foundation
import Metering
import Testing

@testable import Hub

@Suite("Complaints and third visits")
struct ComplaintTests {
  /// A list whose customers are `KH` and the point's number.
  private func list(
    _ fixture: HubFixture, _ name: String, points: Range<Int>, month: Int = 6
  ) throws -> String {
    var text =
      "MA_DVIQLY,MA_KHANG,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI,HSN,STT,"
      + "LY_DO,TEN_KHANG\n"
    for number in points {
      let point = try samplePoint("PE0700", number)
      text += "PE0700,KH\(number),\(point.point),\(point.meter),KT,2026,\(month),1,1180,1290,"
      text += "2026-06-12T08:00:00,1,\(number + 1),TANG,Nguyễn <\(number)>\n"
    }
    let path = fixture.folder.appendingPathComponent(name).path
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func assign(_ fixture: HubFixture, _ list: String, to: String) async throws {
    _ = try await fixture.hub.assign(
      file: list, name: "q.csv", to: to, split: false, folder: fixture.folder.path)
  }

  private func complain(
    _ fixture: HubFixture, _ customer: String, file: String? = nil, to: String? = nil,
    again: Bool = false, text: String = "Tháng này tăng gấp sáu"
  ) async throws -> [ComplainedPoint] {
    try await fixture.hub.complain(
      ComplaintRequest(
        customer: customer, text: text, file: file, receiver: to, again: again,
        folder: fixture.folder.path))
  }

  private func refusal(_ body: () async throws -> Void) async throws -> HubRequestError.Code {
    try #require(await #expect(throws: HubRequestError.self) { try await body() }).code
  }

  @Test(
    "a complaint goes to who has the meter on a list, beside what he has",
    arguments: Backend.allCases)
  func onAList(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let one = try await fixture.enrolled(seed: 1)
    let other = try await fixture.enrolled(seed: 2, person: "H11")
    try await assign(fixture, try list(fixture, "q.csv", points: 0..<5), to: one.identity.hex)
    let told = try await complain(fixture, "KH3")
    #expect(told.map(\.visitor) == [one.identity.hex])
    #expect(told.map(\.state) == [.unvisited])
    let assignments = try await assigned(fixture, one)
    #expect(assignments.count == 2 && assignments.last?.list.isSupplement == true)
    #expect(assignments.last?.list.points == 1 && assignments.first?.list.isSupplement == false)
    #expect(try await fixture.kinds(one).contains("complaint-made"))
    #expect(try await fixture.kinds(other).isEmpty)
    // Somebody else would go there as well.
    let code = try await refusal {
      _ = try await complain(fixture, "KH3", to: other.identity.hex)
    }
    #expect(code == .onAnothersList)
  }

  @Test("a customer whom nobody flagged is found in a month's book", arguments: Backend.allCases)
  func notFlagged(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let one = try await fixture.enrolled(seed: 1)
    try await assign(fixture, try list(fixture, "q.csv", points: 0..<2), to: one.identity.hex)
    #expect(try await refusal { _ = try await complain(fixture, "KH7") } == .unknownCustomer)
    let book = try list(fixture, "month.csv", points: 0..<9)
    let told = try await complain(fixture, "KH7", file: book)
    // Nobody has it: the whole unit does.
    #expect(told.map(\.visitor) == ["PE0700"])
    let given = try #require(try await assigned(fixture, one).last)
    #expect(given.device == nil && given.list.isSupplement && given.list.points == 1)
    #expect(
      try await refusal { _ = try await complain(fixture, "KH70", file: book) }
        == .unknownCustomer)
    #expect(
      try await complain(fixture, "KH8", file: book, to: one.identity.hex).map(\.visitor)
        == [one.identity.hex])
    #expect(
      try await refusal { _ = try await complain(fixture, "KH6", file: book, to: "PE0800") }
        == .unknownReceiver)
  }

  @Test(
    "a meter that was inspected has its answer, and is visited again only where that is asked for",
    arguments: Backend.allCases)
  func answered(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let one = try await fixture.enrolled(seed: 1)
    try await assign(fixture, try list(fixture, "q.csv", points: 0..<5), to: one.identity.hex)
    try await one.add(.inspection(try sampleInspection("PE0700", 3, .confirmed)))
    try await fixture.push(await one.entries)
    #expect(try await complain(fixture, "KH3").map(\.visitor) == [nil])
    #expect(try await assigned(fixture, one).count == 1)
    let files = try await fixture.hub.complaints(of: "KH3", folder: fixture.folder.path)
    #expect(files.map(\.standing.state) == [.confirmed])
    #expect(files.first?.record?.customerName == "Nguyễn <3>")
    #expect(files.first?.complaint.text == "Tháng này tăng gấp sáu")
    #expect(try await complain(fixture, "KH3", again: true).map(\.visitor) == [one.identity.hex])
    #expect(try await fixture.hub.complaints(of: "KH4", folder: fixture.folder.path).isEmpty)
    #expect(try await fixture.hub.complaints(folder: fixture.folder.path).count == 2)
  }

  @Test(
    "of what the customer says nothing is taken in that is empty, endless or no text",
    arguments: ["", " \n", String(repeating: "a", count: 4001), "a\u{7}b"])
  func words(text: String) async throws {
    let fixture = try await HubFixture(.sqlite)
    let one = try await fixture.enrolled(seed: 1)
    try await assign(fixture, try list(fixture, "q.csv", points: 0..<2), to: one.identity.hex)
    #expect(try await refusal { _ = try await complain(fixture, "KH1", text: text) } == .badWords)
    #expect(try await !fixture.kinds(one).contains("complaint-made"))
  }

  @Test(
    "a third visit goes to somebody who was not there, once; then the supervisor has three sides",
    arguments: Backend.allCases)
  func thirdVisit(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let one = try await fixture.enrolled(seed: 1)
    let other = try await fixture.enrolled(seed: 2, person: "H11")
    let third = try await fixture.enrolled(seed: 3, person: "H15")
    let supervisor = try await fixture.enrolled(seed: 4, person: "S01", role: .supervisor)
    try await assign(fixture, try list(fixture, "q.csv", points: 0..<5), to: one.identity.hex)
    let first = try await one.add(.inspection(try sampleInspection("PE0700", 3, .confirmed)))
    let second = try await other.add(
      .inspection(try sampleInspection("PE0700", 3, .deviates, index: "1309")))
    for device in [one, other] { try await fixture.push(await device.entries) }
    #expect(try await fixture.hub.orderedVisits().isEmpty)
    let identity = try samplePoint("PE0700", 3)
    try await supervisor.add(
      .review(
        Review(
          point: PointReference(identity: identity, list: "0123456789abcdef"),
          decision: .thirdVisit, entry: second.hash.hex, reason: "hai người đọc khác nhau",
          due: Day("2026-06-20"), against: [first.hash.hex])))
    try await fixture.push(await supervisor.entries)
    let ordered = try #require(try await fixture.hub.orderedVisits().first)
    #expect(ordered.identity == identity && ordered.persons == ["H07", "H11"])
    #expect(ordered.assigned == nil && ordered.supervisor == "S01")
    let folder = fixture.folder.path
    for device in [one, other] {
      #expect(
        try await refusal {
          _ = try await fixture.hub.assignVisits(to: device.identity, folder: folder)
        } == .wasThere)
    }
    let given = try await fixture.hub.assignVisits(to: third.identity, folder: folder)
    #expect(given.map(\.identity) == [identity])
    #expect(try await assigned(fixture, third).map(\.list.isSupplement) == [true])
    #expect(try await fixture.hub.orderedVisits().map(\.assigned) == [given.first?.assigned])
    #expect(try await fixture.hub.assignVisits(to: third.identity, folder: folder).isEmpty)
    // He has been there: all three stand side by side, and nobody has decided on them yet.
    try await third.add(.inspection(try sampleInspection("PE0700", 3, .confirmed, index: "1309")))
    try await fixture.push(await third.entries)
    let standing = try await fixture.hub.standing(of: identity)
    #expect(standing.state == .disputed && standing.sides.count == 3)
    #expect(standing.awaits == .dispute)
    #expect(try await fixture.hub.orderedVisits().isEmpty)
  }

  private func assigned(
    _ fixture: HubFixture, _ device: TestDevice
  ) async throws -> [ListAssignment] {
    try await fixture.feed(device).flatMap(\.entries).compactMap { entry in
      guard entry.header.contains("\nkind: list-assigned\n") else { return nil }
      let body = try RecordBody.read(Array(entry.body.utf8), kind: "list-assigned")
      guard case .office(.listAssigned(let assignment))? = body?.record else { return nil }
      return assignment
    }
  }
}
