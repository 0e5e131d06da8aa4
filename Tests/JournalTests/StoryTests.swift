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
}
