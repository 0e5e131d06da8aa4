import Casework
import Evidence
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite("A home that lost a file while it was closed")
struct MissingPartsTests {
  /// A home with entries in its database and entries in its log alone, as a kill leaves it.
  private func withKilled(_ body: (TestHome) throws -> Void) throws {
    try withHome { (home) throws in
      try home.withJournal { try $0.append([configured()]) }
      try home.withJournal { (journal) throws in
        try journal.append([configured("H2"), configured("H3")])
        try home.killed(body)
      }
    }
  }

  @Test("opens with all its entries after a kill")
  func killed() throws {
    try withKilled { (home) throws in
      try home.withJournal { (journal) throws in
        #expect(journal.head.sequence == 3 && journal.fault == nil && !journal.isLogMissing)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("opens without its log, says that it is missing, and says it once")
  func log() throws {
    try withKilled { (home) throws in
      try home.remove("-wal")
      try home.withJournal { (journal) throws in
        #expect(journal.isLogMissing && journal.head.sequence == 1 && journal.fault == nil)
        #expect(try journal.verify().isSound)
        try journal.append([configured()])
      }
      try home.withJournal { (journal) throws in
        #expect(!journal.isLogMissing && journal.head.sequence == 2)
      }
    }
  }

  @Test("opens without its log before anything was copied into its database")
  func newHomeLog() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.append([configured()])
        try home.killed { (copy) throws in
          try copy.remove("-wal")
          try copy.withJournal { (journal) throws in
            #expect(journal.isLogMissing && journal.head.sequence == 0)
          }
        }
      }
    }
  }

  @Test("says nothing of a log where the home was closed in order")
  func closed() throws {
    try withHome { (home) throws in
      try home.withJournal { try $0.append([configured()]) }
      #expect(!FileManager.default.fileExists(atPath: home.home.database + "-wal"))
      try home.withJournal { #expect(!$0.isLogMissing) }
    }
  }

  @Test("opens whatever has become of the log's index", arguments: [nil, 0, 7, 32_768, 65_536])
  func index(bytes: Int?) throws {
    try withKilled { (home) throws in
      try? home.remove("-shm")
      if let bytes {
        var random = SeededGenerator(seed: UInt64(bytes))
        let rubbish = Data((0..<bytes).map { _ in UInt8.random(in: 0...255, using: &random) })
        try rubbish.write(to: URL(fileURLWithPath: home.home.database + "-shm"))
      }
      try home.withJournal { (journal) throws in
        #expect(journal.head.sequence == 3)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("is refused where its database is empty: another beginning would contradict what was sent")
  func empty() throws {
    try withKilled { (home) throws in
      for suffix in ["-wal", "-shm"] { try home.remove(suffix) }
      try Data().write(to: URL(fileURLWithPath: home.home.database))
      #expect(home.refusal() == .journalMissing)
      #expect(try Data(contentsOf: URL(fileURLWithPath: home.home.database)).isEmpty)
      // A database without tables is as empty.
      try FileManager.default.removeItem(atPath: home.home.database)
      try home.tamper("PRAGMA user_version = 0; CREATE TABLE other(x)")
      #expect(home.refusal() == .journalMissing)
    }
  }

  @Test("begins again where the very first opening was cut short", arguments: [true, false])
  func firstOpening(hasDatabase: Bool) throws {
    try withHome { (home) throws in
      try home.withJournal { _ in }
      let making = URL(fileURLWithPath: "\(home.home.path)/making")
      try FileManager.default.removeItem(atPath: home.home.blobs)
      try FileManager.default.removeItem(atPath: home.home.database)
      if hasDatabase { try Data().write(to: URL(fileURLWithPath: home.home.database)) }
      try Data().write(to: making)
      let key = try Data(contentsOf: URL(fileURLWithPath: home.home.keyFile))
      try home.withJournal { (journal) throws in
        #expect(!FileManager.default.fileExists(atPath: making.path))
        try journal.append([configured()])
        #expect(try journal.verify().isSound)
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: home.home.keyFile)) == key)
    }
  }

  @Test(
    "is refused where nothing but its key is left: its numbers and its chain were given already",
    arguments: [nil, 0])
  func keyAlone(bytes: Int?) throws {
    try withKilled { (home) throws in
      for suffix in ["", "-wal", "-shm"] { try? home.remove(suffix) }
      try FileManager.default.removeItem(atPath: home.home.blobs)
      if let bytes {
        try Data(count: bytes).write(to: URL(fileURLWithPath: home.home.database))
      }
      for _ in 0..<2 { #expect(home.refusal() == .journalMissing) }
      #expect(!FileManager.default.fileExists(atPath: home.home.blobs))
    }
  }

  @Test("opens with its log cut at any place, with a whole number of commits")
  func tornLog() throws {
    try withHome { (home) throws in
      try home.withJournal { try $0.append([configured()]) }
      try home.withJournal { (journal) throws in
        for number in 0..<4 { try journal.append([configured("H\(number)")]) }
        var random = SeededGenerator.fresh()
        let log = try Data(contentsOf: URL(fileURLWithPath: home.home.database + "-wal"))
        for _ in 0..<12 {
          let length = Int.random(in: 0...log.count, using: &random)
          try home.killed { (copy) throws in
            try log.prefix(length).write(to: URL(fileURLWithPath: copy.home.database + "-wal"))
            try copy.withJournal { (journal) throws in
              #expect(journal.fault == nil, "length \(length), seed \(random.seed)")
              #expect(try journal.verify().isSound, "length \(length), seed \(random.seed)")
            }
          }
        }
      }
    }
  }
}
