import Metering
import Testing

/// What one record cannot answer for: a dial below the old index, an old index that was too high, digits
/// that are not this dial's, a re-reading that nobody believes. None of it accuses, and none of it clears.
struct DoubtTests {
  static let usual = ["110", "105", "100"]

  private func assessed(
    old: String, recorded: String, reread: String, months: [String] = usual, digits: Int? = 5,
    at: String = "2026-06-16T10:40", customerClass: String = "SH", multiplier: String = "1",
    change: (inout RecordedRegister) throws -> Void = { _ in }
  ) throws -> RegisterAssessment {
    var record = try Sample.register(
      old: old, recorded: recorded, months: months, digits: digits, multiplier: multiplier)
    try change(&record)
    let point = try Sample.assess(record, reread: reread, at: at, customerClass: customerClass)
    return try #require(point.registers.first)
  }

  @Test(
    arguments: [
      ("12350", "2361", 9_879_000), ("12350", "12136", 104_000), ("12310", "3127", 9_113_000),
      ("12150", "12162", 78_000),
    ] as [(String, String, Int64)])
  func `a dial below the old index is the fault of no single record`(
    recorded: String, reread: String, below: Int64
  ) throws {
    let register = try assessed(old: "12240", recorded: recorded, reread: reread)
    #expect(register.verdict == .unresolved)
    #expect(register.reasons.first == .rereadBelowOld(byThousandths: below))
    #expect(try #require(register.useSince) < Sample.energy("99"))
  }

  @Test(
    arguments: [
      // A month of −15 kWh: this reading too low, or the one before too high.
      ("12225", "12245"), ("12200", "12246"), ("12190", "12253"),
    ] as [(String, String)])
  func `a record a little below the old index may be the better one of the two`(
    recorded: String, reread: String
  ) throws {
    for digits in [5, nil] {
      let register = try assessed(
        old: "12240", recorded: recorded, reread: reread, digits: digits, at: "2026-06-18T10:40")
      #expect(register.verdict == .unresolved)
      guard case .recordedBelowOld = register.reasons.first else {
        Issue.record("\(register.reasons)")
        return
      }
    }
  }

  @Test(arguments: ["-15", "-50"])
  func `a negative consumption is what two such indices give`(stated: String) throws {
    let recorded = stated == "-15" ? "12225" : "12190"
    let register = try assessed(old: "12240", recorded: recorded, reread: "12250") {
      $0.recordedConsumption = try Sample.energy(stated)
    }
    #expect(register.consumptionBefore == Energy(stated))
    #expect(
      !register.reasons.contains {
        if case .consumptionDisagrees = $0 { true } else { false }
      })
    #expect(register.findings.first?.cause != .rollover)
  }

  @Test func `a record far below old index and dial is wrong, whoever read the month before`()
    throws
  {
    let register = try assessed(old: "65219", recorded: "6598", reread: "65423")
    #expect(register.verdict == .deviates)
    #expect(register.findings.first?.index == Index("65398"))
  }

  @Test(
    arguments: [
      ("99930", "100050", "100063", Verdict.unresolved),
      ("123400", "123543", "123556.1", .confirmed),
    ] as [(String, String, String, Verdict)])
  func `a meter with more digits than its list says is no error of its reader`(
    old: String, recorded: String, reread: String, verdict: Verdict
  ) throws {
    let register = try assessed(old: old, recorded: recorded, reread: reread)
    #expect(register.verdict == verdict)
    #expect(register.reasons.first == .dialDoubtful(digits: 5))
  }

  @Test(arguments: ["112361", "999999.9"])
  func `a re-reading that the dial cannot show decides nothing`(reread: String) throws {
    let register = try assessed(old: "12240", recorded: "12350", reread: reread)
    #expect(register.verdict == .unresolved)
    #expect(register.reasons.contains(.rereadBeyondDial(digits: 5)))
  }

  @Test(arguments: ["12300", "12400", "12999", "33333", "54873", "99999"])
  func `a use that no home has in four days asks for another look`(reread: String) throws {
    let register = try assessed(old: "12000", recorded: "12110", reread: reread)
    #expect(register.verdict == .unresolved)
  }

  @Test(arguments: [("12124.5", Verdict.confirmed), ("12150", .confirmed)])
  func `a use that a home may have in four days does not`(
    reread: String, verdict: Verdict
  ) throws {
    #expect(try assessed(old: "12000", recorded: "12110", reread: reread).verdict == verdict)
  }

  @Test func `a workshop's re-reading seventy times its usual use is looked at again`() throws {
    let months = ["1000", "1050", "990"]
    let high = try assessed(
      old: "12000", recorded: "13000", reread: "23150", months: months, customerClass: "SX")
    #expect(high.verdict == .unresolved)
    let usual = try assessed(
      old: "12000", recorded: "13000", reread: "13200", months: months, customerClass: "SX")
    #expect(usual.verdict == .confirmed)
  }

  @Test(arguments: ["11291", "11291.0", "11291.000"])
  func `zeros that a list prints behind the point are no precision`(recorded: String) throws {
    let register = try assessed(
      old: "11180", recorded: recorded, reread: "11290.8", at: "2026-06-12T10:50")
    #expect(register.verdict == .confirmed)
  }

  @Test func `a decimal that was read is`() throws {
    let register = try assessed(
      old: "11180", recorded: "11291.2", reread: "11290.8", at: "2026-06-12T10:50")
    #expect(register.verdict == .deviates)
  }

  @Test(arguments: [("22150", Verdict.deviates), ("12250", .unresolved)])
  func `a roof pushes back no more than three months' use`(recorded: String, verdict: Verdict)
    throws
  {
    let register = try assessed(
      old: "12000", recorded: recorded, reread: "12165", months: ["-50", "105", "100"])
    #expect(register.verdict == verdict)
  }

  @Test func `a meter that runs backwards is right in a month below the old index`() throws {
    let register = try assessed(
      old: "12000", recorded: "11950", reread: "11946", months: ["-40", "-35", "20"]
    ) { $0.recordedConsumption = try Sample.energy("-50") }
    #expect(register.reasons.contains(.runsBackwards))
    #expect(!register.reasons.contains { if case .rereadBelowOld = $0 { true } else { false } })
  }
}
