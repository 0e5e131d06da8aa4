import Casework
import Evidence
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("Appending to the journal")
struct AppendTests {
  @Test("stamps, chains and signs entries, and the next opener sees them")
  func append() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let appended = try journal.append([
          journal.inspection(1, .confirmed), journal.inspection(2, .deviates),
        ])
        #expect(appended.map(\.entry.sequence) == [2, 3])
        #expect(appended[1].entry.header.previous == appended[0].entry.hash)
        #expect(appended[0].body.stamp.person == "H07")
        #expect(appended[0].body.stamp.boot == "0badcafe")
        #expect(appended[0].body.stamp.clock == .ok)
        #expect(try journal.verify().isSound)
      }
      try home.withJournal { (journal) throws in
        #expect(journal.head.sequence == 3)
        let listed = try journal.entries(limit: 2)
        #expect(listed.map(\.sequence) == [3, 2])
        #expect(try journal.entries(before: 2, limit: 5).map(\.kind.name) == ["worklist-loaded"])
      }
    }
  }

  @Test("marks a clock that ran backwards, against the entry before alone")
  func clock() throws {
    try withHome { (home) throws in
      let configured = Casework.Record.deviceConfigured(.init(inspector: "H1", unit: nil))
      try home.withJournal { (journal) throws in
        home.clock.set(200)
        try journal.append([configured])
        home.clock.set(5)
      }
      try home.withJournal { (journal) throws in
        let states = try (0..<2).flatMap { _ in try journal.append([configured]) }
          .map(\.body.stamp.clock)
        #expect(states == [.backwards, .ok])
      }
    }
  }

  @Test("says whom the last configuration names")
  func person() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        try journal.append([.deviceConfigured(.init(inspector: "H11", unit: "PE0700"))])
        #expect(try journal.inspect(1, .confirmed).body.stamp.person == "H11")
      }
    }
  }

  @Test("refuses a point that no list has, and a body that is too long: nothing is kept")
  func refusals() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        let unknown = try #require(throws: JournalError.self) {
          try journal.append([journal.inspection(1, .confirmed), journal.inspection(9, .confirmed)])
        }
        #expect(unknown.code == .unknownPoint && unknown.message.contains(SampleList.meter(9)))
        let long = String(repeating: "x", count: 66_000)
        let refused = try #require(throws: JournalError.self) {
          try journal.append([.deviceConfigured(.init(inspector: "H1", unit: long))])
        }
        #expect(refused.code == .bodyRefused)
        #expect(journal.head.sequence == 1 && journal.fault == nil)
        #expect(try journal.sample(1).state == .unvisited)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("refuses what would not read back: the home goes on as if it had never been tried")
  func readBack() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        guard case .inspection(var inspection) = try journal.inspection(1, .confirmed) else {
          Issue.record("no inspection")
          return
        }
        inspection.registers[0].useSince = Energy(millionths: .max)
        let refused = try #require(throws: JournalError.self) {
          try journal.append([journal.inspection(2, .confirmed), .inspection(inspection)])
        }
        #expect(refused.code == .bodyRefused && refused.message.contains("does not read back"))
        #expect(journal.head.sequence == 1 && journal.fault == nil)
        try journal.inspect(1, .confirmed)
      }
      try home.withJournal { (journal) throws in
        #expect(try journal.verify().isSound)
        #expect(try journal.sample(1).state == .confirmed)
      }
    }
  }

  @Test("keeps energies that no sixty-four bits hold, and folds them again")
  func greatEnergies() throws {
    try withHome { (home) throws in
      let great = try #require(Energy("11999752152000"))
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        guard case .inspection(var inspection) = try journal.inspection(1, .deviates),
          case .correction(var correction) = try journal.correction(1)
        else {
          Issue.record("no inspection")
          return
        }
        inspection.registers[0].useSince = great
        inspection.registers[0].usual = [.zero, great]
        correction.registers[0].consumptionBefore = great
        try journal.append([.inspection(inspection), .correction(correction)])
      }
      try home.withJournal { (journal) throws in
        #expect(try journal.verify().isSound)
        #expect(try journal.corrections().count == 1)
        try journal.inspect(2, .confirmed)
      }
    }
  }

  @Test("numbers minutes by unit and year, and never gives a withdrawn number again")
  func minutes() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let tag = journal.device.tag
        let batch = try journal.append([
          journal.inspection(1, .deviates), journal.correction(1),
        ])
        guard case .correction(let first) = batch[1].body.record else {
          Issue.record("no correction")
          return
        }
        #expect(first.number == "PE0700-\(tag)-2026-00001")
        #expect(first.inspection == batch[0].entry.hash.hex)
        #expect(try journal.sample(1).state == .pending)
        try journal.append([journal.withdrawal(1, of: batch[0])])
        #expect(try journal.sample(1).state == .unvisited)
        try journal.inspect(2, .deviates)
        try journal.append([journal.correction(2)])
        let second = "PE0700-\(tag)-2026-00002"
        #expect(try journal.minutes(number: second)?.sequence == journal.head.sequence)
        #expect(try journal.minutes(limit: 9).count == 2)
        let early = try #require(throws: JournalError.self) {
          try journal.append([journal.correction(3)])
        }
        #expect(early.code == .bodyRefused)
      }
      try home.withJournal { (journal) throws in
        try journal.rebuild()
        try journal.inspect(3, .deviates)
        try journal.append([journal.correction(3)])
        #expect(try journal.minutes(number: "PE0700-\(journal.device.tag)-2026-00003") != nil)
      }
    }
  }

  @Test("keeps drafts through a reopening, until their point is inspected")
  func drafts() throws {
    try withHome { (home) throws in
      let one = try SampleList.identity(1)
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        try journal.saveDraft("01", for: one)
        try journal.saveDraft("013", for: one)
      }
      try home.withJournal { (journal) throws in
        #expect(try journal.dossier(id: journal.sample(1).id)?.draft == "013")
        try journal.rebuild()
        #expect(try journal.draft(for: one) == "013")
        try journal.inspect(1, .confirmed)
        #expect(try journal.draft(for: one) == nil)
        try journal.saveDraft("1", for: one)
        try journal.saveDraft(nil, for: one)
        #expect(try journal.draft(for: one) == nil)
      }
    }
  }

  @Test("exports bundles that verify with the key beside them")
  func export() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        let configured = Casework.Record.deviceConfigured(.init(inspector: "H1", unit: nil))
        try journal.append(Array(repeating: configured, count: 501))
        let folder = home.folder.appendingPathComponent("out").path
        let paths = try journal.export(to: folder)
        let name = "\(folder)/\(journal.device)"
        #expect(
          paths == ["\(name).pub", "\(name)-1-1-500.phuctra", "\(name)-1-501-501.phuctra"])
        let hex = try String(contentsOfFile: paths[0], encoding: .utf8)
        let key = try #require(PublicKey(hex: String(hex.dropLast())))
        let entries = try paths[1...].flatMap {
          try Bundle.entries(
            in: Array(Data(contentsOf: URL(fileURLWithPath: $0))), limits: .sent)
        }
        #expect(Verification.of(entries, key: key) == Verification(head: journal.head))
      }
    }
  }
}
