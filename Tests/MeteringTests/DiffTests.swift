import Metering
import Testing

/// The diff as its users would tell it: what was recorded, what the dial showed days later, and
/// what follows.
struct DiffTests {
  @Test func `two digits changed places in a bill six times too high`() throws {
    let record = try Sample.register(old: "1180", recorded: "1920", months: ["115", "118", "102"])
    let point = try Sample.assess(record, reread: "1307.4")
    let register = try #require(point.registers.first)
    let finding = try #require(register.findings.first)
    #expect(point.verdict == .deviates)
    #expect(finding.cause == .transposition)
    #expect(finding.index == Index("1290"))
    #expect(finding.probability >= 900_000)
    #expect(register.consumptionBefore == Energy("740"))
    #expect(register.consumptionAfter == Energy("110"))
    #expect(register.useSince == Energy("-612.6"))
    #expect(register.reasons.first == .rereadBelowRecorded(byThousandths: 612_600))
  }

  @Test func `of the findings after the first only those of one per cent are told`() throws {
    let record = try Sample.register(old: "1180", recorded: "1920", months: ["115", "118", "102"])
    var register = try #require(try Sample.assess(record, reread: "1307.4").registers.first)
    #expect(register.told.first == register.findings.first)
    register.findings = [5000, 20_000, 10_000, 9999].map {
      Finding(cause: .substitution, index: nil, probability: $0)
    }
    #expect(register.told.map(\.probability) == [5000, 20_000, 10_000])
    register.findings = []
    #expect(register.told.isEmpty)
  }

  @Test func `an honest high bill is confirmed with the use that shows it`() throws {
    let record = try Sample.register(old: "1180", recorded: "1480", months: ["115", "118", "102"])
    let register = try #require(try Sample.assess(record, reread: "1521.3").registers.first)
    #expect(register.verdict == .confirmed)
    #expect(register.findings.isEmpty)
    #expect(register.probabilityRecordRight >= 990_000)
    guard case .useWithinUsual(let use, 4, let usual)? = register.reasons.first else {
      Issue.record("\(register.reasons)")
      return
    }
    #expect(use == Energy("41.3"))
    #expect(usual.contains(use))
  }

  @Test(
    arguments: [
      // Ten times too much, beyond the dial: the red digit was taken for a black one.
      ("40699", "407766", "40787.9", Verdict.deviates, Cause.decimalShift, "40776"),
      // Ten times too much within the dial.
      ("1180", "12904", "1307.4", .deviates, .decimalShift, "1290"),
      // A digit too low: the customer was billed too little.
      ("3180", "3210", "3720.0", .unresolved, .substitution, "3710"),
      ("65219", "6598", "65423", .deviates, .omission, "65398"),
      ("99366", "914141", "99434", .deviates, .unexplained, nil),
    ] as [(String, String, String, Verdict, Cause, String?)])
  func `an error is told with what the dial showed`(
    old: String, recorded: String, reread: String, verdict: Verdict, cause: Cause, index: String?
  ) throws {
    let record = try Sample.register(old: old, recorded: recorded, months: ["85", "82", "69"])
    let register = try #require(try Sample.assess(record, reread: reread).registers.first)
    #expect(register.verdict == verdict)
    if verdict == .deviates {
      #expect(register.findings.first?.cause == cause)
      #expect(register.findings.first?.index == index.flatMap { Index($0) })
    }
  }

  @Test(arguments: [(5, Verdict.confirmed), (nil, Verdict.unresolved)] as [(Int?, Verdict)])
  func `a dial that passed its highest index since proves nothing`(
    digits: Int?, verdict: Verdict
  ) throws {
    let record = try Sample.register(
      old: "99880", recorded: "99990", months: ["115", "118", "102"], digits: digits)
    let register = try #require(try Sample.assess(record, reread: "7").registers.first)
    #expect(register.verdict == verdict)
    #expect(register.reasons.contains(.rolloverPossible(digits: digits)))
    #expect(register.useSince == (digits == nil ? Energy("-99983") : Energy("17")))
  }

  @Test(arguments: [(5, "99.5", "132"), (nil, "99.5", "-99868")] as [(Int?, String, String)])
  func `consumption takes a rollover only by a known dial`(
    digits: Int?, removed: String, consumption: String
  ) throws {
    var record = try Sample.register(
      old: "99980", recorded: "12.5", months: [], digits: digits)
    record.removedConsumption = try Sample.energy(removed)
    #expect(record.consumption(to: record.recorded) == Energy(consumption))
  }

  @Test func `a meter exchanged in the period is judged with the removed meter's part`() throws {
    var record = try Sample.register(old: "0", recorded: "40", months: ["115", "118", "102"])
    record.removedConsumption = try Sample.energy("72")
    let register = try #require(try Sample.assess(record, reread: "55.1").registers.first)
    #expect(register.verdict == .confirmed)
    #expect(register.consumptionBefore == Energy("112"))
  }

  @Test func `an empty home that used nothing is confirmed`() throws {
    let record = try Sample.register(old: "1180", recorded: "1180", months: ["0", "0", "0"])
    #expect(try Sample.assess(record, reread: "1180").verdict == .confirmed)
  }

  @Test func `a re-reading equal to the record where use was expected is not believed`() throws {
    let record = try Sample.register(old: "1180", recorded: "1290", months: ["115", "118", "102"])
    let register = try #require(try Sample.assess(record, reread: "1290").registers.first)
    #expect(register.verdict == .unresolved)
    #expect(register.reasons.first == .unchangedDespiteUse(days: 4))
  }

  @Test(arguments: [("1290.8", Verdict.confirmed), ("1289.9", .deviates)])
  func `a record is taken no more precisely than it was written`(
    reread: String, verdict: Verdict
  ) throws {
    let record = try Sample.register(old: "1180", recorded: "1291", months: ["115", "118", "102"])
    let point = try Sample.assess(record, reread: reread, at: "2026-06-12T11:00")
    #expect(point.verdict == verdict)
  }

  @Test func `a factory is never called wrong from its rate alone`() throws {
    let record = try Sample.register(
      old: "1180", recorded: "1290", months: ["4600", "4720", "4080"], multiplier: "40")
    let register = try #require(
      try Sample.assess(record, reread: "41290", customerClass: "SX").registers.first)
    #expect(register.verdict != .deviates)
  }

  @Test func `a factory's re-reading below the record proves it all the same`() throws {
    let record = try Sample.register(
      old: "1180", recorded: "1920", months: ["4600", "4720", "4080"], multiplier: "40")
    #expect(
      try Sample.assess(record, reread: "1307.4", customerClass: "SX").verdict == .deviates)
  }

  @Test func `a re-reading from before the record decides nothing`() throws {
    let record = try Sample.register(old: "1180", recorded: "1920", months: ["115"])
    let register = try #require(
      try Sample.assess(record, reread: "1307.4", at: "2026-06-11T10:00").registers.first)
    #expect(register.verdict == .unresolved)
    #expect(register.reasons.first == .rereadBeforeRecord)
  }
}
