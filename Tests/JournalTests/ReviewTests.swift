import Casework
import Evidence
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("A supervisor's decisions")
struct ReviewTests {
  /// A meter found wrong with its minutes, handed to the supervisor.
  private func pending(
    _ team: TestTeam, _ inspector: Journal, _ supervisor: Journal, point: Int = 1
  ) throws -> [Journal.Appended] {
    let entries = [try inspector.inspect(point, .deviates), try inspector.minutes(point).entry]
    try team.hand(entries, of: inspector, to: supervisor)
    return entries
  }

  @Test("are taken on what others found wrong, and give the point its state")
  func approve() throws {
    try withTeam { team, inspector, supervisor in
      let entries = try pending(team, inspector, supervisor)
      let waiting = try supervisor.onlyCase()
      #expect(waiting.state == .pending && waiting.awaits == .minutes)
      #expect(waiting.author == Author(person: "H07", tag: "H07"))
      #expect(waiting.entry == entries[1].entry.hash.hex && waiting.cause == .transposition)
      #expect(waiting.minutes == "PE0700-H07-2026-00001" && waiting.invoice == .notIssued)
      try supervisor.append([decision(.approve, on: waiting)])
      #expect(try supervisor.sample(1).state == .approved)
      let decided = try supervisor.onlyCase()
      #expect(decided.awaits == nil && decided.decision == .approve)
      #expect(try supervisor.minutes(number: "PE0700-H07-2026-00001") != nil)
      #expect(try supervisor.corrections().map(\.hash) == [entries[1].entry.hash.hex])
      let result = try supervisor.verify()
      #expect(result.isSound, "\(result)")
    }
  }

  @Test("reach the inspector, whose returned meter comes first, and end with the redo")
  func returned() throws {
    try withTeam { team, inspector, supervisor in
      let entries = try pending(team, inspector, supervisor, point: 3)
      let decided = try supervisor.append([decision(.return, on: supervisor.onlyCase())])
      try team.hand(decided, of: supervisor, to: inspector)
      let rows = try inspector.rows(in: .walk, limit: 9)
      #expect(rows.map(\.state) == [.returned] + Array(repeating: .unvisited, count: 4))
      #expect(rows[0].identity == (try SampleList.identity(3)))
      #expect(try inspector.counters()[.returned] == 1)
      let dossier = try #require(try inspector.dossier(id: rows[0].id))
      #expect(dossier.standing.review?.review.reason == "chụp lại niêm phong")
      #expect(dossier.standing.review?.author.person == "S01")
      // In walk order the returned one is gone to like an unvisited one.
      let second = try inspector.row(SampleList.identity(2))
      #expect(try inspector.nextUnvisited(after: second)?.identity == rows[0].identity)
      #expect(rows[0].returned?.hash == decided[0].entry.hash.hex && rows[1].returned == nil)
      // The redo names the decision that it answers, and the minutes that it replaces.
      let visit = try inspector.inspect(3, .deviates)
      guard case .inspection(let inspection) = visit.body.record else { return }
      #expect(inspection.answers == decided[0].entry.hash.hex)
      let written = try inspector.append([inspector.correction(3)])
      guard case .correction(let correction) = written[0].body.record else { return }
      #expect(correction.supersedes?.entry == entries[1].entry.hash.hex)
      let redo = [visit] + written
      #expect(try inspector.sample(3).state == .pending)
      try team.hand(redo, of: inspector, to: supervisor)
      let again = try supervisor.onlyCase()
      #expect(again.awaits == .minutes && again.minutes == "PE0700-H07-2026-00002")
      #expect(!again.isCrossed)
      for journal in [inspector, supervisor] { #expect(try journal.verify().isSound) }
    }
  }

  @Test("wait again where the invoice changed since the approval: it is not approved as it stands")
  func invoiceChanged() throws {
    try withTeam { team, inspector, supervisor in
      _ = try pending(team, inspector, supervisor)
      try supervisor.append([decision(.approve, on: supervisor.onlyCase())])
      #expect(try supervisor.onlyCase().awaits == nil)
      let identity = try SampleList.identity(1)
      let stated = InvoiceStatement(
        asOf: "2099-06-17T06:00:00+07:00", unit: "PE0700",
        rows: [
          .init(
            point: identity.point, meter: identity.meter, period: identity.period.description,
            state: .issued, number: "0012345")
        ])
      try team.hand([team.office.entry(.invoicesStated(stated))], to: supervisor)
      let stale = try supervisor.onlyCase()
      #expect(stale.awaits == .minutes && stale.marks.contains(.invoiceChanged))
      let approval = try #require(try supervisor.history(of: identity).reviews.last?.hash)
      #expect(
        refusal {
          try supervisor.append([decision(.approve, on: stale, replaces: [approval])])
        } == .bodyRefused)
      try supervisor.append([decision(.return, on: stale, replaces: [approval])])
      #expect(try supervisor.sample(1).state == .returned)
    }
  }

