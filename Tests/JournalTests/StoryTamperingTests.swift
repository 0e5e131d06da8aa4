import Casework
import Evidence
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("The story of a meter that was tampered with")
struct StoryTamperingTests {
  /// What a hand with a SQLite shell does to one entry, and how the story names it.
  struct Hand: CustomTestStringConvertible, Sendable {
    var name: String
    /// The column of the entry's row, and what takes the place of what in it.
    var column: String
    var from: String
    var to: String
    var fault: String

    var testDescription: String { name }

    static let all = [
      Hand(
        name: "another digit", column: "body", from: "1307.4", to: "1307.5",
        fault: "altered(\"body was changed"),
      Hand(
        name: "another point", column: "body", from: "PE07001001", to: "PE07002001",
        fault: "altered(\"body was changed"),
      Hand(
        name: "no JSON any more", column: "body", from: "{", to: "[",
        fault: "altered(\"body was changed"),
      Hand(
        name: "another number in the log", column: "header", from: "seq: 2", to: "seq: 9",
        fault: "altered("),
      Hand(
        name: "a header that is none", column: "header", from: "phuctra-entry", to: "phuctra-entrY",
        fault: "altered("),
    ]
  }

  private func altered(_ hand: Hand, _ bytes: [UInt8]) -> Data {
    let text = String(decoding: bytes, as: UTF8.self)
    return Data(text.replacingOccurrences(of: hand.from, with: hand.to).utf8)
  }

  @Test("names an own entry that was altered, whatever it says now", arguments: Hand.all)
  func ownAltered(_ hand: Hand) throws {
    try withHome { (home) throws in
      let identity = try SampleList.identity(1)
      var sequence: Int64 = 0
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        sequence = try journal.inspect(1, .deviates).entry.sequence
        for _ in 0..<3 { try journal.inspect(2, .confirmed) }
        #expect(try journal.story(of: identity).allSatisfy { $0.fault == nil })
      }
      let bytes = try Tampering.bytes(hand.column, of: sequence, in: home.home.database)
      try Tampering.runUnprotected(
        "UPDATE journal SET \(hand.column) = ? WHERE seq = ?",
        [altered(hand, bytes), sequence], on: home.home.database)
      try home.withJournal { (journal) throws in
        let bad = try journal.story(of: identity).filter { $0.fault != nil }
        try #require(bad.count == 1)
        #expect(bad[0].device == journal.device)
        #expect(bad[0].fault.map { "\($0)" }?.contains(hand.fault) == true, "\(bad[0])")
      }
    }
  }

  @Test("names an entry of another device that was altered here", arguments: Hand.all)
  func heardAltered(_ hand: Hand) throws {
    try withTemporaryDirectory { (folder) throws in
      let office = TestOffice()
      let home = TestHome(folder: folder)
      let key = DeviceKey()
      let identity = try SampleList.identity(1)
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        try journal.enrol(office.enrolling(journal), address: "x")
        let before = try TestOffice.entry(
          journal.inspection(2, .confirmed), after: .start(key.publicKey), key: key,
          person: "H07")
        let visit = try TestOffice.entry(
          journal.inspection(1, .deviates),
          after: ChainHead.start(key.publicKey).advanced(by: before), key: key, person: "H07")
        try journal.take(
          office.page(
            journal.device, cursor: 2, entries: [(1, before), (2, visit)],
            certificates: [office.certificate(key.publicKey, tag: "H08")]))
        #expect(try journal.story(of: identity).allSatisfy { $0.fault == nil })
      }
      try Tampering.run(
        """
        UPDATE foreign_entry SET \(hand.column) =
          CAST(replace(CAST(\(hand.column) AS TEXT), '\(hand.from)', '\(hand.to)') AS BLOB)
        WHERE seq = 2
        """, on: home.home.database)
      try home.withJournal { (journal) throws in
        let bad = try journal.story(of: identity).filter { $0.fault != nil }
        try #require(bad.count == 1)
        #expect(bad[0].device == DeviceIdentity(key.publicKey))
      }
    }
  }

  @Test("names what the tables were made to hide or to say of another meter")
  func tables() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        try journal.inspect(1, .deviates)
        try journal.inspect(2, .confirmed)
      }
      try home.tamper("UPDATE mention SET key = (SELECT key FROM mention WHERE seq = 2)")
      try home.withJournal { (journal) throws in
        #expect(
          try journal.story(of: SampleList.identity(1)).compactMap(\.fault)
            == [.otherPoint(SampleList.identity(2))])
        #expect(
          try journal.story(of: SampleList.identity(2)).compactMap(\.fault) == [.unknownToTables])
      }
    }
  }

  @Test("names a list whose file is gone, for it may have brought the meter")
  func listGone() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        let hash = try #require(try journal.worklists().first?.loading.sha256)
        let stored = try #require(ContentHash(hex: hash))
        try FileManager.default.removeItem(atPath: journal.blobs.path(stored))
        let story = try journal.story(of: SampleList.identity(1))
        try #require(story.count == 1)
        guard case .listUnreadable = story[0].fault else {
          Issue.record("\(story[0])")
          return
        }
      }
    }
  }

  @Test("finds the point of minutes also where the minutes were altered")
  func minutesAltered() throws {
    try withHome { (home) throws in
      var number = ""
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        let written = try journal.minutes(1)
        number = written.correction.number
        for _ in 0..<3 { try journal.inspect(2, .confirmed) }
        #expect(try journal.point(ofMinutes: number) == SampleList.identity(1))
      }
      try Tampering.runUnprotected(
        "UPDATE journal SET body = CAST('nothing' AS BLOB) WHERE seq = 3",
        on: home.home.database)
      try home.withJournal { (journal) throws in
        #expect(try journal.point(ofMinutes: number) == SampleList.identity(1))
        #expect(try journal.point(ofMinutes: "PE0700-XXXX-2026-00001") == nil)
      }
    }
  }
}
