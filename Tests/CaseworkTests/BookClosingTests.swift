import Casework
import Metering
import TestSupport
import Testing

@Suite("A book closed for billing")
struct BookClosingTests {
  typealias Step = StandingTests.Step
  typealias Decided = StandingReviewTests.Decided

  /// What becomes of a point: the settlement that closes it, or the reason that holds it.
  enum Fate: Hashable, Sendable {
    case closed(ClosedPoint.Settlement)
    case open(OpenPoint.Reason, OpenPoint.Owner)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var a: [Step] = []
    var b: [Step] = []
    var decided: [Decided] = []
    var answers = false
    var invoice = InvoiceState.notIssued
    var approvedWith = InvoiceState.notIssued
    var isChanged = false
    var months: [String] = ["100", "110", "121"]
    var fate: Fate

    var testDescription: String { name }
  }

  private static let wrong: [Step] = [.reads(.deviates), .corrects(1)]

  /// The sample point as a list has it, 1180 → 1920, with everything recorded at it.
  private static func point(_ one: Case) throws -> BookPoint {
    var register = RecordedRegister(
      kind: .single, old: try Sample.index("1180"), recorded: try Sample.index("1920"),
      recordedDate: try Sample.readAt())
    register.history = try one.months.map { try Sample.energy($0) }
    var record = MeteringPoint(identity: try Sample.point().identity, registers: [register])
    record.invoice = one.invoice
    let answer = BillingAnswer(
      point: try Sample.point(), minutes: "N-2", entry: "A2", outcome: .applied,
      asOf: "2026-06-18T08:00:00+07:00")
    var history = try StandingReviewTests.history(
      one.a, one.b, decided: one.decided, answers: one.answers ? [answer] : [])
    for number in history.reviews.indices {
      history.reviews[number].review.invoice = InvoiceKnowledge(
        state: one.approvedWith, asOf: "2026-06-17T08:00:00+07:00")
    }
    return BookPoint(
      record: record, isChanged: one.isChanged, history: history, receiver: "H09")
  }

  @Test(
    "closes what is settled, and says of the rest what is missing and whose turn it is",
    arguments: [
      Case(name: "nobody was there", fate: .open(.unvisited, .crew("H09"))),
      Case(name: "right", a: [.reads(.confirmed)], fate: .closed(.recordStands)),
      Case(
        name: "right, and another record since", a: [.reads(.confirmed)], isChanged: true,
        fate: .open(.recordChanged, .crew("A"))),
      Case(
        name: "wrong without minutes", a: [.reads(.deviates)],
        fate: .open(.minutesMissing, .crew("A"))),
      Case(name: "minutes unseen", a: wrong, fate: .open(.undecided, .supervisor)),
      Case(
        name: "returned", a: wrong, decided: [Decided(what: .return, on: "A2")],
        fate: .open(.returned, .crew("A"))),
      Case(
        name: "rejected", a: wrong, decided: [Decided(what: .reject, on: "A2")],
        fate: .closed(.recordStands)),
      Case(
        name: "approved before the invoice", a: wrong,
        decided: [Decided(what: .approve, on: "A2")], fate: .closed(.corrected)),
      Case(
        name: "approved after the invoice", a: wrong,
        decided: [Decided(what: .approve, on: "A2")], invoice: .issued, approvedWith: .issued,
        fate: .closed(.adjusted)),
      Case(
        name: "approved, and the invoice went out since", a: wrong,
        decided: [Decided(what: .approve, on: "A2")], invoice: .issued,
        fate: .open(.invoiceChanged, .supervisor)),
      Case(
        name: "approved, invoice unknown", a: wrong,
        decided: [Decided(what: .approve, on: "A2")], invoice: .unknown, approvedWith: .unknown,
        fate: .open(.invoiceUnknown, .supervisor)),
      Case(
        name: "applied, and the list has the corrected index", a: wrong,
        decided: [Decided(what: .approve, on: "A2")], answers: true, isChanged: true,
        fate: .closed(.corrected)),
      Case(
        name: "two decisions that differ", a: wrong,
        decided: [
          Decided(what: .approve, on: "A2"), Decided(what: .reject, on: "A2", by: "T"),
        ], fate: .open(.contested, .supervisor)),
      Case(
        name: "own work approved", a: wrong,
        decided: [Decided(what: .approve, on: "A2", by: "A")],
        fate: .open(.undecided, .supervisor)),
      Case(
        name: "unresolved", a: [.reads(.unresolved)], fate: .open(.undecided, .supervisor)),
      Case(
        name: "unresolved, record accepted", a: [.reads(.unresolved)],
        decided: [Decided(what: .acceptRecord, on: "A1")], fate: .closed(.recordStands)),
      Case(
        name: "unresolved, meter test", a: [.reads(.unresolved)],
        decided: [Decided(what: .meterTest, on: "A1")], fate: .open(.meterTest, .supervisor)),
      Case(
        name: "unresolved, third visit", a: [.reads(.unresolved)],
        decided: [Decided(what: .thirdVisit, on: "A1")], fate: .open(.thirdVisit, .supervisor)),
      Case(name: "unread", a: [.findsNobody], fate: .open(.undecided, .supervisor)),
      Case(
        name: "unread, record kept", a: [.findsNobody],
        decided: [Decided(what: .keepRecord, on: "A1")], fate: .closed(.recordStands)),
      Case(
        name: "unread, invoice held", a: [.findsNobody],
        decided: [Decided(what: .holdInvoice, on: "A1")],
        fate: .open(.invoiceWithheld, .supervisor)),
      Case(
        name: "unread, estimated", a: [.findsNobody],
        decided: [Decided(what: .estimate, on: "A1")], fate: .closed(.estimated)),
      Case(
        name: "unread, nothing to estimate by", a: [.findsNobody],
        decided: [Decided(what: .estimate, on: "A1")], months: [],
        fate: .open(.noMonthsBefore, .supervisor)),
      Case(
        name: "disputed", a: [.reads(.confirmed)], b: wrong,
        fate: .open(.undecided, .supervisor)),
    ])
  func fate(example: Case) throws {
    let found: Fate =
      switch try Self.point(example).closing {
      case .closed(let row): .closed(row.settlement)
      case .open(let point): .open(point.reason, point.owner)
      }
    #expect(found == example.fate)
  }

