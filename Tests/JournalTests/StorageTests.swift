import Casework
import Evidence
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal

@Suite("A home")
struct StorageTests {
  @Test("is made on first use: folder 0700, key 0600, epoch 1")
  func fresh() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        #expect(journal.head == ChainHead.start(journal.publicKey))
        #expect(journal.fault == nil)
        func mode(_ path: String) throws -> Int {
          let facts = try FileManager.default.attributesOfItem(atPath: path)
          return try #require(facts[.posixPermissions] as? Int)
        }
        #expect(try mode(home.home.path) == 0o700)
        #expect(try mode(home.home.keyFile) == 0o600)
        #expect(try Data(contentsOf: URL(fileURLWithPath: home.home.keyFile)).count == 32)
      }
    }
  }

  @Test("keeps its key and its head when opened again")
  func again() throws {
    try withHome { (home) throws in
      let first = try home.withJournal { (journal) throws in
        try journal.append([
          .deviceConfigured(DeviceConfiguration(inspector: "H11", unit: "PE0700"))
        ])
        return journal.head
      }
      try home.withJournal { (journal) throws in
        #expect(journal.head == first && first.sequence == 1)
        #expect(try journal.configuration()?.inspector == "H11")
      }
    }
  }

  @Test("syncs every commit: WAL with synchronous FULL, after a draft too")
  func durable() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        func pragma(_ name: String) throws -> String? {
          try journal.queue.read { try String.fetchOne($0, sql: "PRAGMA \(name)") }
        }
        #expect(try pragma("journal_mode") == "wal")
        #expect(try pragma("synchronous") == "2")
        try journal.saveDraft("013", for: SampleList.identity(1))
        #expect(try pragma("synchronous") == "2")
      }
    }
  }

  @Test("belongs to one process: a second opener is told the holder's pid")
  func secondOpener() throws {
    try withHome { (home) throws in
      try home.withJournal { _ in
        let error = try #require(throws: JournalError.self) { try home.open() }
        #expect(error.code == .homeInUse && error.code.exitStatus == 75)
        #expect(error.message.contains("process \(getpid())"))
      }
      try home.withJournal { (journal) throws in #expect(journal.fault == nil) }
    }
  }

  @Test("without its key is refused, as is one without its journal")
  func missingParts() throws {
    try withHome { (home) throws in
      try home.withJournal { try $0.append([.deviceConfigured(.init(inspector: "H1", unit: nil))]) }
      let key = try Data(contentsOf: URL(fileURLWithPath: home.home.keyFile))
      try FileManager.default.removeItem(atPath: home.home.keyFile)
      #expect(home.refusal() == .keyMissing)
      #expect(FileManager.default.fileExists(atPath: home.home.keyFile) == false)
      try FileSystem.replace("device.key", in: home.home.path, mode: 0o600, with: Array(key) + [1])
      #expect(home.refusal() == .keyUnusable)
      try FileSystem.replace("device.key", in: home.home.path, mode: 0o644, with: Array(key))
      #expect(home.refusal() == .keyUnusable)
      try FileSystem.replace(
        "device.key", in: home.home.path, mode: 0o600, with: DeviceKey().seed)
      #expect(home.refusal() == .keyForeign)
      try FileSystem.replace("device.key", in: home.home.path, mode: 0o600, with: Array(key))
      try home.withJournal { (journal) throws in #expect(journal.head.sequence == 1) }
      try FileManager.default.removeItem(atPath: home.home.database)
      #expect(home.refusal() == .journalMissing)
    }
  }

  @Test("that a newer program wrote is refused")
  func newer() throws {
    try withHome { (home) throws in
      try home.withJournal { _ in }
      try home.tamper("PRAGMA user_version = 99")
      let error = try #require(throws: JournalError.self) { try home.open() }
      #expect(error.code == .newerSchema && error.message.contains("99"))
    }
  }

  @Test("whose database is torn is named as damaged, and the file stays as it is")
  func torn() throws {
    try withHome { (home) throws in
      try home.withJournal { try $0.append([.deviceConfigured(.init(inspector: "H1", unit: nil))]) }
      let url = URL(fileURLWithPath: home.home.database)
      let rubbish = Data(repeating: 0x55, count: 8192)
      try rubbish.write(to: url)
      #expect(home.refusal() == .damaged)
      #expect(try Data(contentsOf: url) == rubbish)
    }
  }

  @Test("that is a file, or lies in one, cannot be made")
  func cannotCreate() throws {
    try withTemporaryDirectory { folder in
      let file = folder.appendingPathComponent("file")
      try Data().write(to: file)
      let home = Home(path: file.path + "/home")
      let error = try #require(throws: JournalError.self) {
        try Journal.open(home, context: .system(person: "H"), source: PlainCSVSource())
      }
      #expect(error.code == .cannotCreate && error.code.exitStatus == 73)
      #expect(error.message.contains(file.path))
    }
  }

  @Test(
    "names what SQLite reports by what it means",
    arguments: [
      (ResultCode.SQLITE_FULL, JournalError.Code.diskFull, 74), (.SQLITE_IOERR, .inputOutput, 74),
      (.SQLITE_CORRUPT, .damaged, 74), (.SQLITE_NOTADB, .damaged, 74),
    ] as [(ResultCode, JournalError.Code, Int32)])
  func codes(sqlite: ResultCode, code: JournalError.Code, status: Int32) {
    let error = JournalError(DatabaseError(resultCode: sqlite), doing: "cannot append")
    #expect(error.code == code && code.exitStatus == status && code.poisons)
  }

  @Test("writes nothing more through a handle whose storage failed")
  func poisoned() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        #expect(throws: JournalError.self) {
          try journal.write("cannot append") { _ -> Void in
            throw DatabaseError(resultCode: .SQLITE_IOERR_FSYNC)
          }
        }
        let again = try #require(throws: JournalError.self) {
          try journal.append([.deviceConfigured(.init(inspector: "H1", unit: nil))])
        }
        #expect(again.code == .inputOutput && again.message.contains("stopped writing"))
        #expect(try journal.entries(limit: 10).isEmpty)
      }
      try home.withJournal { (journal) throws in
        try journal.append([.deviceConfigured(.init(inspector: "H1", unit: nil))])
        #expect(journal.head.sequence == 1)
      }
    }
  }

  @Test("keeps a full disk's failure out of the journal and says so")
  func diskFull() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.append([.deviceConfigured(.init(inspector: "H1", unit: nil))])
        // SQLite reports FULL where the database may not grow, as it does on a full disk.
        try journal.queue.writeWithoutTransaction { database in
          let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
          try database.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        let long = String(repeating: "x", count: 60_000)
        let error = try #require(throws: JournalError.self) {
          try journal.append([.deviceConfigured(.init(inspector: "H1", unit: long))])
        }
        #expect(error.code == .diskFull && error.code.exitStatus == 74)
        #expect(journal.fault?.code == .diskFull)
      }
      try home.withJournal { (journal) throws in
        #expect(journal.head.sequence == 1)
        #expect(try journal.verify().isSound)
      }
    }
  }
}
