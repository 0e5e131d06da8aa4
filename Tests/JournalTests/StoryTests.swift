import Casework
import Evidence
import Journal
import Metering
import TestSupport
import Testing

@Suite("The story of a meter")
struct StoryTests {
  @Test("begins with the lists that brought it, and says what the office said of it")
  func whole() throws {
    try withHome { (home) throws in
      let office = TestOffice()
      try home.withJournal { (journal) throws in
        let path = try home.file(SampleList(points: 1..<6))
        try journal.load(fileAt: path)
        let loading = try #require(try journal.worklists().first?.loading)
        try journal.enrol(office.enrolling(journal), address: "x")
        let visit = try journal.inspect(1, .deviates)
        try journal.inspect(2, .confirmed)
        let identity = try SampleList.identity(1)
        let entries = try [
          OfficeRecord.listAssigned(
            ListAssignment(list: loading, unit: "PE0700", listVersion: 1)),
          .invoicesStated(
            InvoiceStatement(
              asOf: "2026-06-17T07:00:00+07:00", unit: "PE0700",
              rows: [
                .init(
                  point: identity.point, meter: identity.meter, period: "2026-06/1",
                  state: .issued, number: "1C26T-77")
              ])),
          .entryQuarantined(
            EntryQuarantine(
              device: journal.device.hex, epoch: 1, sequence: visit.entry.sequence,
              entry: visit.entry.hash.hex, reason: .otherPerson, detail: "another person")),
        ].map { try office.entry($0) }
        try journal.take(
          office.page(
            journal.device, cursor: 3,
            entries: entries.enumerated().map { (Int64($0) + 1, $1) }))
        let story = try journal.story(of: identity)
        #expect(
          story.map { $0.kind?.name } == [
            "worklist-loaded", "inspection", "list-assigned", "invoices-stated",
            "entry-quarantined",
          ])
        #expect(story.allSatisfy { $0.fault == nil && !$0.isOutside })
        #expect(story.map(\.isOffice) == [false, false, true, true, true])
        #expect(story[0].list?.sha256 == loading.sha256 && story[2].list?.name == "list.csv")
        #expect(story[1].isApart)
        #expect(story[3].invoice(of: identity)?.number == "1C26T-77")
        // Nothing was said of the neighbour's invoice or visit.
        let other = try journal.story(of: SampleList.identity(2))
        #expect(
          other.map { $0.kind?.name } == ["worklist-loaded", "inspection", "list-assigned"])
        let third = try journal.story(of: SampleList.identity(77))
        #expect(third.isEmpty)
      }
    }
  }

  @Test("tells a list that was loaded before a newer one took its place")
  func lists() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3), named: "first.csv"))
        try journal.load(fileAt: home.file(SampleList(points: 1..<4), named: "second.csv"))
        #expect(
          try journal.story(of: SampleList.identity(1)).map { $0.list?.name }
            == ["first.csv", "second.csv"])
        #expect(
          try journal.story(of: SampleList.identity(3)).map { $0.list?.name } == ["second.csv"])
      }
    }
  }

  @Test("marks own entries of an epoch that was closed without them")
  func closedEpoch() throws {
    try withEnrolled { _, journal, office in
      try journal.inspect(1, .confirmed)
      let receipt = try office.hub.receipt(journal.head)
      let lost = try journal.inspect(1, .deviates)
      try journal.freeze("a copy")
      try journal.enrol(office.enrolling(journal, receipt: receipt), address: "x")
      let kept = try journal.inspect(1, .unread)
      let visits = try journal.story(of: SampleList.identity(1)).filter {
        $0.kind?.name == "inspection"
      }
      #expect(visits.map(\.isOutside) == [false, true, false])
      #expect(visits[1].hash == lost.entry.hash && visits[2].hash == kept.entry.hash)
      #expect(visits.allSatisfy { $0.fault == nil })
    }
  }

  @Test("tells who signed the meter's book, and which signing took another's place")
  func signing() throws {
    try withTeam { _, _, supervisor in
      let identity = try SampleList.identity(1)
      var signing = try BookSigning(
        unit: "PE0700", book: "Q0012", period: "2026-06/1",
        closedList: supervisor.blobs.add(Array("list".utf8)).hex,
        totals: BookSigning.Totals(points: 4),
        held: [
          .init(
            point: identity.point, meter: identity.meter, state: .unvisited, reason: .unvisited,
            owner: "H07",
            due: try #require(Day("2026-06-20")))
        ])
      let first = try supervisor.append([.bookSigned(signing)])
      signing.book = "Q0099"
      try supervisor.append([.bookSigned(signing)])
      let told = try supervisor.story(of: identity).filter { $0.kind?.name == "book-signed" }
      #expect(told.map(\.hash) == [first[0].entry.hash])
      #expect(told.allSatisfy { $0.fault == nil })
    }
  }

  @Test("tells billing's answer after the approval that it follows from, whatever the clocks said")
  func answerAfterApproval() throws {
    try withTeam { team, inspector, supervisor in
      let work = [try inspector.inspect(1, .deviates), try inspector.minutes(1).entry]
      try team.hand(work, of: inspector, to: supervisor)
      try supervisor.append([decision(.approve, on: supervisor.onlyCase())])
      let identity = try SampleList.identity(1)
      // The hub's clock stands before everything that the devices wrote.
      let answer = try team.office.entry(
        .billingAnswered(
          BillingAnswer(
            point: PointReference(identity: identity, list: "0011223344556677"),
            minutes: "PE0700-H07-2026-00001", entry: work[1].entry.hash.hex, outcome: .applied,
            asOf: "2026-06-22")), time: "2026-01-01T00:00:00+07:00")
      try team.hand([answer], to: supervisor)
      let story = try supervisor.story(of: identity)
      let times = story.compactMap { $0.body?.stamp.instant }
      #expect(times.last == times.min() && times.first != times.min())
      #expect(
        story.map { $0.kind?.name } == [
          "worklist-loaded", "inspection", "correction", "review", "billing-answered",
        ])
    }
  }
}
