import Casework
import Evidence
import Foundation
import Journal
import TestSupport
import Testing

@Suite("Enrolment")
struct EnrolmentTests {
  @Test("is durable, names person and tag, and changes nothing when it comes again")
  func enrolled() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let answer = try office.enrolling(journal, person: "H99", tag: "K12")
        #expect(try journal.enrol(answer, address: "http://hub").count == 1)
        #expect(try journal.enrol(answer, address: "http://hub").isEmpty)
        #expect(try journal.enrol(answer, address: "http://other").count == 1)
      }
      try home.withJournal { (journal) throws in
        let kept = try #require(try journal.enrolment)
        #expect(kept.hub == office.key && kept.address == "http://other")
        let entry = try journal.inspect(1, .confirmed)
        #expect(entry.body.stamp.person == "H99")
        try journal.rebuild()
        #expect(try journal.enrolment == kept && journal.verify().isSound)
      }
    }
  }

  @Test("at another hub, or with another device's texts, is refused and leaves no entry")
  func refused() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        let (office, other) = (TestOffice(), TestOffice())
        let stranger = DeviceKey().publicKey
        let foreign = (office.key, try office.certificate(stranger), nil as Receipt?, nil as Grant?)
        #expect(refusal { try journal.enrol(foreign, address: "x") } == .syncRefused)
        let forged = (
          other.key, try office.certificate(journal.publicKey), nil as Receipt?,
          nil as Grant?
        )
        #expect(refusal { try journal.enrol(forged, address: "x") } == .syncRefused)
        #expect(journal.lastRow == 0)
        try journal.enrol(office.enrolling(journal), address: "x")
        #expect(
          refusal { try journal.enrol(other.enrolling(journal), address: "x") } == .syncRefused)
        #expect(journal.lastRow == 1)
      }
    }
  }

  @Test("again goes on in the same epoch where the hub holds a part of this log")
  func continued() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        try journal.enrol(office.enrolling(journal), address: "x")
        let receipt = try office.hub.receipt(journal.head)
        try journal.inspect(1, .confirmed)
        try journal.enrol(office.enrolling(journal, receipt: receipt, tag: "H08"), address: "x")
        #expect(journal.head.epoch == 1 && journal.head.sequence == 4)
        #expect(try journal.pushed == receipt.sequence)
      }
    }
  }

  @Test("once more with the same answer keeps the receipt that came along, and records nothing")
  func repeated() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      try home.withJournal { (journal) throws in
        try journal.enrol(office.enrolling(journal), address: "x")
        let receipt = try office.hub.receipt(journal.head)
        let answer = try office.enrolling(journal, receipt: receipt)
        #expect(try journal.enrol(answer, address: "x").isEmpty)
        #expect(try journal.pushed == receipt.sequence)
      }
    }
  }

  @Test(
    "after a backup was put back no number returns, in whichever epoch the lost ones were given",
    arguments: [1, 3] as [Int64])
  func lostNumbers(epoch: Int64) throws {
    try withEnrolled { _, journal, office in
      try journal.inspect(1, .deviates)
      let first = try minutes(journal, 1)
      // The hub holds forty entries of this device; the last of them lies where this copy has none.
      let lost = ChainHead(
        device: journal.device, epoch: epoch, sequence: 20, hash: ContentHash(of: [7]))
      try journal.freeze("a copy")
      let answer = try office.enrolling(
        journal, receipt: try office.hub.receipt(lost), entries: 40)
      try journal.enrol(answer, address: "x")
      #expect(journal.head.epoch == epoch + 1)
      try journal.inspect(2, .deviates)
      let second = try minutes(journal, 2)
      #expect(count(second) > count(first) + 39, "\(first), then \(second)")
      let result = try journal.verify()
      #expect(result.isSound, "\(result)")
    }
  }

  /// Writes minutes and gives their number.
  private func minutes(_ journal: Journal, _ point: Int) throws -> String {
    let appended = try journal.append([journal.correction(point)])
    guard case .correction(let correction)? = appended.last?.body.record else { return "" }
    return correction.number
  }

  private func count(_ number: String) -> Int {
    Int(number.split(separator: "-").last ?? "") ?? 0
  }

  @Test("freezes and thaws: nothing is recorded in between, all can be read, numbers never return")
  func frozen() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        try journal.enrol(office.enrolling(journal), address: "x")
        try journal.inspect(1, .confirmed)
        let receipt = try office.hub.receipt(journal.head)
        try journal.keep(receipt, hub: office.key)
        try journal.inspect(2, .deviates)
        try journal.freeze("entry 4")
        #expect(refusal { try journal.inspect(3, .confirmed) } == .frozen)
        #expect(journal.recordingProblem?.code == .frozen)
      }
      try home.withJournal { (journal) throws in
        #expect(try journal.isFrozen)
        #expect(refusal { try journal.inspect(3, .confirmed) } == .frozen)
        #expect(
          try journal.verify().isSound && journal.row(SampleList.identity(2))?.state == .deviates)
        #expect(
          refusal { try journal.enrol(office.enrolling(journal), address: "x") } == .syncRefused)
        let receipt = try #require(try journal.lastReceipt?.receipt)
        try journal.enrol(office.enrolling(journal, receipt: receipt), address: "x")
        #expect(try !journal.isFrozen && journal.head.epoch == 2 && journal.head.sequence == 2)
        // What the hub did not take counts for nothing, and is listed still.
        #expect(try journal.row(SampleList.identity(2))?.state == .unvisited)
        #expect(try journal.row(SampleList.identity(1))?.state == .confirmed)
        try journal.inspect(3, .confirmed)
        #expect(try journal.entries(limit: 99).count == 7)
        let result = try journal.verify()
        #expect(result.isSound, "\(result)")
      }
      try home.withJournal { (journal) throws in
        #expect(journal.head.epoch == 2 && journal.head.sequence == 3 && journal.lastRow == 7)
        #expect(try journal.counters().unsent == 3)
      }
    }
  }
}