  @Test("that cross a withdrawal on the wire are shown as such, and count for nothing")
  func crossing() throws {
    try withTeam { team, inspector, supervisor in
      let entries = try pending(team, inspector, supervisor)
      let decided = try supervisor.append([decision(.approve, on: supervisor.onlyCase())])
      let withdrawn = try inspector.append([inspector.withdrawal(1, of: entries[1])])
      try team.hand(decided, of: supervisor, to: inspector)
      try team.hand(withdrawn, of: inspector, to: supervisor)
      for journal in [inspector, supervisor] {
        #expect(try journal.sample(1).state == .deviates)
        let waiting = try journal.onlyCase()
        #expect(waiting.isCrossed && waiting.awaits == nil)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("are not taken by an inspector, on one's own work, without a reason or on what is past")
  func refusals() throws {
    try withTeam { team, inspector, supervisor in
      _ = try pending(team, inspector, supervisor)
      let waiting = try supervisor.onlyCase()
      #expect(
        refusal { try inspector.append([decision(.approve, on: waiting)]) } == .decisionRefused)
      #expect(
        refusal { try supervisor.append([decision(.reject, on: waiting, reason: " ")]) }
          == .bodyRefused)
      #expect(
        refusal { try supervisor.append([decision(.acceptRecord, on: waiting)]) } == .bodyRefused)
      var other = waiting
      other.entry = String(repeating: "0", count: 64)
      #expect(refusal { try supervisor.append([decision(.approve, on: other)]) } == .bodyRefused)
      let first = try supervisor.append([decision(.return, on: waiting)])
      // A second decision says that it knows of the first.
      #expect(
        refusal { try supervisor.append([decision(.approve, on: waiting)]) } == .bodyRefused)
      try supervisor.append([
        decision(.approve, on: waiting, replaces: [first[0].entry.hash.hex])
      ])
      #expect(try supervisor.sample(1).state == .approved)
      // The supervisor's own minutes wait for somebody else.
      _ = try supervisor.minutes(2)
      let own = try #require(try supervisor.reviewCases().first { $0.author.person == "S01" })
      #expect(
        refusal { try supervisor.append([decision(.approve, on: own)]) } == .decisionRefused)
      #expect(try supervisor.sample(2).state == .pending)
    }
  }

  @Test("on a basis other than the dial name that basis")
  func basis() throws {
    try withTeam { team, inspector, supervisor in
      let inspected = try inspector.inspect(1, .deviates)
      guard case .correction(var correction) = try inspector.correction(1) else { return }
      correction.registers[0].basis = .estimated
      let written = try inspector.append([.correction(correction)])
      try team.hand([inspected] + written, of: inspector, to: supervisor)
      let waiting = try supervisor.onlyCase()
      #expect(waiting.basis == .estimated)
      #expect(
        refusal { try supervisor.append([decision(.approve, on: waiting)]) } == .bodyRefused)
      guard case .review(var review) = decision(.approve, on: waiting) else { return }
      review.basis = .estimated
      try supervisor.append([.review(review)])
      #expect(try supervisor.sample(1).state == .approved)
    }
  }

  @Test("of an inspector's certificate, or that the hub keeps apart, are not counted by anybody")
  func unauthorised() throws {
    try withTeam { team, inspector, supervisor in
      _ = try pending(team, inspector, supervisor)
      let waiting = try supervisor.onlyCase()
      func forged(_ role: CertifiedRole) throws -> (Entry, Certificate) {
        let key = DeviceKey()
        return (
          try TestOffice.entry(
            decision(.approve, on: waiting), after: .start(key.publicKey), key: key, person: "H11"),
          try team.office.certificate(key.publicKey, person: "H11", tag: "H11", role: role)
        )
      }
      let (one, inspectors) = try forged(.inspector)
      try team.hand([one], certificates: [inspectors], to: supervisor)
      #expect(try supervisor.onlyCase().state == .pending)
      let (two, supervisors) = try forged(.supervisor)
      try team.hand([two], certificates: [supervisors], to: supervisor)
      #expect(try supervisor.onlyCase().state == .approved)
      let apart = try team.office.entry(
        .entryQuarantined(
          EntryQuarantine(
            device: two.header.device.hex, epoch: 1, sequence: 1, entry: two.hash.hex,
            reason: .notAllowed, detail: "own work")))
      try team.hand([apart], to: supervisor)
      #expect(try supervisor.onlyCase().state == .pending)
      #expect(try supervisor.verify().isSound)
    }
  }

  @Test("wait for what two persons found differently, and settle it")
  func dispute() throws {
    try withTeam { team, inspector, supervisor in
      try withHome { (third) throws in
        try third.withJournal { (other) throws in
          try team.enrol(third, other, person: "H11")
          let one = try inspector.inspect(1, .confirmed)
          let two = try other.inspect(1, .deviates)
          try team.hand([one], of: inspector, to: supervisor)
          #expect(try supervisor.reviewCases().isEmpty)
          try team.hand([two], of: other, to: supervisor)
          let waiting = try supervisor.onlyCase()
          #expect(waiting.state == .disputed && waiting.awaits == .dispute)
          guard case .review(var review) = decision(.choose, on: waiting) else { return }
          review.entry = one.entry.hash.hex
          #expect(refusal { try supervisor.append([.review(review)]) } == .bodyRefused)
          review.against = [two.entry.hash.hex]
          try supervisor.append([.review(review)])
          #expect(try supervisor.sample(1).state == .confirmed)
          #expect(try supervisor.reviewCases().isEmpty)
          #expect(try supervisor.verify().isSound)
        }
      }
    }
  }

  @Test("are taken on everybody's lists: another's takes away nothing but its own earlier version")
  func lists() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        let team = TestTeam()
        try journal.enrol(
          team.office.enrolling(journal, person: "S01", role: .supervisor), address: "x")
        func give(_ range: Range<Int>, to device: Character, version: Int64) throws {
          let path = try home.file(SampleList(points: range))
          let hash = ContentHash(of: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
          try journal.keepBlob(hash, fileAt: path)
          let assignment = ListAssignment(
            list: WorklistLoading(
              name: "Q0012.csv", sha256: hash.hex, bytes: 1, format: "csv", points: 1,
              registers: 1),
            unit: "PE0700", device: String(repeating: device, count: 32), listVersion: version)
          try team.hand([team.office.entry(.listAssigned(assignment))], to: journal)
          #expect(try journal.loadAssignedLists().count == 1)
          #expect(try journal.waitingLists().isEmpty)
        }
        try give(1..<4, to: "a", version: 1)
        try give(4..<7, to: "b", version: 1)
        #expect(try journal.counters().total == 6)
        try give(1..<3, to: "a", version: 2)
        #expect(try journal.counters().total == 5)
        #expect(try journal.row(SampleList.identity(3)) == nil)
        #expect(try journal.verify().isSound)
      }
    }
  }
}
