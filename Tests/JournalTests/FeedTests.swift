import Casework
import Evidence
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("A page of the hub's feed")
struct FeedTests {
  /// Another device of the same person, with an inspection of a point.
  private func inspected(
    _ journal: Journal, _ point: Int, person: String, _ key: DeviceKey, time: String
  ) throws -> Entry {
    try TestOffice.entry(
      journal.inspection(point, .confirmed), after: .start(key.publicKey), key: key,
      person: person, time: time)
  }

  @Test("brings entries, certificates and visits once; again it changes nothing")
  func taken() throws {
    try withEnrolled { home, journal, office in
      let key = DeviceKey()
      let mine = try inspected(
        journal, 1, person: "H07", key, time: "2026-06-16T12:00:00+07:00")
      let visit: [String: Any] = [
        "position": 9, "unit": "PE0700", "point": "PE07002001", "meter": SampleList.meter(2),
        "period": "2026-06/1", "state": "confirmed", "time": "2026-06-16T09:00:00+07:00",
        "tag": "H11", "person": "H11",
      ]
      let page = try office.page(
        journal.device, cursor: 9, entries: [(4, mine)],
        certificates: [office.certificate(key.publicKey, tag: "H08")], visits: [visit])
      let outcome = try journal.take(page)
      #expect(outcome.entries == 1 && outcome.visits == 1 && !outcome.isRepeated)
      #expect(try journal.cursor == 9)
      // The same person's work on another device counts like the own.
      #expect(try journal.row(SampleList.identity(1))?.state == .confirmed)
      #expect(try journal.row(SampleList.identity(2))?.seen?.tag == "H11")
      #expect(try journal.row(SampleList.identity(2))?.state == .unvisited)
      let again = try journal.take(page)
      #expect(again.entries == 0 && again.visits == 0)
      let result = try journal.verify()
      #expect(result.isSound, "\(result)")
      try journal.rebuild()
      #expect(try journal.row(SampleList.identity(1))?.state == .confirmed)
      #expect(try journal.verify().isSound)
    }
  }

  @Test("altered by one bit, of another hub, or for another device is refused whole")
  func unsound() throws {
    try withEnrolled { home, journal, office in
      let list = try office.entry(
        .deviceRevoked(
          DeviceRevocation(device: journal.device.hex, epoch: 1, sequence: 1, reason: "lost")))
      let page = try office.page(journal.device, cursor: 3, entries: [(3, list)])
      let stranger = DeviceIdentity(DeviceKey().publicKey)
      let foreign = try office.page(stranger, cursor: 3, entries: [(3, list)])
      #expect(refusal { try journal.take(foreign) } == .syncRefused)
      let forged = try office.page(
        journal.device, cursor: 3, entries: [(3, list)], signer: DeviceKey())
      #expect(refusal { try journal.take(forged) } == .syncRefused)
      let bytes = page.bytes
      for place in stride(from: 0, to: bytes.count, by: 7) {
        var altered = bytes
        altered[place] ^= 1
        guard let read = try? FeedPage(parsing: altered) else { continue }
        #expect(refusal { try journal.take(read) } == .syncRefused, "byte \(place)")
      }
      #expect(try journal.cursor == 0 && journal.revocation == nil)
      try journal.take(page)
      #expect(try journal.cursor == 3 && journal.revocation?.reason == "lost")
    }
  }

