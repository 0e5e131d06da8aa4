import Metering
import TestSupport
import Testing

/// The diff on customers that a model of its own made up: floors, so that no change of the inference
/// goes unseen. `phuctra evaluate` prints the same figures for a book with known truth.
struct GeneratedBookTests {
  /// Honest customers of each of five books a model; PHUCTRA_LONG=1 for ten times as many.
  static let size = Environment.value("PHUCTRA_LONG") == "1" ? 60_000 : 6000

  static func score(
    seed: UInt64, honest: Int, perMillion: UInt64, model: ConsumptionModel = .habits
  ) -> Scorecard {
    var generator = CaseGenerator(seed: seed, model: model)
    var parameters = DiagnosisParameters.standard
    parameters.wrongPerMillion = perMillion
    var card = Scorecard()
    for number in 0..<(honest + honest / 10) {
      let made = number < honest ? generator.honest() : generator.wrong()
      let assessment = PointAssessment(
        of: made.point, rereads: made.rereads, neighbours: made.neighbours,
        parameters: parameters)
      card.add(
        made.point, rereads: made.rereads, truths: made.truths, assessment: assessment)
    }
    return card
  }

  @Test(arguments: ConsumptionModel.allCases)
  func `thirty thousand honest customers are let go and material errors are not`(
    model: ConsumptionModel
  ) async {
    let cards = await withTaskGroup(of: Scorecard.self) { group in
      for seed: UInt64 in 11...15 {
        group.addTask {
          Self.score(seed: seed, honest: Self.size, perMillion: 500, model: model)
        }
      }
      return await group.reduce(into: [Scorecard]()) { $0.append($1) }
    }
    func sum(_ count: (Scorecard) -> Int) -> Int { cards.reduce(0) { $0 + count($1) } }
    let honest = sum(\.honest)
    let material = sum { $0.registers(.material) }
    let caught = sum(\.caught)
    #expect(honest == 5 * Self.size)
    #expect(sum { $0.honestPoints[.deviates] ?? 0 } * 10_000 <= honest)
    #expect(sum { $0.honestPoints[.unresolved] ?? 0 } * 1000 <= 4 * honest)
    #expect(caught * 100 >= 98 * material, "\(caught) of \(material)")
    let outside = sum(\.outsideEnvelope)
    #expect(sum(\.outsideEnvelopeCaught) * 1000 >= 995 * outside)
    let causes = sum(\.rightCause)
    #expect(causes * 100 >= 95 * caught, "\(causes) of \(caught)")
    // One error in eight of this book pins no index at all, whoever looks at it.
    let pinned = sum(\.pinned)
    #expect(sum(\.exactPinned) * 100 >= 92 * pinned)
    #expect(sum(\.exactIndex) * 100 >= 79 * caught)
    // No honest statement of its chances promises more than comes about.
    #expect(sum { Int($0.statedIndex) } <= sum(\.exactIndex) * 1_000_000)
    #expect(sum { Int($0.statedCause) } <= causes * 1_000_000)
  }

  @Test(arguments: [21, 22] as [UInt64], ConsumptionModel.allCases)
  func `what is stated is what comes about, where the prior is the book's own`(
    seed: UInt64, model: ConsumptionModel
  ) {
    let card = Self.score(seed: seed, honest: 2000, perMillion: 1_000_000 / 11, model: model)
    #expect(card.calibrationError <= 30_000, "seed \(seed): \(card.calibrationError)")
  }
}

struct ScorecardTests {
  static func score(
    recorded: String, truth: String, reread: String, cause: Cause?
  ) throws -> Scorecard {
    let record = try Sample.register(
      old: "1180", recorded: recorded, months: ["115", "118", "102"])
    let point = try Sample.point([record])
    let rereads = [try Sample.reread(reread)]
    var card = Scorecard()
    card.add(
      point, rereads: rereads,
      truths: [KnownTruth(kind: .single, index: try Sample.index(truth), cause: cause)],
      assessment: PointAssessment(of: point, rereads: rereads))
    return card
  }

  @Test func `an honest record counts as one honest customer`() throws {
    let card = try Self.score(recorded: "1290", truth: "1290", reread: "1307.4", cause: nil)
    #expect(card.honest == 1)
    #expect(card.registers(.honest, .confirmed) == 1)
    #expect(card.registers(.material) == 0)
    #expect(card.bins[0].registers == 1 && card.bins[0].wrong == 0)
  }

  @Test func `a material error that is told exactly counts in every share`() throws {
    let card = try Self.score(
      recorded: "1920", truth: "1290", reread: "1307.4", cause: .transposition)
    #expect(card.honest == 0)
    #expect(card.registers(.material, .deviates) == 1)
    #expect((card.caught, card.exactIndex, card.rightCause) == (1, 1, 1))
    #expect((card.outsideEnvelope, card.outsideEnvelopeCaught) == (1, 1))
    #expect(card.bins[9].registers == 1 && card.bins[9].wrong == 1)
    #expect(card.misses.isEmpty)
  }

  @Test func `an error of some kWh is slight, and missing it is no miss`() throws {
    let card = try Self.score(
      recorded: "1292", truth: "1290", reread: "1307.4", cause: .substitution)
    #expect(card.registers(.slight) == 1)
    #expect(card.misses.isEmpty)
    #expect(card.caught == 0)
  }

  @Test func `a material error that was believed is listed with what it cost`() throws {
    let card = try Self.score(
      recorded: "1340", truth: "1320", reread: "1345", cause: .substitution)
    #expect(card.registers(.material, .confirmed) == 1)
    #expect(card.misses.map(\.error) == [try Sample.energy("20")])
    #expect(card.caught == 0)
  }

  @Test func `an even book of right guesses has no calibration error`() {
    var card = Scorecard()
    #expect(card.calibrationError == 0)
    card.bins[9] = Scorecard.Bin(registers: 10, wrong: 9, stated: 9_000_000)
    #expect(card.calibrationError == 0)
    card.bins[0] = Scorecard.Bin(registers: 10, wrong: 1, stated: 0)
    #expect(card.calibrationError == 50_000)
  }
}
