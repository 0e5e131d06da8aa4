import Metering
import Testing

/// What the newspapers of 2020 told, as the program would have met it at the door. The amounts are
/// theirs; where only money was printed, the indices are made to fit it.
struct PublicCaseTests {
  @Test func `a bill of ninety million instead of 368 thousand is proven wrong`() throws {
    // 28,014 kWh for 200, at 2,927 dong and 10 % tax: the red digit of 3090,4 taken for a black one.
    let record = try Sample.register(
      old: "2890", recorded: "30904", months: ["190", "205", "198"], digits: 5)
    let assessment = try Sample.assess(record, reread: "3117.2")
    #expect(assessment.verdict == .deviates)
    let finding = try #require(assessment.registers.first?.findings.first)
    #expect(finding.cause == .decimalShift)
    #expect(finding.index == Index("3090"))
  }

  @Test func `a bill of sixteen million instead of 501 thousand is proven wrong`() throws {
    // Keyed on the tablet: 15437 became 20437.
    let record = try Sample.register(
      old: "15180", recorded: "20437", months: ["240", "251", "262"], digits: 5)
    let assessment = try Sample.assess(record, reread: "15470.5")
    #expect(assessment.verdict == .deviates)
  }

  @Test func `834 kWh billed where the dial days later still shows 80 less is proven wrong`() throws
  {
    let record = try Sample.register(
      old: "5120", recorded: "5954", months: ["310", "295", "330"], digits: 5)
    let assessment = try Sample.assess(record, reread: "5874")
    #expect(assessment.verdict == .deviates)
    let register = try #require(assessment.registers.first)
    #expect(register.reasons.contains { if case .rereadBelowRecorded = $0 { true } else { false } })
  }

  @Test
  func `a bill thirty-three times as high is proven wrong by the dial, and is right without it`()
    throws
  {
    // 3,630 kWh for 110: what the dial shows decides, not how high the bill is.
    let record = try Sample.register(
      old: "8100", recorded: "11730", months: ["110", "110", "108"], digits: 5)
    #expect(try Sample.assess(record, reread: "8226").verdict == .deviates)
    #expect(try Sample.assess(record, reread: "11746").verdict == .confirmed)
  }
}
