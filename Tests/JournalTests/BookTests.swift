import Casework
import Evidence
import Foundation
import Metering
import Testing

@testable import Journal

@Suite("Signing off a book")
struct BookTests {
  private static let due = Day(number: 20_624)

  private func book(_ journal: Journal) throws -> BookIdentity {
    try #require(try journal.books().first?.book)
  }

  private func sign(_ journal: Journal, _ list: String = "list") throws -> SignedBook {
    try journal.sign(
      journal.closing(of: book(journal)), list: Array(list.utf8), due: Self.due)
  }

  /// Points 1 (wrong, approved), 2 and 3 (right); 4 wrong and undecided, 5 unvisited.
  private func work(_ team: TestTeam, _ inspector: Journal, _ supervisor: Journal) throws {
    let right = try [2, 3].map { try inspector.inspect($0, .confirmed) }
    let wrong = try [1, 4].flatMap {
      [try inspector.inspect($0, .deviates), try inspector.minutes($0).entry]
    }
    try team.hand(right + wrong, of: inspector, to: supervisor)
    let first = try #require(
      try supervisor.reviewCases().first { $0.identity == (try SampleList.identity(1)) })
    try supervisor.append([decision(.approve, on: first)])
  }

  @Test("says what can be closed, what cannot and whose turn it is, and adds up")
  func closing() throws {
    try withTeam { team, inspector, supervisor in
      try work(team, inspector, supervisor)
      let progress = try #require(try supervisor.books().first)
      #expect(progress.points == 5 && progress.signed.isEmpty)
      #expect(
        progress.byState == [.confirmed: 2, .approved: 1, .pending: 1, .unvisited: 1])
      let closing = try supervisor.closing(of: progress.book)
      #expect(closing.closed.map(\.settlement) == [.corrected, .recordStands, .recordStands])
      #expect(closing.open.map(\.reason) == [.undecided, .unvisited])
      #expect(closing.totals.energyBefore.description == "2220")
      #expect(closing.totals.energyAfter.description == "1607.4")
      #expect(closing.closed.allSatisfy { $0.person == "H07" && $0.entry.count == 64 })
      let lists = try supervisor.currentLists().map(\.row)
      #expect(try lists.flatMap { try supervisor.books(ofList: $0) } == [progress.book])
    }
  }

  @Test("is an entry that names the closed list, its sums and what is held")
  func signed() throws {
    try withTeam { team, inspector, supervisor in
      try work(team, inspector, supervisor)
      let signed = try sign(supervisor)
      let book = try book(supervisor)
      #expect(try supervisor.signings(of: book) == [signed])
      #expect(signed.author == Author(person: "S01", tag: "S01"))
      #expect(signed.signing.totals.points == 3 && signed.signing.totals.corrected == 1)
      #expect(signed.signing.held.map(\.owner) == ["S01", "PE0700"])
      let list = try #require(ContentHash(hex: signed.signing.closedList))
      #expect(try supervisor.blobs.actualHash(list) == list)
      #expect(list == ContentHash(of: Array("list".utf8)))
      // Again it takes the place of the one before.
      let again = try sign(supervisor, "more")
      #expect(again.signing.replaces == [signed.hash])
      #expect(try supervisor.signings(of: book).current == [again])
      #expect(try supervisor.books().first?.signed == [again])
      #expect(try supervisor.verify().isSound)
      try supervisor.rebuild()
      #expect(try supervisor.signings(of: book).current == [again])
    }
  }

  @Test("is a supervisor's alone, and of his own unit; nothing stays behind of a refusal")
  func refused() throws {
    try withTeam { team, inspector, supervisor in
      try work(team, inspector, supervisor)
      #expect(refusal { _ = try sign(inspector) } == .decisionRefused)
      let list = ContentHash(of: Array("list".utf8))
      #expect(!inspector.blobs.contains(list))
      let closing = try supervisor.closing(of: book(supervisor))
      func signing(_ change: (inout BookSigning) -> Void) throws -> Casework.Record {
        let hash = try supervisor.blobs.add(Array("list".utf8))
        var signing = closing.signing(list: hash.hex, by: "S01", due: Self.due, replaces: [])
        change(&signing)
        return .bookSigned(signing)
      }
      let held = try #require(
        closing.signing(list: "", by: "", due: Self.due, replaces: []).held.first)
      let cases: [((inout BookSigning) -> Void, JournalError.Code)] = [
        ({ $0.unit = "PE0800" }, .decisionRefused), ({ $0.totals.points = 0 }, .bodyRefused),
        ({ $0.closedList = String(repeating: "0", count: 64) }, .bodyRefused),
        ({ $0.period = "June" }, .bodyRefused), ({ $0.replaces = ["c0ffee"] }, .bodyRefused),
        ({ $0.held = Array(repeating: held, count: 301) }, .bodyRefused),
      ]
      for (change, code) in cases {
        #expect(refusal { try supervisor.append([signing(change)]) } == code)
      }
      #expect(try supervisor.signings(of: book(supervisor)).isEmpty)
      try supervisor.append([signing { _ in }])
      #expect(try supervisor.signings(of: book(supervisor)).count == 1)
    }
  }

  @Test("reaches other supervisors, who fetch its list; nobody else's word counts")
  func heard() throws {
    try withTeam { team, inspector, supervisor in
      try work(team, inspector, supervisor)
      let list = try supervisor.blobs.add(Array("list".utf8))
      let closing = try supervisor.closing(of: book(supervisor))
      let entries = try supervisor.append([
        .bookSigned(closing.signing(list: list.hex, by: "S01", due: Self.due, replaces: []))
      ])
      let signed = try #require(try supervisor.signings(of: book(supervisor)).first)
      try withHome { (third) throws in
        try third.withJournal { (other) throws in
          try team.enrol(third, other, person: "S02", role: .supervisor)
          try team.hand(entries, of: supervisor, to: other)
          let book = try book(other)
          #expect(try other.signings(of: book) == [signed])
          #expect(try other.missingBlobs().map(\.hex) == [signed.signing.closedList])
          // An inspector's device that says the same is not believed.
          let forged = try TestOffice.entry(
            .bookSigned(signed.signing), after: .start(inspector.publicKey),
            key: inspector.signingKey,
            person: "S01", time: "2026-06-17T10:00:00+07:00")
          try team.hand(
            [forged], certificates: [try #require(try inspector.enrolment?.certificate)], to: other)
          #expect(try other.signings(of: book) == [signed])
          #expect(try other.verify().isSound)
        }
      }
    }
  }
}
