import Casework
import Evidence
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite(
  "A home on a read-only file system",
  .enabled(if: Mounts.isPermitted, "mounting needs a superuser's right"))
struct ReadOnlyTests {
  /// A home that was killed with entries in its log alone.
  private func withKilled(_ body: (TestHome) throws -> Void) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<9)))
        for point in 1..<4 { try journal.inspect(point, .deviates) }
        try journal.append([journal.correction(1)])
        try home.killed(body)
      }
    }
  }

  @Test("is browsed, verified and exported with all that its log holds")
  func browsing() throws {
    try withKilled { (home) throws in
      try Mounts.withReadOnly(home.home.path) {
        let names = try FileManager.default.contentsOfDirectory(atPath: home.home.path)
        try home.withJournal { (journal) throws in
          #expect(journal.isReadOnly && journal.fault == nil)
          #expect(try journal.numbers == [1, 2, 3, 4, 5])
          #expect(try journal.rows(in: .walk, limit: 99).count == 8)
          #expect(try journal.rows(serialTail: "9", limit: 9).isEmpty == false)
          #expect(try journal.minutes(limit: 9).count == 1)
          #expect(try journal.verify().isSound)
          let target = home.folder.appendingPathComponent("out").path
          let written = try journal.export(to: target)
          let bundle = try Data(contentsOf: URL(fileURLWithPath: try #require(written.last)))
          #expect(try Bundle.entries(in: Array(bundle)).count == 5)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.home.path) == names)
      }
    }
  }

  @Test("records nothing, and says why before a reading is keyed")
  func refusal() throws {
    try withKilled { (home) throws in
      try Mounts.withReadOnly(home.home.path) {
        try home.withJournal { (journal) throws in
          #expect(journal.recordingProblem?.code == .readOnly)
          let acts: [() throws -> Void] = [
            { try journal.inspect(5, .confirmed) }, { try journal.append([configured()]) },
            { try journal.load(fileAt: home.file(SampleList(points: 1..<3))) },
            { try journal.saveDraft("013", for: SampleList.identity(5)) },
            { try journal.rebuild() },
          ]
          for act in acts {
            let error = try #require(throws: JournalError.self) { try act() }
            #expect(error.code == .readOnly && error.code.exitStatus == 74)
            #expect(error.message.contains(home.home.path))
          }
          #expect(try journal.numbers == [1, 2, 3, 4, 5])
        }
      }
    }
  }

  @Test(
    "becomes writable in the running program when its file system does, and the other way round")
  func changes() throws {
    try withKilled { (home) throws in
      var opened: Journal?
      try Mounts.withReadOnly(home.home.path) { opened = try home.open() }
      let journal = try #require(opened)
      #expect(journal.isReadOnly)
      try journal.reopen()
      #expect(!journal.isReadOnly && journal.recordingProblem == nil)
      try journal.inspect(5, .confirmed)
      try Mounts.withReadOnly(home.home.path) {
        journal.fail(.SQLITE_READONLY)
        let error = try #require(throws: JournalError.self) { try journal.reopen() }
        #expect(error.code == .readOnly)
        #expect(try journal.numbers == [1, 2, 3, 4, 5, 6])
        #expect(journal.isReadOnly)
      }
      try journal.reopen()
      try journal.inspect(6, .confirmed)
      #expect(try journal.verify().isSound)
      try journal.close()
    }
  }

  @Test("is shared by readers; a home that is being written is not read beside it")
  func readers() throws {
    try withKilled { (home) throws in
      try Mounts.withReadOnly(home.home.path) {
        try home.withJournal { (first) throws in
          try home.withJournal { (second) throws in #expect(first.head == second.head) }
        }
      }
    }
  }

  @Test("that is empty cannot be made")
  func fresh() throws {
    try withTemporaryDirectory { folder in
      try Mounts.withReadOnly(folder.path) {
        #expect(TestHome(folder: folder).refusal() == .cannotCreate)
      }
    }
  }

  @Test("is not opened where no copy can be made, and names the folders that were tried")
  func noScratch() throws {
    try withKilled { (home) throws in
      try Mounts.withReadOnly(home.home.path) {
        var context = JournalContext.system(person: "H07")
        context.scratch = ["/nowhere", "/proc"]
        let error = try #require(throws: JournalError.self) {
          try Journal.open(home.home, context: context, source: PlainCSVSource())
        }
        #expect(error.code == .cannotCreate && error.message.contains("/nowhere"))
      }
    }
  }
}