  @Test(
    "bills the record, the correction or the months before, and names what that rests on",
    arguments: [
      (Case(name: "", a: [.reads(.confirmed)], fate: .closed(.recordStands)), "740", "A1", 0),
      (
        Case(
          name: "", a: wrong, decided: [Decided(what: .approve, on: "A2")],
          fate: .closed(.corrected)), "127.4", "A2", nil
      ),
      (
        Case(
          name: "", a: wrong, decided: [Decided(what: .reject, on: "A2")],
          fate: .closed(.recordStands)), "740", "A2", 0
      ),
      (
        Case(
          name: "", a: [.findsNobody], decided: [Decided(what: .estimate, on: "A1")],
          fate: .closed(.estimated)), "110", "A1", nil
      ),
    ] as [(Case, String, String, Int64?)])
  func figures(example: Case, after: String, entry: String, money: Int64?) throws {
    guard case .closed(let row) = try Self.point(example).closing else {
      Issue.record("open")
      return
    }
    #expect(row.energyBefore.description == "740")
    #expect(row.energyAfter.description == after)
    #expect(row.entry == entry)
    #expect(row.money == money)
    #expect(row.review == (example.decided.isEmpty ? nil : "R1"))
    #expect(
      (row.minutes == nil) == (row.settlement == .recordStands || row.settlement == .estimated))
  }

  @Test("adds up to its rows, whatever they are, to the millionth")
  func sums() throws {
    var random = SeededGenerator.fresh()
    let rows = try (0..<200).map { number in
      let before = Energy(
        millionths: Int128(Int64.random(in: -1_000_000...9_000_000_000, using: &random)))
      let after = Energy(
        millionths: Int128(Int64.random(in: -1_000_000...9_000_000_000, using: &random)))
      let money =
        Bool.random(using: &random) ? Int64.random(in: -9_999_999...9_999_999, using: &random) : nil
      return try Self.row(
        "\(number)", ClosedPoint.Settlement.allCases.randomElement(using: &random) ?? .corrected,
        before: before, after: after, money: money)
    }
    let totals = BookSigning.Totals(rows)
    #expect(totals.points == 200, "seed \(random.seed)")
    #expect(
      totals.energyBefore.millionths == rows.map(\.energyBefore.millionths).reduce(0, +),
      "seed \(random.seed)")
    #expect(
      totals.energyAfter.millionths == rows.map(\.energyAfter.millionths).reduce(0, +),
      "seed \(random.seed)")
    #expect(totals.money == rows.compactMap(\.money).reduce(0, +), "seed \(random.seed)")
    #expect(totals.unpriced == rows.count { $0.money == nil }, "seed \(random.seed)")
    #expect(totals.corrected == rows.count { $0.settlement != .recordStands })
  }

  private static func row(
    _ meter: String, _ settlement: ClosedPoint.Settlement, entry: String = "e",
    before: Energy = .zero, after: Energy = .zero, money: Int64? = 0
  ) throws -> ClosedPoint {
    ClosedPoint(
      identity: PointIdentity(
        unit: "U", point: "P\(meter)", meter: meter,
        period: try #require(BillingPeriod("2026-06/1"))),
      state: .confirmed, settlement: settlement, person: "A", entry: entry, energyBefore: before,
      energyAfter: after, money: money)
  }

  @Test("names what was recorded after the signing, and not what billing answered to it")
  func late() throws {
    let book = BookIdentity(unit: "PE0700", book: "Q1", period: try Sample.point().identity.period)
    func closing(_ one: Case) throws -> BookClosing { BookClosing(book, [try Self.point(one)]) }
    let approve = [Decided(what: .approve, on: "A2")]
    let approved = try closing(
      Case(name: "", a: Self.wrong, decided: approve, fate: .closed(.corrected)))
    let pending = try closing(Case(name: "", a: Self.wrong, fate: .open(.undecided, .supervisor)))
    let applied = try closing(
      Case(
        name: "", a: Self.wrong, decided: approve, answers: true, isChanged: true,
        fate: .closed(.corrected)))
    let again = try closing(
      Case(
        name: "", a: Self.wrong + [.reads(.confirmed)], decided: approve,
        fate: .closed(.recordStands)))
    func held(_ closing: BookClosing) -> [BookSigning.HeldPoint] {
      closing.signing(list: "", by: "S", due: Day(number: 0), replaces: []).held
    }
    func kinds(_ now: BookClosing, since before: BookClosing) -> [LateChange.Kind] {
      now.changes(since: before.closed, held: held(before)).map(\.kind)
    }
    #expect(kinds(approved, since: approved) == [])
    #expect(kinds(applied, since: approved) == [])
    #expect(kinds(pending, since: pending) == [])
    #expect(kinds(approved, since: pending) == [.closedSince])
    #expect(kinds(again, since: approved) == [.billedOtherwise])
    #expect(kinds(pending, since: approved) == [.reopened])
    #expect(kinds(pending, since: BookClosing(book, [])) == [.added])
  }

  @Test("is signed with an owner and a deadline for everything that is held")
  func held() throws {
    let book = BookIdentity(unit: "PE0700", book: "Q1", period: try Sample.point().identity.period)
    let due = try #require(Day("2026-06-20"))
    let closing = BookClosing(
      book,
      [
        try Self.point(Case(name: "", fate: .open(.unvisited, .crew("H09")))),
        try Self.point(Case(name: "", a: Self.wrong, fate: .open(.undecided, .supervisor))),
      ])
    let signing = closing.signing(list: "ab", by: "S01", due: due, replaces: ["c"])
    #expect(signing.held.map(\.owner) == ["H09", "S01"])
    #expect(signing.held.allSatisfy { $0.due == due })
    #expect(signing.totals.points == 0 && signing.replaces == ["c"])
    #expect(signing.identity == book)
  }

  @Test("of several signatures those stand that no other took the place of")
  func signatures() throws {
    func signed(_ hash: String, hour: Int, replaces: [String] = []) -> SignedBook {
      SignedBook(
        hash: hash, author: Author(person: "S", tag: "S"),
        time: "2026-06-17T1\(hour):00:00+07:00",
        signing: BookSigning(
          unit: "U", book: "B", period: "2026-06/1", closedList: "", totals: .init(),
          replaces: replaces))
    }
    let first = signed("a", hour: 1)
    #expect([first].current.map(\.hash) == ["a"])
    #expect([first, signed("b", hour: 0, replaces: ["a"])].current.map(\.hash) == ["b"])
    // Two who did not know of each other both stand, until one takes the place of both.
    let two = [first, signed("b", hour: 2)]
    #expect(two.current.map(\.hash) == ["b", "a"])
    #expect((two + [signed("c", hour: 3, replaces: ["a", "b"])]).current.map(\.hash) == ["c"])
  }
}
