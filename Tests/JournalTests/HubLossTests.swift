import Evidence
import Foundation
import Journal
import Testing

@Suite("A hub that lost what it gave receipts for")
struct HubLossTests {
  @Test("its receipts prove nothing until it has taken the entries again")
  func lost() throws {
    try withHome { (home) throws in
      let hub = TestHub()
      func keep(_ sequence: Int64, _ journal: Journal, isAnswer: Bool) throws {
        let hash = try #require(
          try journal.entries(limit: 9).first { $0.sequence == sequence }?.hash)
        let head = ChainHead(device: journal.device, epoch: 1, sequence: sequence, hash: hash)
        try journal.keep(hub.receipt(head), hub: hub.key.publicKey, isAnswer: isAnswer)
      }
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<8)))
        for point in 1..<6 { try journal.inspect(point, .confirmed) }
        for sequence in [3, 6] as [Int64] { try keep(sequence, journal, isAnswer: true) }
        #expect(try journal.pushed == 6 && journal.uncovered() == 0)
        try journal.forget(after: 2)
      }
      try home.withJournal { (journal) throws in
        #expect(try journal.pushed == 2 && journal.uncovered() == 4)
        #expect(try journal.counters().unsent == 4)
        #expect(refusal { _ = try journal.wipe() } == .wipeRefused)
        // A stick may bring one from before the loss.
        try keep(6, journal, isAnswer: false)
        #expect(try journal.pushed == 2)
        for (sequence, uncovered) in [(3, 3), (5, 1), (6, 0)] as [(Int64, Int64)] {
          try keep(sequence, journal, isAnswer: true)
          #expect(try journal.pushed == sequence && journal.uncovered() == uncovered)
        }
        #expect(journal.fault == nil)
        #expect(try journal.verify().isSound)
        _ = try journal.wipe()
      }
    }
  }

  @Test("its photos are asked for and sent again")
  func photos() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<8)))
        let photo = try home.photo(journal, 1)
        guard case .inspection(var inspection) = try journal.inspection(1, .confirmed) else {
          return
        }
        inspection.photos = [photo]
        try journal.append([.inspection(inspection)])
        let hub = TestHub()
        try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey)
        try journal.noteBlobSent(try #require(ContentHash(hex: photo.sha256)))
        #expect(try journal.unsentBlobs().isEmpty)
        try journal.forget(after: 1)
        try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey, isAnswer: true)
        #expect(try journal.unsentBlobs().map(\.hex) == [photo.sha256])
      }
    }
  }
}
