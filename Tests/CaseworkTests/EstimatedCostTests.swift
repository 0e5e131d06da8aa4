import Foundation
import Metering
import Testing

@testable import Casework

@Suite("The estimate that minutes keep")
struct EstimatedCostTests {
  @Test(
    "is read back as it was written",
    arguments: [
      EstimatedCost.known(
        .init(
          decisions: ["1279/QĐ-BCT"], taxPercent: 8, before: 2_442_558, after: 283_560,
          nextMonth: -12)),
      .known(.init(decisions: ["A", "B"], taxPercent: 10, before: 0, after: 5, nextMonth: nil)),
      .unknown(.severalRates), .unknown(.noTariff),
    ])
  func bothWays(cost: EstimatedCost) throws {
    let written = try JSONEncoder().encode(cost)
    #expect(try JSONDecoder().decode(EstimatedCost.self, from: written) == cost)
  }

  @Test("with a reason that this version does not know is refused, not guessed")
  func unknownWord() throws {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(EstimatedCost.self, from: Data(#"{"unknown":"weather"}"#.utf8))
    }
  }

  @Test("adds up both months; without a next month it is this month's alone")
  func sums() {
    let both = EstimatedCost.Amounts(
      decisions: [], taxPercent: 8, before: 2_000, after: 500, nextMonth: 300)
    #expect(both.thisMonth == -1_500)
    #expect(both.difference == -1_200)
    let one = EstimatedCost.Amounts(
      decisions: [], taxPercent: 8, before: 500, after: 2_000, nextMonth: nil)
    #expect(one.difference == 1_500)
    let absurd = EstimatedCost.Amounts(
      decisions: [], taxPercent: 8, before: .max, after: .min, nextMonth: .min)
    #expect(absurd.thisMonth == .min && absurd.difference == .min)
  }
}
