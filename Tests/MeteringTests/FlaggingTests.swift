import Metering
import TestSupport
import Testing

@Suite("Flagging a month")
struct FlaggingTests {
  /// One register: SL_CU, SL_MOI, SL_THAO in millionths of a kWh, and what is made of it.
  static let singles: [(before: Int64?, now: Int64, removed: Int64, FlagOutcome)] = [
    (100_000_000, 130_000_000, 0, .rise(band: 0)),
    (100_000_000, 129_999_999, 0, .usual),
    (1000, 1300, 0, .rise(band: 0)),
    (1000, 1299, 0, .usual),
    (100_000_000, 149_999_999, 0, .rise(band: 0)),
    (100_000_000, 150_000_000, 0, .rise(band: 1)),
    (100_000_000, 200_000_000, 0, .rise(band: 2)),
    (100_000_000, 399_999_999, 0, .rise(band: 2)),
    (100_000_000, 400_000_000, 0, .rise(band: 3)),
    (100_000_000, 12_000_000, 118_000_000, .rise(band: 0)),
    (100_000_000, 11_999_999, 118_000_000, .usual),
    (0, 0, 0, .usual),
    (0, 5_000_000, 0, .afterZero),
    (0, 1, 0, .afterZero),
    (-5_000_000, 1, 0, .afterZero),
    (-5_000_000, 0, 0, .usual),
    (5_000_000, 0, 0, .zero),
    (5_000_000, -1, 1, .zero),
    (5_000_000, -1, 0, .negative),
    (0, -1, 0, .negative),
    (nil, 5_000_000, 0, .noMonthBefore),
    (nil, -5, 0, .negative),
    (999_999_999_999_999_999, 999_999_999_999_999_999, 999_999_999_999_999_999, .rise(band: 2)),
  ]

  @Test("the rule at its borders", arguments: singles)
  func borders(_ row: (before: Int64?, now: Int64, removed: Int64, FlagOutcome)) {
    var use = MonthlyUse()
    use.add(.single, recorded: row.now, moved: 0, removed: row.removed, before: row.before)
    #expect(use.outcome(.standard) == row.3)
  }

  @Test("three rates are summed; SG and VC do not count")
  func threeRates() {
    var use = MonthlyUse()
    for (kind, before, now) in [
      (RegisterKind.normal, Int64(50), Int64(60)), (.peak, 30, 40), (.offPeak, 20, 30),
      (.total, 10_000, 0), (.reactive, 0, -700),
    ] {
      use.add(kind, recorded: now, moved: 0, removed: nil, before: before)
    }
    #expect(use.outcome(.standard) == .rise(band: 0))
    use.add(.normal, recorded: 0, moved: 0, removed: nil, before: 1)
    #expect(use.outcome(.standard) == .usual)
  }

  @Test("a rate that ran backwards is flagged though the sum rose")
  func hiddenNegative() {
    var use = MonthlyUse()
    use.add(.normal, recorded: 500, moved: 0, removed: nil, before: 100)
    use.add(.peak, recorded: -52, moved: 0, removed: nil, before: 47)
    #expect(use.outcome(.standard) == .negative)
  }

  @Test("only unbilled registers decide nothing; a missing SL_MOI is taken from the dial")
  func absences() {
    var use = MonthlyUse()
    use.add(.reactive, recorded: 5, moved: 0, removed: nil, before: 1)
    #expect(use.outcome(.standard) == .notBilled)
    use.add(.single, recorded: nil, moved: 13, removed: nil, before: 10)
    #expect(use.outcome(.standard) == .rise(band: 0))
  }

  @Test(
    "a complaint flags what the rule does not, and leaves the rule's own outcomes as they are",
    arguments: FlagOutcome.all(.standard))
  func complaints(_ outcome: FlagOutcome) {
    switch outcome {
    case .usual, .noMonthBefore, .notBilled: #expect(outcome.ofComplaint == .complaint)
    default: #expect(outcome.ofComplaint == outcome)
    }
    #expect(FlagOutcome(outcome.number) == outcome)
  }

  @Test("another ratio moves the border and its bands", arguments: ["1.2", "1.30", "2", "5.5"])
  func ratios(_ text: String) throws {
    let ratio = try #require(FlagRatio(text))
    var use = MonthlyUse()
    use.add(.single, recorded: ratio.millionths, moved: 0, removed: nil, before: 1_000_000)
    #expect(use.outcome(ratio) == .rise(band: 0))
    var below = MonthlyUse()
    below.add(.single, recorded: ratio.millionths - 1, moved: 0, removed: nil, before: 1_000_000)
    #expect(below.outcome(ratio) == .usual)
    #expect(ratio.bandStarts == ratio.bandStarts.sorted())
    #expect(Set(FlagOutcome.all(ratio).map(\.number)).count == FlagOutcome.all(ratio).count)
  }

  @Test(
    "what is no ratio above 1 is refused",
    arguments: ["1,3", "0", "-1", "abc", "1", "1.0000001", "1e3", "", " 1.3", "1000.1"])
  func badRatios(_ text: String) {
    #expect(FlagRatio(text) == nil)
  }

  @Test("a point's parts give the same as the whole, and shares add up, for any month")
  func sums() {
    var random = SeededGenerator.fresh()
    for _ in 0..<300 {
      let counts = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        Bool.random(using: &random) ? 0 : Int.random(in: 0...3_000_000, using: &random)
      }
      let shares = Apportionment.shares(of: counts)
      let total = counts.reduce(0, +)
      #expect(shares.reduce(0, +) == (total == 0 ? 0 : 10_000), "seed \(random.seed)")
      for (count, share) in zip(counts, shares) where total > 0 {
        let low = count * 10_000 / total
        #expect((low...(low + 1)).contains(share), "seed \(random.seed)")
      }
      var table = FlagCounts()
      for _ in 0..<50 {
        let outcomes = FlagOutcome.all(.standard)
        table.add(
          outcomes[Int.random(in: 0..<outcomes.count, using: &random)],
          FlagCounts.CustomerClass.allCases.randomElement(using: &random) ?? .unknown,
          FlagCounts.Reading.allCases.randomElement(using: &random) ?? .unknown)
      }
      let all = FlagOutcome.all(.standard)
      #expect(all.map { table.points([$0]) }.reduce(0, +) == 50, "seed \(random.seed)")
      #expect(
        FlagCounts.CustomerClass.allCases.map { table.points(all, $0) }.reduce(0, +) == 50)
      #expect(FlagCounts.Reading.allCases.map { table.points(all, nil, $0) }.reduce(0, +) == 50)
    }
  }

  @Test("neighbours on the walk and in the box come along, once")
  func context() {
    let places = ContextSelection.places(
      flagged: [false, false, true, false, false, false, false],
      boxes: [7, 0, 7, 0, 0, 7, 9])
    #expect(places == [.context, .context, .flagged, .context, .left, .context, .left])
    #expect(ContextSelection.places(flagged: [true], boxes: [0]) == [.flagged])
    #expect(ContextSelection.places(flagged: [], boxes: []) == [])
  }
}
