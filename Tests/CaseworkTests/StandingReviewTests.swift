import Casework
import Metering
import TestSupport
import Testing

@Suite("Where a meter stands once others decided")
struct StandingReviewTests {
  /// What one person does, in order: the first entry of person A is "A1".
  typealias Step = StandingTests.Step

  /// A decision of the supervisor S on an entry.
  struct Decided: Sendable {
    var what: ReviewDecision
    var on: String
    var by = "S"
    var against: [String] = []
    var replaces: [String] = []
  }

  /// The entries of persons A and B, and decisions "R1", "R2", …
  static func history(
    _ a: [Step] = [], _ b: [Step] = [], decided: [Decided] = [], answers: [BillingAnswer] = []
  ) throws -> PointHistory {
    let voices = try [("A", a), ("B", b)].filter { !$0.1.isEmpty }.map { person, steps in
      Voice(
        author: Author(person: person, tag: person),
        entries: try StandingTests.entries(steps).map { named($0, person) })
    }
    let reviews = try decided.enumerated().map { position, decided in
      AttributedReview(
        hash: "R\(position + 1)", author: Author(person: decided.by, tag: decided.by),
        time: "2026-06-17T0\(position):00:00+07:00",
        review: Review(
          point: try Sample.point(), decision: decided.what, entry: decided.on,
          reason: "lý do", against: decided.against, replaces: decided.replaces))
    }
    return PointHistory(voices: voices, reviews: reviews, answers: answers)
  }

  /// The same entry, named after its person; what it names is the same person's.
  private static func named(_ entry: RecordedEntry, _ person: String) -> RecordedEntry {
    var record = entry.body.record
    switch record {
    case .correction(var correction):
      correction.inspection = person + correction.inspection
      correction.supersedes = correction.supersedes.map {
        SupersededMinutes(number: $0.number, entry: person + $0.entry)
      }
      record = .correction(correction)
    case .withdrawal(var withdrawal):
      withdrawal.entry = person + withdrawal.entry
      record = .withdrawal(withdrawal)
    default: break
    }
    return RecordedEntry(
      hash: person + entry.hash, body: RecordBody(stamp: entry.body.stamp, record: record))
  }

  @Test(
    "a decision counts on the very entry that it names",
    arguments: [
      ([.reads(.deviates), .corrects(1)], [], .pending, 0),
      ([.reads(.deviates), .corrects(1)], [Decided(what: .approve, on: "A2")], .approved, 0),
      ([.reads(.deviates), .corrects(1)], [Decided(what: .return, on: "A2")], .returned, 0),
      ([.reads(.deviates), .corrects(1)], [Decided(what: .reject, on: "A2")], .rejected, 0),
      // Never on one's own work, and never on what the decision cannot decide.
      (
        [.reads(.deviates), .corrects(1)], [Decided(what: .approve, on: "A2", by: "A")], .pending, 0
      ),
      ([.reads(.deviates), .corrects(1)], [Decided(what: .acceptRecord, on: "A2")], .pending, 0),
      ([.reads(.deviates), .corrects(1)], [Decided(what: .approve, on: "A1")], .pending, 0),
      // What was withdrawn or replaced meanwhile takes no decision along.
      (
        [.reads(.deviates), .corrects(1), .withdraws(2)], [Decided(what: .approve, on: "A2")],
        .deviates, 1
      ),
      (
        [.reads(.deviates), .corrects(1), .amends(2, inspection: 1)],
        [Decided(what: .approve, on: "A2")], .pending, 1
      ),
      (
        [.reads(.deviates), .corrects(1), .reads(.confirmed)],
        [Decided(what: .approve, on: "A2")], .confirmed, 1
      ),
      // A return has done its work once the inspector did it again.
      (
        [.reads(.deviates), .corrects(1), .amends(2, inspection: 1)],
        [Decided(what: .return, on: "A2")], .pending, 0
      ),
      // One decision may take another's place; two that did not know of each other count for nothing.
      (
        [.reads(.deviates), .corrects(1)],
        [Decided(what: .return, on: "A2"), Decided(what: .approve, on: "A2", replaces: ["R1"])],
        .approved, 0
      ),
      (
        [.reads(.deviates), .corrects(1)],
        [Decided(what: .approve, on: "A2"), Decided(what: .approve, on: "A2", by: "T")],
        .approved, 0
      ),
      ([.reads(.unresolved)], [Decided(what: .acceptRecord, on: "A1")], .unresolved, 0),
      ([.findsNobody], [Decided(what: .estimate, on: "A1")], .unread, 0),
    ] as [([Step], [Decided], Standing.State, Int)])
  func decisions(
    steps: [Step], decided: [Decided], state: Standing.State, crossed: Int
  ) throws {
    let standing = Standing.folding(try Self.history(steps, decided: decided))
    #expect(standing.state == state)
    #expect(standing.crossed.count == crossed)
    #expect(standing.contested.isEmpty)
  }

  @Test("two decisions that do not agree are both shown, and neither counts")
  func contested() throws {
    let standing = Standing.folding(
      try Self.history(
        [.reads(.deviates), .corrects(1)],
        decided: [
          Decided(what: .approve, on: "A2"), Decided(what: .reject, on: "A2", by: "T"),
        ]))
    #expect(standing.state == .pending && standing.review == nil)
    #expect(standing.contested.map(\.author.person) == ["S", "T"])
    #expect(standing.awaits == .minutes)
  }

