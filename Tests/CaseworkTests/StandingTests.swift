import Casework
import Metering
import Testing

@Suite("Where a meter stands")
struct StandingTests {
  /// What happened, in the order it did; entries are numbered from 1.
  enum Step: Sendable {
    case reads(Verdict)
    case findsNobody
    case corrects(Int)
    case withdraws(Int)
    /// Minutes that take the place of earlier ones.
    case amends(Int, inspection: Int)
    case signs(Int)
    /// The inspector decides otherwise on an inspection.
    case overrules(Int, Verdict, Verdict)
  }

  static func entries(_ steps: [Step]) throws -> [RecordedEntry] {
    try steps.enumerated().map { position, step in
      let record: Record =
        switch step {
        case .reads(let verdict): .inspection(try Sample.inspection(verdict))
        case .findsNobody: .inspection(try nobodyHome())
        case .corrects(let inspection):
          .correction(try Sample.correction(of: "\(inspection)", number: "N-\(position + 1)"))
        case .withdraws(let entry):
          .withdrawal(Withdrawal(point: try Sample.point(), entry: "\(entry)", reason: .undo))
        case .amends(let old, let inspection):
          .correction(try amendment(of: old, inspection: inspection, number: "N-\(position + 1)"))
        case .signs(let correction):
          .signing(
            MinutesSigning(
              point: try Sample.point(), number: "N-\(correction)", correction: "\(correction)",
              outcome: .signed))
        case .overrules(let inspection, let from, let to):
          .overruling(
            Overruling(
              point: try Sample.point(), inspection: "\(inspection)",
              verdict: OverruledVerdict(from: from, to: to, reason: "theo ảnh")))
        }
      return RecordedEntry(
        hash: "\(position + 1)", body: RecordBody(stamp: Sample.stamp, record: record))
    }
  }

  static func amendment(of old: Int, inspection: Int, number: String) throws -> Correction {
    var correction = try Sample.correction(of: "\(inspection)", number: number)
    correction.supersedes = SupersededMinutes(number: "N-\(old)", entry: "\(old)")
    return correction
  }

  static func nobodyHome() throws -> Inspection {
    Inspection(
      point: try Sample.point(), verdict: .unread, probabilityRecordRight: 1_000_000,
      registers: [], readAt: try Sample.readAt(), noReading: NoReading(code: "V"))
  }

  @Test(
    "the entries of a point add up to its state",
    arguments: [
      ([], .unvisited, 0),
      ([.reads(.confirmed)], .confirmed, 0),
      ([.reads(.unresolved)], .unresolved, 0),
      ([.reads(.deviates)], .deviates, 0),
      ([.reads(.deviates), .corrects(1)], .pending, 0),
      ([.findsNobody], .unread, 1),
      ([.findsNobody, .findsNobody], .unread, 2),
      ([.findsNobody, .reads(.confirmed)], .confirmed, 0),
      ([.reads(.confirmed), .findsNobody], .confirmed, 1),
      ([.reads(.confirmed), .withdraws(1)], .unvisited, 0),
      ([.findsNobody, .findsNobody, .withdraws(2)], .unread, 1),
      ([.reads(.deviates), .corrects(1), .withdraws(2)], .deviates, 0),
      ([.reads(.deviates), .corrects(1), .withdraws(1)], .unvisited, 0),
      ([.reads(.deviates), .corrects(1), .reads(.confirmed)], .confirmed, 0),
      ([.reads(.deviates), .corrects(1), .reads(.confirmed), .withdraws(3)], .pending, 0),
      ([.reads(.confirmed), .reads(.deviates), .corrects(1)], .deviates, 0),
    ] as [([Step], Standing.State, Int)])
  func fold(steps: [Step], state: Standing.State, attempts: Int) throws {
    let standing = Standing.folding(try Self.entries(steps))
    #expect(standing.state == state)
    #expect(standing.attempts == attempts)
  }

  @Test("a pending point names its minutes and both entries")
  func pendingNames() throws {
    let standing = Standing.folding(try Self.entries([.reads(.deviates), .corrects(1)]))
    #expect(standing.inspection == "1")
    #expect(standing.correction == "2")
    #expect(standing.minutes == "N-2")
    #expect(standing.inspectedAt == Sample.stamp.time)
  }

  @Test("an amendment takes the place of its minutes, and gives it back when withdrawn")
  func amendment() throws {
    let amended = try Self.entries([.reads(.deviates), .corrects(1), .amends(2, inspection: 1)])
    #expect(Standing.folding(amended).minutes == "N-3")
    #expect(Standing.superseded(in: amended) == ["2"])
    let withdrawn = try Self.entries([
      .reads(.deviates), .corrects(1), .amends(2, inspection: 1), .withdraws(3),
    ])
    #expect(Standing.folding(withdrawn).minutes == "N-2")
    #expect(Standing.superseded(in: withdrawn).isEmpty)
  }

  @Test("a signature counts for the minutes it names, not for those that amend them")
  func signing() throws {
    let signed = try Self.entries([.reads(.deviates), .corrects(1), .signs(2)])
    #expect(Standing.folding(signed).signing == .signed)
    let amended = try Self.entries([
      .reads(.deviates), .corrects(1), .signs(2), .amends(2, inspection: 1),
    ])
    #expect(Standing.folding(amended).signing == nil)
  }

  @Test(
    "a verdict that was overruled is the inspector's, until it is withdrawn or the meter read again",
    arguments: [
      ([.reads(.deviates), .overrules(1, .deviates, .confirmed)], .confirmed),
      ([.reads(.confirmed), .overrules(1, .confirmed, .deviates)], .deviates),
      ([.reads(.unresolved), .overrules(1, .unresolved, .confirmed)], .confirmed),
      ([.reads(.deviates), .overrules(1, .deviates, .confirmed), .withdraws(2)], .deviates),
      ([.reads(.deviates), .overrules(1, .deviates, .confirmed), .withdraws(1)], .unvisited),
      ([.reads(.deviates), .overrules(1, .deviates, .confirmed), .reads(.deviates)], .deviates),
      ([.reads(.deviates), .overrules(9, .deviates, .confirmed)], .deviates),
      // Minutes stand until they are withdrawn.
      ([.reads(.confirmed), .overrules(1, .confirmed, .deviates), .corrects(1)], .pending),
      ([.reads(.deviates), .corrects(1), .overrules(1, .deviates, .confirmed)], .pending),
      (
        [.reads(.deviates), .corrects(1), .overrules(1, .deviates, .confirmed), .withdraws(2)],
        .confirmed
      ),
    ] as [([Step], Standing.State)])
  func overruled(steps: [Step], state: Standing.State) throws {
    #expect(Standing.folding(try Self.entries(steps)).state == state)
  }

  @Test("what was suggested and what was decided are both kept")
  func bothKept() throws {
    let steps: [Step] = [.reads(.deviates), .overrules(1, .deviates, .unresolved)]
    let standing = Standing.folding(try Self.entries(steps))
    #expect(standing.overruled?.from == .deviates)
    #expect(standing.overruled?.to == .unresolved)
    #expect(standing.overruled?.reason == "theo ảnh")
    #expect(standing.inspection == "1")
  }
}