  @Test("that revokes the device ends recording, also after a restart, until it is certified anew")
  func revoked() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<6)))
        try journal.enrol(office.enrolling(journal), address: "x")
        try journal.inspect(1, .confirmed)
        let entry = try office.entry(
          .deviceRevoked(
            DeviceRevocation(device: journal.device.hex, epoch: 1, sequence: 3, reason: "lost")))
        try journal.take(office.page(journal.device, cursor: 3, entries: [(3, entry)]))
        #expect(refusal { try journal.inspect(2, .confirmed) } == .revoked)
      }
      try home.withJournal { (journal) throws in
        #expect(refusal { try journal.inspect(2, .confirmed) } == .revoked)
        #expect(journal.recordingProblem?.code == .revoked && journal.fault == nil)
        #expect(journal.recordingProblem?.code.exitStatus == 77)
        #expect(try journal.verify().isSound && journal.revocation != nil)
        let again = try office.certificate(
          journal.publicKey, serial: 2, notBefore: "2026-06-16T05:00:01Z")
        try journal.enrol((office.key, again, nil, nil), address: "x")
        #expect(try journal.revocation == nil)
        try journal.inspect(2, .confirmed)
      }
      try home.withJournal { (journal) throws in
        try journal.inspect(3, .confirmed)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("with one entry that nobody certified, or that was altered, leaves nothing behind")
  func uncertified() throws {
    try withEnrolled { home, journal, office in
      let (good, bad) = (DeviceKey(), DeviceKey())
      let time = "2026-06-16T12:00:00+07:00"
      let first = try inspected(journal, 1, person: "H07", good, time: time)
      let second = try inspected(journal, 2, person: "H07", bad, time: time)
      let certificate = try office.certificate(good.publicKey)
      let page = try office.page(
        journal.device, cursor: 2, entries: [(1, first), (2, second)],
        certificates: [certificate])
      #expect(refusal { try journal.take(page) } == .syncRefused)
      var body = first.body
      body[body.count - 2] ^= 1
      let altered = try Entry(
        headerBytes: first.headerBytes, signature: first.signature, body: body)
      let other = try office.page(
        journal.device, cursor: 2, entries: [(1, altered)], certificates: [certificate])
      #expect(refusal { try journal.take(other) } == .syncRefused)
      #expect(try journal.cursor == 0 && journal.row(SampleList.identity(1))?.state == .unvisited)
      #expect(try journal.verify().isSound)
    }
  }

  @Test("may leave positions out, but not begin behind what is known, and older ones do nothing")
  func order() throws {
    try withEnrolled { home, journal, office in
      let device = journal.device
      try journal.take(office.page(device, cursor: 40))
      #expect(
        refusal { try journal.take(office.page(device, after: 50, cursor: 60)) } == .syncRefused)
      let old = try journal.take(office.page(device, cursor: 20))
      #expect(try old.isRepeated && journal.cursor == 40)
      try journal.take(office.page(device, after: 40, cursor: 90))
      #expect(try journal.cursor == 90)
    }
  }

  @Test("takes a list back to what it was, and leaves other units' and devices' lists alone")
  func listsAgain() throws {
    try withEnrolled { home, journal, office in
      let (a, b) = (SampleList(points: 10..<14), SampleList(points: 12..<16))
      let paths = try [a, b].enumerated().map { try home.file($1, named: "list-\($0).csv") }
      let hashes = try paths.map { path in
        ContentHash(of: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
      }
      func assign(
        _ list: Int, version: Int64, unit: String = "PE0700", to device: String? = nil
      ) throws -> Int {
        let loading = WorklistLoading(
          name: "Q12.csv", sha256: hashes[list].hex, bytes: 1, format: "csv", points: 4,
          registers: 4)
        let position = try journal.cursor
        let entry = try office.entry(
          .listAssigned(
            ListAssignment(list: loading, unit: unit, device: device, listVersion: version)))
        let page = try office.page(
          journal.device, after: position, cursor: position + 1, entries: [(position + 1, entry)])
        return try journal.take(page).assigned.count
      }
      for (path, hash) in zip(paths, hashes) { try journal.keepBlob(hash, fileAt: path) }
      for (version, list) in [0, 1, 0].enumerated() {
        #expect(try assign(list, version: Int64(version + 1)) == 1)
        #expect(try journal.loadAssignedLists().count == 1, "version \(version + 1)")
        #expect(try journal.waitingLists().isEmpty)
      }
      #expect(try journal.row(SampleList.identity(10)) != nil)
      #expect(try journal.row(SampleList.identity(15)) == nil)
      #expect(try assign(1, version: 4, unit: "PE0800") == 0)
      #expect(try assign(1, version: 5, to: String(repeating: "0", count: 32)) == 0)
      #expect(try journal.waitingLists().isEmpty)
      let result = try journal.verify()
      #expect(result.isSound, "\(result)")
    }
  }

  @Test("tells of disputes at the meters that this home knows, and of no others")
  func disputes() throws {
    try withEnrolled { home, journal, office in
      try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
      func dispute(_ number: Int) throws -> Entry {
        let side = InspectionDispute.Side(
          entry: String(repeating: "a", count: 64), device: journal.device.hex, person: "H07",
          tag: "H07")
        return try office.entry(
          .inspectionsDisputed(
            InspectionDispute(
              point: PointReference(
                identity: SampleList.identity(number), list: "0123456789abcdef"),
              sides: [side, side])))
      }
      let page = try office.page(
        journal.device, cursor: 2, entries: [(1, dispute(2)), (2, dispute(99))])
      #expect(
        try journal.take(page).disputes.map(\.point.identity) == [SampleList.identity(2)])
    }
  }

  @Test(
    "states invoices: billing's later word counts, its earlier one where it says more than the list",
    arguments: [
      ("2099-01-01T00:00:00+07:00", InvoiceState.issued, true),
      ("2099-01-01T00:00:00+07:00", .notIssued, true),
      ("2001-01-01T00:00:00+07:00", .issued, true),
      ("2001-01-01T00:00:00+07:00", .notIssued, false),
    ])
  func invoices(stated: String, said: InvoiceState, isBillings: Bool) throws {
    try withEnrolled { home, journal, office in
      let row = try journal.sample(2)
      let before = try #require(try journal.dossier(id: row.id))
      #expect(before.invoice.state == .notIssued && before.invoice.asOf == before.listLoadedAt)
      let identity = try SampleList.identity(2)
      let statement = InvoiceStatement(
        asOf: stated, unit: identity.unit,
        rows: [
          InvoiceStatement.Row(
            point: identity.point, meter: identity.meter, period: identity.period.description,
            state: said, number: said == .issued ? "HD-17" : nil)
        ])
      let page = try office.page(
        journal.device, cursor: 1, entries: [(1, office.entry(.invoicesStated(statement)))])
      #expect(try journal.take(page).invoices == 1)
      let after = try #require(try journal.dossier(id: row.id))
      #expect(after.invoice.state == said && after.point.invoice == said)
      #expect(after.invoice.asOf == (isBillings ? stated : before.listLoadedAt))
      #expect(try journal.places(of: identity)?.point.invoice == said)
      if said == .issued { #expect(after.invoice.number == "HD-17") }
      #expect(try journal.dossier(id: journal.sample(3).id)?.invoiceStatedAt == nil)
      #expect(try journal.verify().isSound)
    }
  }

  @Test(
    "assigns lists: the file is asked for, checked by its hash, loaded once; newest version only")
  func lists() throws {
    try withEnrolled { home, journal, office in
      let path = try home.file(SampleList(points: 10..<14), named: "new.csv")
      let hash = ContentHash(of: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
      func assigned(_ sha256: String, _ version: Int64) throws -> Entry {
        let list = WorklistLoading(
          name: "new.csv", sha256: sha256, bytes: 1, format: "csv", points: 4, registers: 4)
        return try office.entry(
          .listAssigned(
            ListAssignment(
              list: list, unit: "PE0700", device: journal.device.hex, listVersion: version)))
      }
      let older = ContentHash(of: [1]).hex
      let page = try office.page(
        journal.device, cursor: 2, entries: [(1, assigned(older, 1)), (2, assigned(hash.hex, 2))])
      #expect(try journal.take(page).assigned.count == 2)
      #expect(try journal.missingBlobs() == [hash])
      let wrong = try home.file(SampleList(points: 20..<21), named: "wrong.csv")
      #expect(refusal { try journal.keepBlob(hash, fileAt: wrong) } == .syncRefused)
      try journal.keepBlob(hash, fileAt: path)
      #expect(try journal.missingBlobs().isEmpty && journal.waitingLists().count == 1)
      #expect(try journal.loadAssignedLists().map(\.added) == [4])
      #expect(try journal.waitingLists().isEmpty && journal.loadAssignedLists().isEmpty)
      #expect(try journal.row(SampleList.identity(12)) != nil)
      let result = try journal.verify()
      #expect(result.isSound, "\(result)")
    }
  }
}
