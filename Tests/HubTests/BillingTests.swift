import Casework
import Evidence
import Formats
import Metering
import Testing

@testable import Hub

@Suite("Billing and the hub")
struct BillingTests {
  @Test("An invoice that is issued already waits for nothing", arguments: Backend.allCases)
  func issued(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1, tag: "T1")
    for point in 1...2 {
      let inspection = try sampleInspection("PE0700", point, .deviates)
      let entry = try await device.add(.inspection(inspection))
      try await device.add(
        .correction(
          try sampleCorrection(inspection.point, of: entry.hash.hex, "PE0700-T1-2026-0000\(point)"))
      )
    }
    try await fixture.push(await device.entries)
    #expect(try await fixture.hub.holds().count == 2)
    let rows = [
      InvoiceRow(identity: try samplePoint("PE0700", 1), state: .issued, number: "0000123"),
      InvoiceRow(identity: try samplePoint("PE0700", 2), state: .notIssued),
    ]
    #expect(try await fixture.hub.stateInvoices(rows) == 2)
    #expect(try await fixture.hub.stateInvoices(rows) == 0)
    #expect(try await fixture.hub.holds().map(\.minutes) == ["PE0700-T1-2026-00002"])
    #expect(try await fixture.kinds(device) == ["invoices-stated"])
  }

  /// What was found at one point, what was decided, and the state for which its invoice waits.
  private struct Case {
    var first: Verdict
    var isCorrected = false
    /// Of another person, an hour later.
    var second: Verdict?
    var decision: ReviewDecision?
    var waits: Standing.State?
  }

  private static let cases = [
    Case(first: .confirmed),
    Case(first: .unread),
    Case(first: .unread, decision: .holdInvoice, waits: .unread),
    Case(first: .unread, decision: .keepRecord),
    Case(first: .unread, decision: .estimate),
    Case(first: .deviates, waits: .deviates),
    Case(first: .unresolved, waits: .unresolved),
    Case(first: .unresolved, decision: .acceptRecord),
    Case(first: .unresolved, decision: .thirdVisit, waits: .unresolved),
    Case(first: .unresolved, decision: .meterTest, waits: .unresolved),
    Case(first: .deviates, isCorrected: true, waits: .pending),
    Case(first: .deviates, isCorrected: true, decision: .return, waits: .returned),
    Case(first: .deviates, isCorrected: true, decision: .approve, waits: .approved),
    Case(first: .deviates, isCorrected: true, decision: .reject),
    Case(first: .deviates, isCorrected: true, second: .confirmed, waits: .disputed),
    Case(first: .confirmed, second: .deviates, waits: .disputed),
    Case(first: .deviates, second: .confirmed, decision: .choose, waits: .deviates),
    Case(first: .confirmed, second: .deviates, decision: .choose),
  ]

  @Test(
    "An invoice waits while what was found at its point is not settled",
    arguments: Backend.allCases)
  func waiting(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let first = try await fixture.enrolled(seed: 1, person: "H07", tag: "T1")
    let second = try await fixture.enrolled(seed: 2, person: "H11", tag: "T2")
    let supervisor = try await fixture.enrolled(seed: 3, person: "S01", role: .supervisor)
    for (number, item) in Self.cases.enumerated() {
      let found = try sampleInspection("PE0700", number, item.first)
      let visit = try await first.add(.inspection(found))
      var subject = visit
      if item.isCorrected {
        subject = try await first.add(
          .correction(
            try sampleCorrection(found.point, of: visit.hash.hex, "PE0700-T1-2026-\(number)")))
      }
      var against: [String] = []
      if let verdict = item.second {
        var later = try sampleInspection("PE0700", number, verdict)
        later.readAt = try #require(LocalMinute("2026-06-16T13:41"))
        against = [try await second.add(.inspection(later)).hash.hex]
      }
      guard let decision = item.decision else { continue }
      try await supervisor.add(
        .review(
          Review(
            point: found.point, decision: decision, entry: subject.hash.hex,
            reason: "đã xem xét", against: against)))
    }
    for device in [first, second, supervisor] { try await fixture.push(await device.entries) }
    #expect(try await fixture.statesByHash().values.allSatisfy { $0 == 0 })

    let holds = try await fixture.hub.holds()
    let points = try Self.cases.indices.map { try samplePoint("PE0700", $0) }
    #expect(
      holds.map(\.point) == points.indices.filter { Self.cases[$0].waits != nil }.map { points[$0] }
    )
    #expect(holds.map(\.state) == Self.cases.compactMap(\.waits))
    let written = holds.compactMap(\.minutes)
    #expect(written == ["PE0700-T1-2026-10", "PE0700-T1-2026-11", "PE0700-T1-2026-12"])
  }

  @Test(
    "Answers are taken whole or not at all, and each that cannot be is named by its line",
    arguments: Backend.allCases)
  func answers(backend: Backend) async throws {
    let fixture = try await HubFixture(backend)
    let device = try await fixture.enrolled(seed: 1, tag: "T1")
    let supervisor = try await fixture.enrolled(seed: 3, person: "S01", role: .supervisor)
    for point in 1...2 {
      let inspection = try sampleInspection("PE0700", point, .deviates)
      let visit = try await device.add(.inspection(inspection))
      let minutes = try await device.add(
        .correction(
          try sampleCorrection(inspection.point, of: visit.hash.hex, "PE0700-T1-2026-\(point)")))
      guard point == 1 else { continue }
      try await supervisor.add(
        .review(Review(point: inspection.point, decision: .approve, entry: minutes.hash.hex)))
    }
    for device in [device, supervisor] { try await fixture.push(await device.entries) }
    func row(_ minutes: String, _ line: Int, isApplied: Bool = true) -> BillingAnswerRow {
      BillingAnswerRow(
        minutes: minutes, isApplied: isApplied, moment: "2026-06-22T09:15",
        reason: isApplied ? nil : "kỳ đã khoá", line: line)
    }
    let approved = row("PE0700-T1-2026-1", 2)
    let refused = await #expect(throws: UntakenAnswers.self) {
      try await fixture.hub.take(
        answers: [approved, row("PE0700-T1-2026-2", 3), row("PE0700-T9-2026-1", 4)])
    }
    #expect(
      refused?.rows == [
        UntakenAnswers.Row(
          line: 3, minutes: "PE0700-T1-2026-2", reason: .notApproved(.pending)),
        UntakenAnswers.Row(line: 4, minutes: "PE0700-T9-2026-1", reason: .unknownMinutes),
      ])
    #expect(try await fixture.hub.holds().map(\.state) == [.approved, .pending])

    let refusal = row("PE0700-T1-2026-1", 2, isApplied: false)
    for (answer, isNew) in [(refusal, true), (approved, true), (refusal, false), (approved, false)]
    {
      #expect(
        try await fixture.hub.take(answers: [answer]) == [TakenAnswer(row: answer, isNew: isNew)])
    }
    #expect(try await fixture.hub.holds().map(\.state) == [.pending])
  }
}
