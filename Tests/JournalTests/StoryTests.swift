import Casework
import Evidence
import Foundation
import Journal
import Metering
import Testing

@Suite("The story of one meter")
struct StoryTests {
  @Test(
    "names an entry that was altered, whatever it says now",
    arguments: [
      "replace(CAST(body AS TEXT), '1307', '1308')",
      "replace(CAST(body AS TEXT), 'PE07001001', 'PE07002001')", "'no JSON'", "''",
    ])
  func altered(body: String) throws {
    try withHome { (home) throws in
      var hashes: [ContentHash] = []
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        hashes = try [journal.inspect(1, .deviates), journal.minutes(1).entry].map(\.entry.hash)
        let story = try journal.story(of: SampleList.identity(1))
        #expect(story.map(\.hash) == hashes && story.allSatisfy { $0.fault == nil })
      }
      try Tampering.runUnprotected(
        "UPDATE journal SET body = CAST(\(body) AS BLOB) WHERE hash = x'\(hashes[0].hex)'",
        on: home.home.database)
      try home.withJournal { (journal) throws in
        let story = try journal.story(of: SampleList.identity(1))
        #expect(story.filter { $0.fault != nil }.map(\.hash) == [hashes[0]])
        #expect(Set(story.map(\.hash)) == Set(hashes))
        // It does not slip into another meter's story.
        #expect(try journal.story(of: SampleList.identity(2)).isEmpty)
      }
    }
  }

  @Test("tells billing's answer after the approval that it follows from, whatever the clocks said")
  func answerAfterApproval() throws {
    try withTeam { team, inspector, supervisor in
      let work = [try inspector.inspect(1, .deviates), try inspector.minutes(1).entry]
      try team.hand(work, of: inspector, to: supervisor)
      try supervisor.append([decision(.approve, on: supervisor.onlyCase())])
      let identity = try SampleList.identity(1)
      // The hub's clock stands before everything that the devices wrote.
      let answer = try team.office.entry(
        .billingAnswered(
          BillingAnswer(
            point: PointReference(identity: identity, list: "0011223344556677"),
            minutes: "PE0700-H07-2026-00001", entry: work[1].entry.hash.hex, outcome: .applied,
            asOf: "2026-06-22")), time: "2026-01-01T00:00:00+07:00")
      try team.hand([answer], to: supervisor)
      let story = try supervisor.story(of: identity)
      let times = story.compactMap { $0.body?.stamp.instant }
      #expect(times.last == times.min() && times.first != times.min())
      #expect(
        story.map(\.kind.name) == ["inspection", "correction", "review", "billing-answered"])
    }
  }
}
