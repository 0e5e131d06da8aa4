import Casework
import Evidence
import Foundation
import Journal
import Metering
import Testing

/// Inspectors' homes and a supervisor's, each enrolled at one office, with nothing between them but what a
/// test hands over.
final class TestTeam {
  let office = TestOffice()
  private var positions: [DeviceIdentity: Int64] = [:]

  /// Enrols a home and gives it the five sample points.
  func enrol(
    _ home: TestHome, _ journal: Journal, person: String, role: CertifiedRole = .inspector
  ) throws {
    try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
    try journal.enrol(
      office.enrolling(journal, person: person, tag: person, role: role), address: "x")
  }

  /// Hands entries of one home to another, as a page of the hub's feed.
  @discardableResult
  func hand(
    _ entries: [Journal.Appended], of giver: Journal, to taker: Journal
  ) throws -> PageOutcome {
    let certificate = try #require(try giver.enrolment?.certificate)
    return try hand(entries.map(\.entry), certificates: [certificate], to: taker)
  }

  @discardableResult
  func hand(
    _ entries: [Entry], certificates: [Certificate] = [], to taker: Journal
  ) throws -> PageOutcome {
    let start = positions[taker.device] ?? 0
    let cursor = start + Int64(max(1, entries.count))
    positions[taker.device] = cursor
    return try taker.take(
      office.page(
        taker.device, after: start, cursor: cursor,
        entries: entries.enumerated().map { (start + Int64($0) + 1, $1) },
        certificates: certificates))
  }
}

/// An inspector H07 and a supervisor S01 with the same list.
func withTeam(
  _ body: (TestTeam, _ inspector: Journal, _ supervisor: Journal) throws -> Void
) throws {
  try withHome { (one) throws in
    try withHome { (other) throws in
      try one.withJournal { (inspector) throws in
        try other.withJournal { (supervisor) throws in
          let team = TestTeam()
          try team.enrol(one, inspector, person: "H07")
          try team.enrol(other, supervisor, person: "S01", role: .supervisor)
          try body(team, inspector, supervisor)
        }
      }
    }
  }
}

/// A decision as a screen would make it of a case.
func decision(
  _ what: ReviewDecision, on waiting: ReviewCase, reason: String? = "chụp lại niêm phong",
  replaces: [String] = []
) -> Casework.Record {
  .review(
    Review(
      point: PointReference(identity: waiting.identity, list: "0011223344556677"), decision: what,
      entry: waiting.entry, minutes: waiting.minutes, reason: reason,
      invoice: InvoiceKnowledge(state: waiting.invoice, asOf: "2026-06-16T07:10:00+07:00"),
      replaces: replaces))
}

extension Journal {
  /// The one case of the queue.
  func onlyCase() throws -> ReviewCase {
    let cases = try reviewCases()
    try #require(cases.count == 1)
    return cases[0]
  }
}
