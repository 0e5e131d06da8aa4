import Casework
import Evidence
import Foundation
import GRDB
import Metering
import TestSupport
import Testing

@testable import Journal

@Suite("A journal whose storage failed")
struct ReopeningTests {
  @Test(
    "is reopened under the same lock, checked, and writes again",
    arguments: [
      ResultCode.SQLITE_IOERR_FSYNC, .SQLITE_IOERR_WRITE, .SQLITE_FULL, .SQLITE_IOERR_READ,
    ])
  func reopens(code: ResultCode) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.append([configured()])
        let head = journal.head
        journal.fail(code)
        #expect(journal.fault != nil && journal.recordingProblem != nil)
        #expect(throws: JournalError.self) { try journal.append([configured()]) }
        #expect(journal.head == head)
        #expect(try journal.reopen() == Reopening(head: head, arrived: [], lost: 0))
        #expect(journal.fault == nil && journal.recordingProblem == nil)
        #expect(home.refusal() == .homeInUse)
        try journal.append([configured()])
        #expect(try journal.numbers == [1, 2])
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("stops writing where a read fails too")
  func readFault() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        #expect(throws: JournalError.self) {
          try journal.read("cannot read") { _ -> Void in
            throw DatabaseError(resultCode: .SQLITE_IOERR_READ)
          }
        }
        #expect(journal.fault?.code == .inputOutput)
        try journal.reopen()
        #expect(journal.fault == nil)
      }
    }
  }

  @Test("finds what arrived although its commit failed, and writes it once")
  func arrived() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let record = try journal.inspection(1, .confirmed)
        let written = try journal.failLastCommit(of: [record])
        #expect(journal.head.sequence == 1)
        let found = try journal.reopen()
        #expect(found.arrived == written && found.lost == 0 && found.head.sequence == 2)
        // The person keys the same again, a minute later.
        guard case .inspection(var again) = record else { return }
        again.readAt = try #require(LocalMinute("2026-06-16T08:03"))
        #expect(try journal.append([.inspection(again)]) == written)
        #expect(try journal.numbers == [1, 2])
        // Once: a third time it is another visit.
        #expect(try journal.append([.inspection(again)]).map(\.entry.sequence) == [3])
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("does not take other work for what arrived")
  func otherWork() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        _ = try journal.failLastCommit(of: [journal.inspection(1, .confirmed)])
        try journal.reopen()
        #expect(try journal.inspect(2, .confirmed).entry.sequence == 3)
        #expect(try journal.inspect(1, .confirmed).entry.sequence == 4)
        #expect(try journal.sample(1).state == .confirmed)
      }
    }
  }

  @Test("gives minutes that arrived their number once")
  func minutes() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        try journal.inspect(1, .deviates)
        let record = try journal.correction(1)
        let written = try journal.failLastCommit(of: [record])
        try journal.reopen()
        #expect(try journal.append([record]) == written)
        #expect(try journal.minutes(limit: 9).count == 1)
      }
    }
  }

  @Test("stays stopped where an entry that was saved is gone, or one is there that nobody wrote")
  func lost() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.append([configured()])
        let end = journal.state.withLock { $0.end }
        try journal.append([configured("H2")])
        journal.fail(.SQLITE_IOERR_READ)
        let later = journal.state.withLock { $0.end }
        journal.state.withLock { $0.end = end }
        let foreign = try #require(throws: JournalError.self) { try journal.reopen() }
        #expect(foreign.code == .damaged && foreign.message.contains("did not write"))
        journal.state.withLock {
          $0.end = later
          $0.end.head = ChainHead(
            device: later.head.device, epoch: 1, sequence: 3, hash: later.head.hash)
          $0.end.row = 3
        }
        let gone = try #require(throws: JournalError.self) { try journal.reopen() }
        #expect(gone.code == .damaged && gone.message.contains("entry 3 was saved"))
        #expect(journal.fault?.code == .damaged)
        #expect(try journal.numbers == [1, 2])
        journal.state.withLock { $0.end = later }
        try journal.reopen()
        #expect(journal.fault == nil)
      }
    }
  }

  @Test("stays stopped while its database is away, starts no other, and goes on when it is back")
  func away() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.append([configured()])
        let moved = home.folder.appendingPathComponent("moved").path
        journal.fail(.SQLITE_IOERR_WRITE)
        try FileManager.default.moveItem(atPath: home.home.path, toPath: moved)
        #expect(throws: JournalError.self) { try journal.reopen() }
        #expect(throws: JournalError.self) { try journal.entries(limit: 1) }
        #expect(!FileManager.default.fileExists(atPath: home.home.path))
        try FileManager.default.moveItem(atPath: moved, toPath: home.home.path)
        try journal.reopen()
        try journal.append([configured()])
        #expect(try journal.numbers == [1, 2])
      }
    }
  }

  @Test("takes the lock of the home that lies there now, and only where it is free")
  func changedHome() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.append([configured()])
        let copy = home.folder.appendingPathComponent("copy").path
        try FileManager.default.copyItem(atPath: home.home.path, toPath: copy)
        try FileManager.default.removeItem(atPath: home.home.path)
        try FileManager.default.moveItem(atPath: copy, toPath: home.home.path)
        let other = try HomeLock(home.home)
        journal.fail(.SQLITE_IOERR_WRITE)
        let held = try #require(throws: JournalError.self) { try journal.reopen() }
        #expect(held.code == .homeInUse)
        other.unlock()
        try journal.reopen()
        #expect(home.refusal() == .homeInUse)
        try journal.append([configured()])
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("keeps a list's file until it is known whether its entry arrived")
  func listInDoubt() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        let (hash, _) = try journal.blobs.add(fileAt: home.file(SampleList(points: 1..<4)))
        journal.fail(.SQLITE_IOERR_FSYNC)
        journal.doubt(Attempt(records: [], entries: [], blob: hash))
        try journal.reopen()
        #expect(!journal.blobs.contains(hash))
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        journal.fail(.SQLITE_IOERR_FSYNC)
        journal.doubt(Attempt(records: [], entries: [], blob: hash))
        try journal.reopen()
        #expect(journal.blobs.contains(hash))
      }
    }
  }
}
