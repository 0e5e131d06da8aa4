import Casework
import Evidence
import Foundation
import GRDB
import Journal
import TestSupport
import Testing

@Suite("A journal that was tampered with")
struct TamperingTests {
  /// A home with a list and a few entries.
  private func withWorkedHome(_ body: (TestHome) throws -> Void) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<8)))
        for point in 1..<6 { try journal.inspect(point, .confirmed) }
      }
      try body(home)
    }
  }

  @Test(
    "is not possible by SQL while its triggers stand",
    arguments: [
      "UPDATE journal SET body = x'00' WHERE seq = 2", "DELETE FROM journal WHERE seq = 6",
      "DELETE FROM journal", "UPDATE journal SET seq = 9 WHERE seq = 6",
      "INSERT OR REPLACE INTO journal SELECT 2, header, signature, hash, body FROM journal WHERE seq = 3",
      "REPLACE INTO journal SELECT * FROM journal WHERE seq = 6",
      "INSERT OR IGNORE INTO journal SELECT 9, header, signature, hash, body FROM journal WHERE seq = 3",
      "INSERT INTO journal SELECT 0, header, signature, hash, body FROM journal WHERE seq = 3",
      "INSERT INTO journal SELECT -1, header, signature, hash, body FROM journal WHERE seq = 3",
      "INSERT INTO journal VALUES (NULL, x'', x'', x'', x'')",
    ])
  func triggers(sql: String) throws {
    try withWorkedHome { (home) throws in
      let error = try #require(throws: DatabaseError.self) { try home.tamper(sql) }
      #expect(error.message?.hasPrefix("the journal is append-only") == true)
      try home.withJournal { (journal) throws in
        #expect(journal.fault == nil)
        #expect(try journal.verify().isSound)
        #expect(
          try Tampering.number("SELECT count(*) FROM journal WHERE seq < 7", in: home.home.database)
            == 6)
      }
    }
  }

  @Test("is found wherever one bit of one row was turned, and named by its number")
  func flippedBits() throws {
    try withWorkedHome { (home) throws in
      var random = SeededGenerator.fresh()
      let path = home.home.database
      for _ in 0..<60 {
        let sequence = Int64.random(in: 1...6, using: &random)
        let column = ["header", "signature", "hash", "body"].randomElement(using: &random) ?? ""
        let before = try Tampering.bytes(column, of: sequence, in: path)
        var after = before
        let bit = Int.random(in: 0..<(before.count * 8), using: &random)
        after[bit / 8] ^= 1 << UInt8(bit % 8)
        let update = "UPDATE journal SET \(column) = ? WHERE seq = ?"
        try Tampering.runUnprotected(update, [Data(after), sequence], on: path)
        try home.withJournal { (journal) throws in
          let result = try journal.verify()
          #expect(
            result.firstFault?.sequence == sequence,
            "\(column) of \(sequence), bit \(bit), seed \(random.seed)")
          #expect(result.head.sequence == sequence - 1)
          if sequence == 6 { #expect(journal.fault?.code == .damaged) }
        }
        try Tampering.runUnprotected(update, [Data(before), sequence], on: path)
      }
      try home.withJournal { (journal) throws in #expect(try journal.verify().isSound) }
    }
  }

  @Test(
    "is found, whatever row was taken away, doubled or exchanged",
    arguments: [
      ("DELETE FROM journal WHERE seq = 3", 3), ("DELETE FROM journal WHERE seq = 1", 1),
      ("UPDATE journal SET seq = 99 WHERE seq = 6", 6),
      ("INSERT INTO journal SELECT 7, header, signature, hash, body FROM journal WHERE seq = 6", 7),
      ("UPDATE journal SET body = (SELECT body FROM journal WHERE seq = 3) WHERE seq = 4", 4),
      (
        "UPDATE journal SET (header, signature, hash, body) = "
          + "(SELECT header, signature, hash, body FROM journal WHERE seq = 2) WHERE seq = 5", 5
      ),
      ("UPDATE journal SET header = 'text' WHERE seq = 2", 2),
    ] as [(String, Int64)])
  func rows(sql: String, sequence: Int64) throws {
    try withWorkedHome { (home) throws in
      try Tampering.runUnprotected(sql, on: home.home.database)
      try home.withJournal { (journal) throws in
        #expect(try journal.verify().firstFault?.sequence == sequence)
      }
    }
  }

  @Test("takes nothing more where its end, its triggers or its tables do not agree")
  func writesNothing() throws {
    for sql in [
      "DROP TRIGGER journal_no_update", "UPDATE counter SET value = 5 WHERE name = 'folded'",
      "CREATE TRIGGER more AFTER INSERT ON journal BEGIN SELECT 1; END",
    ] {
      try withWorkedHome { (home) throws in
        try home.tamper(sql)
        try home.withJournal { (journal) throws in
          #expect(journal.fault?.code == .damaged, "\(sql)")
          #expect(throws: JournalError.self) { try journal.inspect(6, .confirmed) }
          #expect(try !journal.verify().findings.isEmpty, "\(sql)")
          #expect(try journal.entries(limit: 100).count == 6)
        }
      }
    }
  }

  @Test("by a tail cut off is found by its tables")
  func cutTail() throws {
    try withWorkedHome { (home) throws in
      try Tampering.runUnprotected("DELETE FROM journal WHERE seq = 6", on: home.home.database)
      try home.withJournal { (journal) throws in
        #expect(journal.fault?.code == .damaged)
        #expect(try !journal.verify().isSound)
      }
    }
  }

  @Test("is found where a blob or a derived table was changed, and the table can be made anew")
  func blobsAndTables() throws {
    try withWorkedHome { (home) throws in
      try home.tamper("UPDATE point SET state = 5 WHERE id = 7")
      try home.withJournal { (journal) throws in
        #expect(try journal.verify().findings == [.tableDiffers("point")])
        try journal.rebuild()
        #expect(try journal.verify().isSound)
      }
      let names = try FileManager.default.contentsOfDirectory(atPath: home.home.blobs)
      let name = try #require(names.first)
      let blob = "\(home.home.blobs)/\(name)"
      let hash = try #require(ContentHash(hex: name))
      let content = try Data(contentsOf: URL(fileURLWithPath: blob))
      try (content + Data([10])).write(to: URL(fileURLWithPath: blob))
      try home.withJournal { (journal) throws in
        #expect(try journal.verify().findings == [.blobChanged(hash, sequence: 1)])
      }
      try FileManager.default.removeItem(atPath: blob)
      try home.withJournal { (journal) throws in
        #expect(try journal.verify().findings == [.blobMissing(hash, sequence: 1)])
        let error = try #require(throws: JournalError.self) { try journal.rebuild() }
        #expect(error.code == .fileMissing)
        #expect(try journal.counters().total == 7)
      }
    }
  }
}
