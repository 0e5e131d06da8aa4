import Casework
import Evidence
import Foundation
import Metering
import TestSupport
import Testing

@testable import Journal

@Suite("Room on the file system")
struct RoomTests {
  @Test(
    "warns below a tenth, refuses below the reserve",
    arguments: [
      (free: 1000, total: 1000, reserve: 0, isLow: false, refuses: false),
      (100, 1000, 100, false, false), (99, 1000, 99, true, false), (99, 1000, 100, true, true),
      (500, 1000, 501, false, true), (0, 1000, 0, true, false), (0, 0, 0, false, false),
    ] as [(Int64, Int64, Int64, Bool, Bool)])
  func limits(free: Int64, total: Int64, reserve: Int64, isLow: Bool, refuses: Bool) {
    let room = Room(free: free, total: total, reserve: reserve)
    #expect(room.isLow == isLow && room.refusesReadings == refuses)
  }

  @Test("below the reserve begins no reading, and takes what is small")
  func refusal() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<5)))
        let saved = try journal.inspect(1, .deviates)
        #expect(journal.recordingProblem == nil && journal.room?.reserve == 32 << 20)
        try journal.append([configured { $0.reserve = 1 << 30 }])
        #expect(journal.recordingProblem?.code == .noRoom)
        let acts: [() throws -> Void] = [
          { try journal.inspect(2, .confirmed) },
          { try journal.append([journal.correction(1)]) },
          {
            try journal.append([journal.withdrawal(1, of: saved), journal.inspection(1, .unread)])
          },
          { try journal.load(fileAt: home.file(SampleList(points: 1..<6), named: "next.csv")) },
        ]
        let head = journal.head
        for act in acts {
          let error = try #require(throws: JournalError.self) { try act() }
          #expect(error.code == .noRoom && error.code.exitStatus == 74)
          #expect(error.message.contains(home.home.path))
        }
        #expect(journal.head == head && journal.fault == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.home.blobs).count == 1)
        // Reading on, looking for a way to make room and putting things right still work.
        #expect(try journal.rows(in: .address, limit: 9).count == 4)
        #expect(try journal.verify().isSound)
        try journal.append([journal.withdrawal(1, of: saved)])
        try journal.append([configured { $0.reserve = 0 }])
        #expect(journal.recordingProblem == nil)
        try journal.inspect(2, .confirmed)
      }
    }
  }

  @Test(
    "that another program takes is given back from the reserve: the reading in hand is saved",
    .enabled(if: Mounts.isPermitted, "mounting needs a superuser's right"))
  func ballast() throws {
    try Mounts.withMemory(16 << 10) { (folder) throws in
      let home = TestHome(folder: folder)
      try home.withJournal { (journal) throws in
        // 16 MiB in all: the reserve of 32 refuses.
        #expect(journal.recordingProblem?.code == .noRoom)
        let reserved = "\(home.home.path)/reserve"
        #expect(!FileManager.default.fileExists(atPath: reserved))
        try journal.append([configured { $0.reserve = 1 }])
        let facts = try #require(FileSystem.facts(reserved))
        #expect(facts.st_size == 1 << 20 && facts.st_blocks * 512 >= 1 << 20)
        let room = try #require(journal.room)
        #expect(room.total == 16 << 20 && room.free < room.total - 1 << 20)
        let filler = try Mounts.fill(folder)
        #expect(journal.recordingProblem?.code == .noRoom)
        #expect(throws: JournalError.self) {
          for _ in 0..<500 { try journal.append([configured { $0.reserve = 1 }]) }
        }
        #expect(journal.fault?.code == .diskFull)
        let acknowledged = journal.head.sequence
        let found = try journal.reopen()
        #expect(found.head.sequence == acknowledged && found.lost == 1)
        #expect(!FileManager.default.fileExists(atPath: reserved))
        try journal.append([configured { $0.reserve = 1 }])
        #expect(!FileManager.default.fileExists(atPath: reserved))
        try FileManager.default.removeItem(atPath: filler)
        #expect(journal.recordingProblem == nil)
        try journal.append([configured { $0.reserve = 1 }])
        #expect(FileManager.default.fileExists(atPath: reserved))
        #expect(try journal.verify().isSound)
        #expect(journal.head.sequence == acknowledged + 2)
      }
    }
  }

  @Test(
    "of 1 MiB, filled and freed: all that was acknowledged is there, and the chain goes on",
    .enabled(if: Mounts.isPermitted, "mounting needs a superuser's right"))
  func smallest() throws {
    try Mounts.withMemory(1 << 10) { (folder) throws in
      let home = TestHome(folder: folder)
      let journal = try home.open()
      var acknowledged: [ContentHash] = []
      func record(_ count: Int) throws {
        for _ in 0..<count {
          acknowledged += try journal.append([configured { $0.reserve = 0 }]).map(\.entry.hash)
        }
      }
      try record(3)
      for leaving in [0, 4096, 20_000, 33_000] {
        let filler = try Mounts.fill(folder, leaving: leaving)
        let error = try #require(throws: JournalError.self) { try record(500) }
        #expect(error.code == .diskFull || error.code == .inputOutput)
        // Still full: browsing goes on whether or not the journal can be opened for writing.
        _ = try? journal.reopen()
        #expect(try journal.entries(limit: 1000).map(\.hash) == acknowledged.reversed())
        try FileManager.default.removeItem(atPath: filler)
        try journal.reopen()
        try record(2)
      }
      #expect(try journal.entries(limit: 1000).map(\.hash) == acknowledged.reversed())
      #expect(try journal.verify().isSound)
      try journal.close()
      try home.withJournal { (journal) throws in
        #expect(journal.head.sequence == Int64(acknowledged.count))
      }
    }
  }

  @Test(
    "that is gone to the last byte still lets a home be opened and read",
    .enabled(if: Mounts.isPermitted, "mounting needs a superuser's right"))
  func openingFull() throws {
    try Mounts.withMemory(2 << 10) { (folder) throws in
      let home = TestHome(folder: folder)
      try home.withJournal { (journal) throws in
        for _ in 0..<5 { try journal.append([configured { $0.reserve = 0 }]) }
      }
      let filler = try Mounts.fill(folder)
      let journal = try home.open()
      #expect(try journal.numbers == [1, 2, 3, 4, 5])
      #expect(try journal.verify().isSound)
      #expect(throws: JournalError.self) {
        for _ in 0..<500 { try journal.append([configured { $0.reserve = 0 }]) }
      }
      try FileManager.default.removeItem(atPath: filler)
      try journal.reopen()
      try journal.append([configured { $0.reserve = 0 }])
      #expect(try journal.verify().isSound)
      try journal.close()
    }
  }
}
