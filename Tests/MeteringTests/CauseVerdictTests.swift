import Metering
import Testing

/// What follows from causes that lie outside the digits: another meter, a turn of the dial, a plate.
struct CauseVerdictTests {
  static let usual = ["115", "118", "102"]

  private func assessed(
    _ record: RecordedRegister, reread: String, customerClass: String = "SH"
  ) throws -> RegisterAssessment {
    let point = try Sample.assess(record, reread: reread, customerClass: customerClass)
    return try #require(point.registers.first)
  }

  @Test func `a dial as low as a new meter's, below the old index, accuses nobody`() throws {
    let record = try Sample.register(old: "40230", recorded: "40355", months: Self.usual)
    let register = try assessed(record, reread: "12.4")
    #expect(register.verdict == .unresolved)
    #expect(register.findings.first?.cause == .meterExchanged)
    #expect(register.findings.first?.index == nil)
    #expect(register.reasons.contains(.exchangePossible))
  }

  @Test func `the new meter's index against the removed meter's old one is not called wrong`()
    throws
  {
    var record = try Sample.register(old: "40230", recorded: "35", months: Self.usual)
    record.removedConsumption = try Sample.energy("60")
    let register = try assessed(record, reread: "46.2")
    #expect(register.verdict == .unresolved)
    #expect(register.findings.first?.cause == .meterExchanged)
  }

  @Test(arguments: ["1250", "1180", "1100"])
  func `a meter that has run backwards is not proven wrong by a lower dial`(reread: String) throws {
    let record = try Sample.register(old: "1180", recorded: "1290", months: ["115", "-80", "102"])
    let register = try assessed(record, reread: reread)
    #expect(register.verdict == .unresolved)
    #expect(register.reasons.contains(.runsBackwards))
  }

  @Test func `a record beyond the dial is wrong even where the meter runs backwards`() throws {
    let record = try Sample.register(
      old: "99880", recorded: "129012", months: ["115", "-80", "102"])
    #expect(try assessed(record, reread: "99912").verdict == .deviates)
  }

  @Test func `a reader who counted on beyond the dial's last digit is understood`() throws {
    let record = try Sample.register(old: "99880", recorded: "100012", months: Self.usual)
    let register = try assessed(record, reread: "27.5")
    #expect(register.verdict == .deviates)
    #expect(register.findings.first?.cause == .rollover)
    #expect(register.findings.first?.index == Index("12"))
  }

  @Test(arguments: ["-99868", "99132", "900132"])
  func `a right index billed by a turn too much or too little is told as such`(stated: String)
    throws
  {
    var record = try Sample.register(old: "99880", recorded: "12", months: Self.usual)
    record.recordedConsumption = try Sample.energy(stated)
    let register = try assessed(record, reread: "27.5")
    #expect(register.verdict == .unresolved)
    let isTurn = stated != "99132"
    #expect((register.findings.first?.cause == .rollover) == isTurn)
  }