  @Test("a decision of closing ends the waiting, until the door is tried again")
  func closing() throws {
    let closed = [Decided(what: .holdInvoice, on: "A1")]
    let standing = Standing.folding(try Self.history([.findsNobody], decided: closed))
    #expect(standing.awaits == nil && standing.review?.review.decision == .holdInvoice)
    let again = Standing.folding(try Self.history([.findsNobody, .findsNobody], decided: closed))
    #expect(again.awaits == .unread && again.crossed.count == 1)
  }

  @Test(
    "inspections of two persons that contradict each other are a dispute until one is chosen",
    arguments: [
      ([.reads(.confirmed)], [.reads(.confirmed)], [], .confirmed),
      ([.reads(.confirmed)], [.reads(.unresolved)], [], .confirmed),
      ([.reads(.confirmed)], [.reads(.deviates), .corrects(1)], [], .disputed),
      (
        [.reads(.confirmed)], [.reads(.deviates), .corrects(1)],
        [Decided(what: .choose, on: "A1", against: ["B1"])], .confirmed
      ),
      (
        [.reads(.confirmed)], [.reads(.deviates), .corrects(1)],
        [Decided(what: .choose, on: "B1", against: ["A1"])], .pending
      ),
      (
        [.reads(.confirmed)], [.reads(.deviates), .corrects(1)],
        [
          Decided(what: .choose, on: "B1", against: ["A1"]), Decided(what: .approve, on: "B2"),
        ], .approved
      ),
      // Whoever chose without knowing of the other side chose nothing; nor does a side choose.
      (
        [.reads(.confirmed)], [.reads(.deviates), .corrects(1)],
        [Decided(what: .choose, on: "B1")], .disputed
      ),
      (
        [.reads(.confirmed)], [.reads(.deviates), .corrects(1)],
        [Decided(what: .choose, on: "B1", by: "B", against: ["A1"])], .disputed
      ),
      // A choice between what was there before says nothing of a later reading.
      (
        [.reads(.confirmed), .reads(.confirmed)], [.reads(.deviates)],
        [Decided(what: .choose, on: "B1", against: ["A1"])], .disputed
      ),
    ] as [([Step], [Step], [Decided], Standing.State)])
  func disputes(a: [Step], b: [Step], decided: [Decided], state: Standing.State) throws {
    let standing = Standing.folding(try Self.history(a, b, decided: decided))
    #expect(standing.state == state)
    #expect(standing.sides.isEmpty == (state != .disputed))
  }

  @Test("an ordered third visit ends the waiting, and the third reading begins it anew")
  func thirdVisit() throws {
    let ordered = [Decided(what: .thirdVisit, on: "B1", against: ["A1"])]
    let standing = Standing.folding(
      try Self.history([.reads(.confirmed)], [.reads(.deviates)], decided: ordered))
    #expect(standing.state == .disputed && standing.awaits == nil)
    var history = try Self.history([.reads(.confirmed)], [.reads(.deviates)], decided: ordered)
    history.voices.append(
      Voice(
        author: Author(person: "C", tag: "C"),
        entries: try StandingTests.entries([.reads(.confirmed)]).map { Self.named($0, "C") }))
    let third = Standing.folding(history)
    #expect(third.state == .disputed && third.awaits == .dispute && third.sides.count == 3)
  }

  @Test("billing's answer counts for the approved minutes that it names")
  func billed() throws {
    let approved = [Decided(what: .approve, on: "A2")]
    func folded(_ outcome: BillingAnswer.Outcome, on entry: String) throws -> Standing {
      let answer = BillingAnswer(
        point: try Sample.point(), minutes: "N-2", entry: entry, outcome: outcome,
        asOf: "2026-06-20T00:00:00+07:00", reason: "kỳ đã khoá")
      return .folding(
        try Self.history(
          [.reads(.deviates), .corrects(1)], decided: approved, answers: [answer]))
    }
    #expect(try folded(.applied, on: "A2").state == .applied)
    #expect(try folded(.applied, on: "A9").state == .approved)
    let refused = try folded(.refused, on: "A2")
    #expect(refused.state == .approved && refused.answer?.reason == "kỳ đã khoá")
  }

  @Test("the order in which logs arrive does not matter")
  func order() throws {
    var generator = SeededGenerator(seed: 20_260_617)
    let a: [Step] = [.reads(.deviates), .corrects(1), .amends(2, inspection: 1)]
    let history = try Self.history(
      a, [.reads(.unresolved)],
      decided: [
        Decided(what: .return, on: "A2"), Decided(what: .approve, on: "A3"),
        Decided(what: .reject, on: "A3", by: "T", replaces: ["R2"]),
        Decided(what: .acceptRecord, on: "B1"),
      ])
    let due = Standing.folding(history)
    #expect(due.state == .rejected)
    for round in 0..<200 {
      var shuffled = history
      shuffled.voices.shuffle(using: &generator)
      shuffled.reviews.shuffle(using: &generator)
      #expect(Standing.folding(shuffled) == due, "seed 20260617, round \(round)")
    }
  }
}
