import Casework
import Evidence
import Foundation
import TestSupport
import Testing

@testable import Journal

@Suite("The second copy of the journal")
struct MirrorTests {
  @Test("gets every entry after its commit, those before its set-up too, as one sound bundle")
  func copies() throws {
    try withMirroredHome { (mirrored) throws in
      try mirrored.home.withJournal { (journal) throws in
        #expect(journal.mirrorState == .none)
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<9)))
        try journal.inspect(1, .deviates)
        try mirrored.setUp(journal)
        try mirrored.expectCopy(journal)
        try journal.append([journal.correction(1), journal.inspection(2, .confirmed)])
        try mirrored.expectCopy(journal)
        let bytes = Array(try Data(contentsOf: mirrored.file(journal)))
        let entries = try Bundle.entries(in: bytes)
        #expect(entries.count == 5)
        #expect(Verification.of(entries, key: journal.publicKey).isSound)
      }
      try mirrored.home.withJournal { (journal) throws in
        try mirrored.expectCopy(journal)
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<5), named: "2.csv"))
        try mirrored.expectCopy(journal)
        #expect(try journal.verify().isSound)
        try journal.append([configured()])
        #expect(journal.mirrorState == .none)
      }
    }
  }

  @Test("makes its folder, never the one above it, where a card would be mounted")
  func folders() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        let card = home.folder.appendingPathComponent("card").path
        try journal.append([configured { $0.mirror = "\(card)/phuctra" }])
        guard case .missing(let reason) = journal.mirrorState else {
          Issue.record("\(journal.mirrorState)")
          return
        }
        #expect(reason.contains("\(card)/phuctra"))
        #expect(!FileManager.default.fileExists(atPath: card))
        try FileManager.default.createDirectory(atPath: card, withIntermediateDirectories: false)
        try journal.append([configured { $0.mirror = "\(card)/phuctra" }])
        #expect(!FileManager.default.fileExists(atPath: "\(card)/phuctra"))
        #expect(journal.setUpMirror() == .ok(upTo: 2, sharesStorage: true))
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(card)/phuctra")
        #expect(names == ["\(journal.device)-1.phuctra"])
      }
    }
  }

  @Test("that is away blocks and fails no save, and is brought up to date when it is back")
  func away() throws {
    try withMirroredHome { (mirrored) throws in
      let elsewhere = mirrored.home.folder.appendingPathComponent("drawer")
      try mirrored.home.withJournal { (journal) throws in
        try mirrored.setUp(journal)
        try FileManager.default.moveItem(at: mirrored.card, to: elsewhere)
        try journal.append([configured("H2") { $0.mirror = mirrored.card.path }])
        guard case .missing = journal.mirrorState else {
          Issue.record("\(journal.mirrorState)")
          return
        }
        #expect(journal.fault == nil && journal.recordingProblem == nil)
        #expect(!FileManager.default.fileExists(atPath: mirrored.card.path))
        #expect(try journal.verify().isSound)
      }
      try mirrored.home.withJournal { (journal) throws in
        guard case .missing = journal.mirrorState else {
          Issue.record("\(journal.mirrorState)")
          return
        }
        try FileManager.default.moveItem(at: elsewhere, to: mirrored.card)
        try mirrored.setUp(journal)
        try mirrored.expectCopy(journal)
        // The file is taken away under the open journal: it is begun anew, whole.
        try FileManager.default.removeItem(at: mirrored.file(journal))
        try mirrored.setUp(journal)
        try mirrored.expectCopy(journal)
      }
    }
  }

  @Test("is cut to its last whole entry and completed, wherever a power cut tore it")
  func torn() throws {
    try withMirroredHome { (mirrored) throws in
      var random = SeededGenerator.fresh()
      try mirrored.home.withJournal { (journal) throws in
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<40)))
        try mirrored.setUp(journal)
        for point in 1..<4 { try journal.inspect(point, .confirmed) }
        // One commit of many entries: the part that a cut may tear.
        let safe = try Data(contentsOf: mirrored.file(journal)).count
        try journal.append((4..<30).map { try journal.inspection($0, .deviates) })
        let whole = try Data(contentsOf: mirrored.file(journal))
        for _ in 0..<40 {
          var bytes = whole
          let way = Int.random(in: 0..<4, using: &random)
          let length = Int.random(in: (way == 0 ? 0 : safe)...whole.count, using: &random)
          switch way {
          case 0, 1: bytes = whole.prefix(length)
          case 2:
            // Sectors that never arrived read as zeros.
            for sector in stride(from: (safe + 511) / 512 * 512, to: whole.count, by: 512)
            where Bool.random(using: &random) {
              let end = min(sector + 512, whole.count)
              bytes.replaceSubrange(sector..<end, with: Data(count: end - sector))
            }
          default:
            bytes = whole.prefix(length)
            bytes += Data(
              (0..<Int.random(in: 1..<2000, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
              })
          }
          try bytes.write(to: mirrored.file(journal))
          journal.setUpMirror()
          try mirrored.expectCopy(journal, "way \(way), length \(length), seed \(random.seed)")
        }
      }
    }
  }

  @Test("of any length is looked at near its end when it is opened, and in full by verification")
  func large() throws {
    try withMirroredHome { (mirrored) throws in
      let path = mirrored.card.path
      let long = String(repeating: "x", count: 30_000)
      try mirrored.home.withJournal { (journal) throws in
        try mirrored.setUp(journal)
        try journal.append((0..<45).map { configured("\($0)" + long) { $0.mirror = path } })
        try mirrored.expectCopy(journal)
        let whole = try Data(contentsOf: mirrored.file(journal))
        #expect(whole.count > 2 << 20)
        // Torn near its end, its last entry whole; torn at its end; changed far before it.
        for (place, isMended) in [(whole.count - 200_000, true), (5000, false)] {
          var bytes = whole
          bytes.replaceSubrange(place..<(place + 512), with: Data(count: 512))
          try bytes.write(to: mirrored.file(journal))
          journal.setUpMirror()
          if isMended {
            try mirrored.expectCopy(journal)
          } else {
            #expect(try Data(contentsOf: mirrored.file(journal)) == bytes)
            #expect(try journal.verify().findings == [.mirror(.diverged(sequence: 2))])
          }
        }
        try whole.dropLast(70_000).write(to: mirrored.file(journal))
        journal.setUpMirror()
        try mirrored.expectCopy(journal)
      }
    }
  }

  /// Two homes of one device and one copy: the first went on after the second was copied from it.
  private func withLostTail(
    _ body: (MirroredHome, _ behind: TestHome, _ bytes: Data) throws -> Void
  ) throws {
    try withMirroredHome { (mirrored) throws in
      try mirrored.home.withJournal { (journal) throws in
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<9)))
        try mirrored.setUp(journal)
        try journal.inspect(1, .confirmed)
        try mirrored.home.killed { (behind) throws in
          for point in 2..<5 { try journal.inspect(point, .confirmed) }
          try body(mirrored, behind, Data(contentsOf: mirrored.file(journal)))
        }
      }
    }
  }

  @Test("that has more than the journal is evidence: kept as it is, and named by verification")
  func ahead() throws {
    try withLostTail { (mirrored, behind, bytes) throws in
      try behind.withJournal { (journal) throws in
        #expect(journal.mirrorState == .ahead(mirror: 6, journal: 3))
        let result = try journal.verify()
        #expect(result.findings == [.mirror(.ahead(mirror: 6, journal: 3))])
        #expect("\(result.findings[0])".contains("entries up to 6, the journal ends at 3"))
        #expect(try Data(contentsOf: mirrored.file(journal)) == bytes)
        // Work goes on; the copy is left alone.
        try journal.inspect(7, .confirmed)
        #expect(journal.head.sequence == 4)
        #expect(journal.mirrorState == .ahead(mirror: 6, journal: 3))
        #expect(journal.setUpMirror() == .diverged(sequence: 4))
        #expect(try journal.verify().findings == [.mirror(.diverged(sequence: 4))])
        #expect(try Data(contentsOf: mirrored.file(journal)) == bytes)
      }
    }
  }

  @Test("that has more and a torn end besides is evidence all the same")
  func aheadAndTorn() throws {
    try withLostTail { (mirrored, behind, bytes) throws in
      try behind.withJournal { (journal) throws in
        for length in [bytes.count - 1, bytes.count - 400] {
          try bytes.prefix(length).write(to: mirrored.file(journal))
          #expect(journal.setUpMirror() == .ahead(mirror: 5, journal: 3))
          #expect(try Data(contentsOf: mirrored.file(journal)).count == length)
        }
      }
    }
  }

  @Test("that was changed inside is never written over, and found by verification")
  func changed() throws {
    try withMirroredHome { (mirrored) throws in
      try mirrored.home.withJournal { (journal) throws in
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<30)))
        try mirrored.setUp(journal)
        for point in 1..<10 { try journal.inspect(point, .confirmed) }
        let whole = try Data(contentsOf: mirrored.file(journal))
        var random = SeededGenerator.fresh()
        let last = try #require(whole.range(of: Data("phuctra-entry/1".utf8), options: .backwards))
        for _ in 0..<20 {
          var bytes = whole
          let place = Int.random(in: 0..<last.lowerBound, using: &random)
          bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
          guard bytes[place] != 0 else { continue }
          try bytes.write(to: mirrored.file(journal))
          let findings = try journal.verify().findings
          let starts = Bundle.opening.count
          guard case .mirror(.diverged(let sequence))? = findings.first else {
            Issue.record("place \(place), seed \(random.seed): \(findings)")
            return
          }
          #expect(place >= starts || sequence == 1)
          journal.setUpMirror()
          #expect(try Data(contentsOf: mirrored.file(journal)) == bytes, "place \(place)")
        }
      }
    }
  }

  @Test("leaves a file alone that is no copy of this journal")
  func foreign() throws {
    try withMirroredHome { (mirrored) throws in
      try mirrored.home.withJournal { (journal) throws in
        let words = Data("what somebody else keeps here\n".utf8)
        try words.write(to: mirrored.file(journal))
        try mirrored.setUp(journal)
        #expect(journal.mirrorState == .diverged(sequence: 1))
        #expect(try Data(contentsOf: mirrored.file(journal)) == words)
      }
    }
  }

  @Test("holds the lists and photos that entries name, and gets back what it lost of them")
  func blobs() throws {
    try withMirroredHome { (mirrored) throws in
      try mirrored.home.withJournal { (journal) throws in
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<4)))
        try mirrored.setUp(journal)
        #expect(journal.continueMirroring() == false)
        try journal.load(fileAt: mirrored.home.file(SampleList(points: 1..<5), named: "2.csv"))
        let copies = mirrored.card.appendingPathComponent("blobs").path
        func names() throws -> [String] {
          try FileManager.default.contentsOfDirectory(atPath: copies).sorted()
        }
        #expect(try names() == FileSystem.names(in: mirrored.home.home.blobs).sorted())
        for name in try names() {
          #expect(
            FileManager.default.contentsEqual(
              atPath: "\(copies)/\(name)", andPath: "\(mirrored.home.home.blobs)/\(name)"))
        }
        try FileManager.default.removeItem(atPath: copies)
        try Data([1]).write(to: mirrored.home.folder.appendingPathComponent("rest"))
        #expect(journal.continueMirroring())
        #expect(!journal.continueMirroring())
        #expect(try names().count == 2)
      }
    }
  }
}