  @Test func `a consumption reckoned by another multiplier names the plate`() throws {
    var record = try Sample.register(
      old: "1180", recorded: "1290", months: ["2300", "2360", "2040"], multiplier: "40")
    record.recordedConsumption = try Sample.energy("2200")
    let register = try assessed(record, reread: "1307.4", customerClass: "SX")
    #expect(register.verdict == .unresolved)
    let finding = try #require(register.findings.first)
    #expect(finding.cause == .multiplierWrong)
    #expect(finding.index == nil)
    let likely = try #require(Multiplier("20"))
    #expect(
      register.reasons.contains(
        .likelyMultiplier(recorded: record.multiplier, likely: likely)))
  }

  @Test func `a home that moves far more than its months is believed, and its plate looked at`()
    throws
  {
    let record = try Sample.register(
      old: "1180", recorded: "1410", months: ["230", "236", "204"], multiplier: "40")
    let register = try assessed(record, reread: "1442")
    #expect(register.verdict == .confirmed)
    #expect(
      register.reasons.contains(.likelyMultiplier(recorded: record.multiplier, likely: .one)))
  }

  @Test(arguments: ["40", "400", "1"])
  func `a workshop whose bill is off by a usual ratio has its plate looked at`(listed: String)
    throws
  {
    let kilowattHours = listed == "1" ? "24000" : listed == "40" ? "600" : "24000"
    let record = try Sample.register(
      old: "2000", recorded: "2600", months: [kilowattHours, kilowattHours, kilowattHours],
      multiplier: listed)
    let register = try assessed(record, reread: "2680", customerClass: "SX")
    #expect(register.verdict == .confirmed)
    #expect(register.reasons.contains { if case .likelyMultiplier = $0 { true } else { false } })
  }

  @Test(arguments: ["V", "VN", "M", "KC", "X"])
  func `a dial that nobody read then accuses no reader now`(status: String) throws {
    var record = try Sample.register(old: "12000", recorded: "12000", months: Self.usual)
    record.recordedStatus = status
    record.recordedConsumption = .zero
    let register = try assessed(record, reread: "12121.4")
    #expect(register.verdict == .confirmed)
    #expect(register.findings.isEmpty)
    #expect(register.reasons.first == .notReadThen(code: status))
    #expect(register.useSince == Energy("121.4"))
  }

  @Test(arguments: ["15000", "11800"])
  func `what such a dial shows must still be believable`(reread: String) throws {
    var record = try Sample.register(old: "12000", recorded: "12000", months: Self.usual)
    record.recordedStatus = "V"
    let register = try assessed(record, reread: reread)
    #expect(register.verdict == .unresolved)
  }

  @Test func `a supply said to be cut is no unread dial`() throws {
    var record = try Sample.register(old: "12000", recorded: "12000", months: Self.usual)
    record.recordedStatus = "D"
    let register = try assessed(record, reread: "12121.4")
    #expect(register.verdict != .confirmed)
    #expect(!register.reasons.contains(.notReadThen(code: "D")))
  }

  @Test(arguments: [0, 1])
  func `without a red digit what looks like one is a digit too many`(decimals: Int) throws {
    var record = try Sample.register(old: "3966", recorded: "40776", months: Self.usual)
    record.dial = try Sample.dial(5, decimals)
    let register = try assessed(record, reread: decimals == 0 ? "4089" : "4089.3")
    #expect(register.verdict == .deviates)
    #expect(register.findings.first?.cause == (decimals == 0 ? .insertion : .decimalShift))
  }

  @Test(arguments: ["17388", "17388.00"])
  func `a swap is seen however precisely the list writes`(recorded: String) throws {
    let record = try Sample.register(old: "40230", recorded: recorded, months: Self.usual)
    let point = try Sample.point([record])
    let neighbours = try [-1, 2].map { steps in
      Neighbour(
        meter: steps < 0 ? "18174284" : "18174290", kind: .single,
        old: try Sample.index(steps < 0 ? "17270" : "16000"),
        recorded: try Sample.index(steps < 0 ? "40355" : "16200"), steps: steps)
    }
    let assessment = PointAssessment(
      of: point, rereads: [try Sample.reread("40371.5")], neighbours: neighbours)
    let register = try #require(assessment.registers.first)
    #expect(register.findings.first?.cause == .swappedMeters)
    #expect(register.findings.first?.index == Index("40355"))
    #expect(register.reasons.contains(.neighbourShows(meter: "18174284")))
  }

  @Test func `a record that is the neighbour's names his meter`() throws {
    let record = try Sample.register(old: "40230", recorded: "17388", months: Self.usual)
    let point = try Sample.point([record])
    let neighbour = Neighbour(
      meter: "18174284", kind: .single, old: try Sample.index("17270"),
      recorded: try Sample.index("17388"))
    let assessment = PointAssessment(
      of: point, rereads: [try Sample.reread("40371.5")], neighbours: [neighbour])
    let register = try #require(assessment.registers.first)
    #expect(register.verdict == .deviates)
    #expect(register.findings.first?.cause == .swappedMeters)
    #expect(register.reasons.contains(.neighbourShows(meter: "18174284")))
  }
}
