import Casework
import Evidence
import Foundation
import Journal
import TestSupport
import Testing

@Suite("A stick between device and hub")
struct StickTests {
  private func withStick(
    _ body: (TestHome, Journal, TestOffice, Stick) throws -> Void
  ) throws {
    try withHome { (home) throws in
      let office = TestOffice()
      let stick = Stick(at: home.folder.appendingPathComponent("stick").path)
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        try journal.enrol(office.enrolling(journal), address: "x")
        try journal.inspect(1, .confirmed)
        try body(home, journal, office, stick)
      }
    }
  }

  private func write(_ name: String, _ bytes: [UInt8], _ stick: Stick) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(stick.folder)/\(name)"))
  }

  @Test("gets the very bytes that sync sends, key and certificate; again it is the same")
  func written() throws {
    try withStick { _, journal, _, stick in
      let files = try journal.write(to: stick)
      let bundle = try #require(try journal.bundle(after: 0))
      let path = "\(stick.folder)/\(bundle.name(journal.device))"
      #expect(files.contains(path) && files.count == 4)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bundle.bytes))
      #expect(try journal.write(to: stick) == files)
      #expect(try journal.read(from: stick).allSatisfy { $0.fate == .known })
    }
  }

  @Test("brings receipts and pages; truncated, altered, foreign and repeated files do no harm")
  func read() throws {
    try withStick { _, journal, office, stick in
      try journal.write(to: stick)
      let device = journal.device
      let receipt = try office.hub.receipt(journal.head)
      let page = try office.page(device, cursor: 5)
      let stranger = DeviceIdentity(DeviceKey().publicKey)
      let foreign = try office.page(stranger, cursor: 5)
      var altered = receipt.bytes
      altered[altered.count - 10] ^= 1
      try write("\(device)-1-3.receipt", receipt.bytes, stick)
      try write("altered.receipt", altered, stick)
      try write("feed-\(device)-5.phuctra-feed", page.bytes, stick)
      try write("feed-\(device)-9.phuctra-feed", Array(page.bytes.dropLast(3)), stick)
      try write("feed-\(stranger)-5.phuctra-feed", foreign.bytes, stick)
      let files = try journal.read(from: stick)
      func fates(_ end: String) -> [StickFile.Fate] {
        files.filter { $0.path.hasSuffix(end) }.map(\.fate)
      }
      #expect(fates("-1-3.receipt") == [.used(.receipt(sequence: 3))])
      guard case .refused? = fates("altered.receipt").first else {
        Issue.record("an altered receipt was taken")
        return
      }
      #expect(fates("\(stranger)-5.phuctra-feed") == [.notOurs])
      guard case .refused? = fates("-9.phuctra-feed").first else {
        Issue.record("a truncated page was taken")
        return
      }
      #expect(try journal.cursor == 5 && journal.counters().unsent == 0)
      #expect(
        try journal.read(from: stick).filter { $0.path.contains("\(device)-5") }
          .map(\.fate) == [.known])
      #expect(try journal.verify().isSound)
    }
  }

  @Test("carries photos until a page of the hub says that it has them: a receipt does not")
  func photos() throws {
    try withStick { home, journal, office, stick in
      let photo = try home.photo(journal, 1)
      guard case .inspection(var inspection) = try journal.inspection(2, .confirmed) else { return }
      inspection.photos = [photo]
      try journal.append([.inspection(inspection)])
      func carried() throws -> Bool {
        try journal.write(to: stick).contains { $0.hasSuffix(photo.sha256) }
      }
      try journal.write(to: stick)
      let receipt = try office.hub.receipt(journal.head)
      try write("\(journal.device)-1-4.receipt", receipt.bytes, stick)
      _ = try journal.read(from: stick)
      #expect(try journal.counters().unsent == 0 && carried())
      // A page may bring nothing else: the same position again.
      for (cursor, blobs) in [(5, []), (5, [photo.sha256])] as [(Int64, [String])] {
        let page = try office.page(journal.device, after: cursor, cursor: cursor, blobs: blobs)
        let first = try office.page(journal.device, cursor: cursor)
        try write("feed-\(journal.device)-4.phuctra-feed", first.bytes, stick)
        try write("feed-\(journal.device)-5.phuctra-feed", page.bytes, stick)
        _ = try journal.read(from: stick)
        #expect(try carried() == blobs.isEmpty)
      }
    }
  }

  @Test("that is not there is named")
  func missing() throws {
    try withStick { _, journal, _, stick in
      #expect(refusal { _ = try journal.read(from: stick) } == .fileMissing)
    }
  }
}
