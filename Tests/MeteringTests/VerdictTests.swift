import Metering
import Testing

/// One register, one re-read index, the verdict: what crews meet, as a table.
struct VerdictTests {
  /// A record read on 12 June after a month, months before it, and what the dial shows on 16 June.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var old: String
    var recorded: String
    var months: [String]
    var reread: String
    var verdict: Verdict
    var digits: Int? = 5
    var customerClass = "SH"
    var multiplier = "1"

    init(
      _ name: String, old: String, recorded: String, months: [String], reread: String,
      _ verdict: Verdict, digits: Int? = 5, customerClass: String = "SH", multiplier: String = "1"
    ) {
      testDescription = name
      self.old = old
      self.recorded = recorded
      self.months = months
      self.reread = reread
      self.verdict = verdict
      self.digits = digits
      self.customerClass = customerClass
      self.multiplier = multiplier
    }

    func assessed() throws -> PointAssessment {
      try Sample.assess(
        try Sample.register(
          old: old, recorded: recorded, months: months, digits: digits, multiplier: multiplier),
        reread: reread, customerClass: customerClass)
    }
  }

  static let usual = ["115", "118", "102"]

  @Test(arguments: [
    Case(
      "an ordinary month", old: "1180", recorded: "1290", months: usual, reread: "1307.4",
      .confirmed),
    Case(
      "a bill twice as high that goes on", old: "1180", recorded: "1420", months: usual,
      reread: "1452.1", .confirmed),
    Case(
      "a bill five times as high that goes on", old: "1180", recorded: "1755", months: usual,
      reread: "1830", .confirmed),
    Case(
      "a high bill after which the guests have left", old: "1180", recorded: "1420",
      months: usual, reread: "1435", .confirmed),
    Case(
      "an empty home", old: "1180", recorded: "1180", months: ["0", "0", "0"],
      reread: "1180", .confirmed),
    Case(
      "a family that comes home", old: "1180", recorded: "1182", months: usual,
      reread: "1197.3", .confirmed),
    Case(
      "a dial that rolled over in the month", old: "99900", recorded: "12", months: usual,
      reread: "27.5", .confirmed),
    Case(
      "a dial that rolled over since", old: "99880", recorded: "99992", months: usual,
      reread: "8.1", .confirmed),
    Case(
      "half a unit below is rounding", old: "1180", recorded: "1291", months: ["110", "110"],
      reread: "1290.5", .confirmed),
    Case(
      "a factory that works in shifts", old: "1180", recorded: "1290", months: ["80", "300"],
      reread: "1330", .confirmed, customerClass: "SX", multiplier: "40"),
  ]) func `an honest record is confirmed`(_ example: Case) throws {
    let assessment = try example.assessed()
    #expect(assessment.verdict == .confirmed)
    let register = try #require(assessment.registers.first)
    #expect(register.findings.isEmpty)
    #expect(!register.reasons.isEmpty)
  }

  @Test(arguments: [
    Case(
      "two digits changed places", old: "1180", recorded: "1920", months: usual,
      reread: "1307.4", .deviates),
    Case(
      "a black digit misread", old: "1180", recorded: "1690", months: usual, reread: "1307.4",
      .deviates),
    Case(
      "the red digit taken for a black one", old: "11800", recorded: "129004", months: usual,
      reread: "12917.8", .deviates),
    Case(
      "the same below the dial's end", old: "1180", recorded: "12904", months: usual,
      reread: "1307.4", .deviates),
    Case(
      "a digit left out", old: "65219", recorded: "6598", months: ["171", "219", "231"],
      reread: "65423", .deviates),
    Case(
      "read far below the old index", old: "64801", recorded: "44974", months: usual,
      reread: "64990", .deviates),
    Case(
      "zero saved for an empty field", old: "64801", recorded: "0", months: usual,
      reread: "64931.2", .deviates),
    Case(
      "two units below", old: "1180", recorded: "1292", months: usual, reread: "1290",
      .deviates),
    Case(
      "a factory's dial below its record", old: "1180", recorded: "1920", months: usual,
      reread: "1307.4", .deviates, customerClass: "SX", multiplier: "40"),
    Case(
      "below, with digits unknown and no turn in reach", old: "1180", recorded: "1920",
      months: usual, reread: "1307.4", .deviates, digits: nil),
  ]) func `a wrong record is proven wrong`(_ example: Case) throws {
    let assessment = try example.assessed()
    #expect(assessment.verdict == .deviates)
    let register = try #require(assessment.registers.first)
    #expect(!register.findings.isEmpty)
    #expect(register.probabilityRecordRight <= 50_000)
  }

  @Test(arguments: [
    Case(
      "a rollover of a dial nobody counted", old: "99880", recorded: "99992", months: usual,
      reread: "8.1", .unresolved, digits: nil),
    Case(
      "nothing used for days in a busy home", old: "1180", recorded: "1290", months: usual,
      reread: "1290", .unresolved),
  ]) func `what is implausible but unproven stays open`(_ example: Case) throws {
    let assessment = try example.assessed()
    #expect(assessment.verdict == .unresolved)
  }

  @Test(
    arguments: [("1290.8", .confirmed), ("1290", .confirmed), ("1289.9", .deviates)]
      as [(String, Verdict)])
  func `a unit of the record's precision is no proof`(reread: String, verdict: Verdict) throws {
    let record = try Sample.register(old: "1180", recorded: "1291", months: ["110", "110", "112"])
    let assessment = try Sample.assess(record, reread: reread)
    #expect(assessment.verdict == verdict)
  }

  @Test(arguments: [("1290.7", .confirmed), ("1290.6", .deviates)] as [(String, Verdict)])
  func `a record with decimals is held to them`(reread: String, verdict: Verdict) throws {
    let record = try Sample.register(
      old: "1180", recorded: "1290.8", months: ["110", "110", "112"])
    let assessment = try Sample.assess(record, reread: reread)
    #expect(assessment.verdict == verdict)
  }

  /// Twice the usual month, then two days of what this home uses in a month: nothing that the dial shows
  /// bears the record out, so nobody is told that it is right.
  @Test(arguments: [("45140", Verdict.confirmed), ("45220", .confirmed), ("45435.3", .unresolved)])
  func `use that is not this home's leaves a record undecided sooner`(
    reread: String, verdict: Verdict
  ) throws {
    let register = try Sample.register(
      old: "44098", recorded: "45074", months: ["462", "459", "476"])
    let assessment = try Sample.assess(register, reread: reread, at: "2026-06-14T10:40")
    #expect(assessment.verdict == verdict)
  }
}
