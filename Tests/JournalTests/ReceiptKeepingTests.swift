import Casework
import Evidence
import Foundation
import Journal
import TestSupport
import Testing

/// A hub for tests: it signs receipts for whatever it is shown.
struct TestHub {
  let key = DeviceKey()

  func receipt(_ head: ChainHead, received: String = "2026-06-16T20:00:00+07:00") throws -> Receipt
  {
    try Receipt(
      device: head.device, epoch: head.epoch, sequence: head.sequence, head: head.hash,
      received: received, signedBy: key)
  }
}

@Suite("Receipts of a hub")
struct ReceiptKeepingTests {
  private func withWorkedHome(_ body: (TestHome) throws -> Void) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<8)))
        for point in 1..<6 { try journal.inspect(point, .confirmed) }
      }
      try body(home)
    }
  }

  @Test("are kept once, durably, and tell what is unsent")
  func kept() throws {
    try withWorkedHome { (home) throws in
      let hub = TestHub()
      let receipt = try home.withJournal { (journal) throws in
        #expect(try journal.lastReceipt == nil)
        #expect(try journal.counters().unsent == 6)
        let receipt = try hub.receipt(journal.head)
        #expect(try journal.keep(receipt, hub: hub.key.publicKey))
        #expect(try !journal.keep(receipt, hub: hub.key.publicKey))
        return receipt
      }
      try home.withJournal { (journal) throws in
        #expect(try journal.lastReceipt?.receipt == receipt)
        #expect(try journal.lastReceipt?.hub == hub.key.publicKey)
        #expect(try journal.counters().unsent == 0 && journal.uncovered() == 0)
        try journal.inspect(6, .confirmed)
        #expect(try journal.counters().unsent == 1 && journal.uncovered() == 1)
        try journal.rebuild()
        #expect(try journal.lastReceipt?.receipt == receipt)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("of another device, with a bad signature, or of another hub are refused")
  func refused() throws {
    try withWorkedHome { (home) throws in
      try home.withJournal { (journal) throws in
        let hub = TestHub()
        let other = TestHub()
        func code(_ receipt: Receipt, _ key: PublicKey) -> JournalError.Code? {
          do {
            try journal.keep(receipt, hub: key)
            return nil
          } catch {
            return (error as? JournalError)?.code
          }
        }
        let foreign = try hub.receipt(ChainHead.start(DeviceKey().publicKey).moved(to: 3))
        #expect(code(foreign, hub.key.publicKey) == .receiptRefused)
        let good = try hub.receipt(journal.head)
        #expect(code(good, other.key.publicKey) == .receiptRefused)
        var bytes = good.bytes
        bytes[bytes.count - 2] = bytes[bytes.count - 2] == 48 ? 49 : 48
        #expect(code(try Receipt(parsing: bytes), hub.key.publicKey) == .receiptRefused)
        #expect(try journal.lastReceipt == nil)
        #expect(code(good, hub.key.publicKey) == nil)
        #expect(code(try other.receipt(journal.head), other.key.publicKey) == .receiptRefused)
        let contradicting = try hub.receipt(
          ChainHead(
            device: journal.device, epoch: 1, sequence: 6, hash: ContentHash(of: [1])))
        #expect(code(contradicting, hub.key.publicKey) == .receiptRefused)
        #expect(journal.fault == nil)
        #expect(JournalError.Code.receiptRefused.exitStatus == 65)
      }
    }
  }

  @Test("prove that a tail was cut off, though the tables were made to fit")
  func cutTail() throws {
    try withWorkedHome { (home) throws in
      let hub = TestHub()
      let head = try home.withJournal { (journal) throws in
        try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey)
        return journal.head
      }
      try Tampering.runUnprotected("DELETE FROM journal WHERE seq > 4", on: home.home.database)
      try home.tamper("UPDATE counter SET value = 4 WHERE name = 'folded'")
      try home.withJournal { (journal) throws in
        #expect(journal.fault?.code == .restored)
        #expect(throws: JournalError.self) { try journal.inspect(6, .confirmed) }
        try #expect(#require(journal.fault).message.contains(head.hash.hex))
        let findings = try journal.verify().findings
        let finding = try #require(findings.first { "\($0)".contains(head.hash.hex) })
        #expect("\(finding)".contains("ends at entry 4") && "\(finding)".contains("entry 6"))
        #expect(try journal.uncovered() == 4)
      }
    }
  }

  @Test("beyond the journal's end, or for another hash, are kept and stop the journal")
  func beyond() throws {
    for sequence in [3, 9] as [Int64] {
      try withWorkedHome { (home) throws in
        let hub = TestHub()
        let hash = ContentHash(of: [7])
        try home.withJournal { (journal) throws in
          let receipt = try hub.receipt(
            ChainHead(device: journal.device, epoch: 1, sequence: sequence, hash: hash))
          try journal.keep(receipt, hub: hub.key.publicKey)
          #expect(journal.fault?.code == .restored)
          #expect(try journal.uncovered() == 6)
        }
        try home.withJournal { (journal) throws in
          #expect(journal.fault?.code == .restored)
          let result = try journal.verify()
          #expect(result.firstFault == nil && result.findings.count == 1)
          #expect(result.findings.first.map { "\($0)".contains(hash.hex) } == true)
        }
      }
    }
  }

  @Test("that were changed where they are kept are found")
  func changed() throws {
    for sql in [
      "UPDATE receipt SET words = replace(CAST(words AS TEXT), 'seq: 6', 'seq: 5')",
      "UPDATE receipt SET words = x'00'", "UPDATE receipt SET hub = NULL",
      "UPDATE receipt SET hub = zeroblob(32)", "UPDATE receipt SET seq = 5",
    ] {
      try withWorkedHome { (home) throws in
        let hub = TestHub()
        try home.withJournal { (journal) throws in
          try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey)
        }
        try home.tamper(sql)
        try home.withJournal { (journal) throws in
          #expect(try !journal.verify().isSound, "\(sql)")
        }
      }
    }
  }
}

extension ChainHead {
  /// The same log, said to stand at another number.
  func moved(to sequence: Int64) -> ChainHead {
    ChainHead(device: device, epoch: epoch, sequence: sequence, hash: hash)
  }
}