@Suite(
  "A card in its slot", .enabled(if: Mounts.isPermitted, "mounting needs a superuser's right"))
struct MirrorCardTests {
  /// A home with a copy on a file system of its own, which `body` may take away.
  private func withCard(
    _ kibibytes: Int = 512, _ body: (MirroredHome, Journal) throws -> Void
  ) throws {
    try withMirroredHome { (mirrored) throws in
      let journal = try mirrored.home.open()
      try Mounts.mountMemory(kibibytes, at: mirrored.card.path)
      defer { Mounts.unmount(mirrored.card.path) }
      try mirrored.setUp(journal)
      try mirrored.expectCopy(journal)
      try body(mirrored, journal)
      try journal.close()
    }
  }

  @Test("that is taken out leaves nothing in the slot; a new one gets a whole copy")
  func swap() throws {
    try withCard { mirrored, journal in
      #expect(journal.mirrorState == .ok(upTo: 1, sharesStorage: false))
      Mounts.unmount(mirrored.card.path)
      try mirrored.setUp(journal)
      guard case .missing = journal.mirrorState else {
        Issue.record("\(journal.mirrorState)")
        return
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: mirrored.card.path).isEmpty)
      try Mounts.mountMemory(512, at: mirrored.card.path)
      try mirrored.setUp(journal)
      try mirrored.expectCopy(journal)
      #expect(journal.head.sequence == 3)
    }
  }

  @Test("that is full fails no save and takes the rest when there is room")
  func full() throws {
    try withCard(64) { mirrored, journal in
      let filler = try Mounts.fill(mirrored.card)
      for _ in 0..<12 { try mirrored.setUp(journal) }
      guard case .missing = journal.mirrorState else {
        Issue.record("\(journal.mirrorState)")
        return
      }
      #expect(journal.fault == nil && journal.head.sequence == 13)
      try FileManager.default.removeItem(atPath: filler)
      try mirrored.setUp(journal)
      try mirrored.expectCopy(journal)
      #expect(try journal.verify().isSound)
    }
  }

  @Test("that is write-protected is a warning")
  func protected() throws {
    try withCard { mirrored, journal in
      try journal.close()
      try Mounts.protect(mirrored.card.path, true)
      let journal = try mirrored.home.open()
      try mirrored.setUp(journal)
      guard case .missing = journal.mirrorState else {
        Issue.record("\(journal.mirrorState)")
        return
      }
      try Mounts.protect(mirrored.card.path, false)
      try mirrored.setUp(journal)
      try mirrored.expectCopy(journal)
      try journal.close()
    }
  }
}
