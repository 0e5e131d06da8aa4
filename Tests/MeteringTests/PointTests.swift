import Metering
import Testing

struct PointTests {
  /// A three-rate point: SG moved as much as its parts.
  static func registers(peak: String = "520", multiplier: String = "40") throws
    -> [RecordedRegister]
  {
    [
      try Sample.register(
        .normal, old: "1000", recorded: "1060", months: ["2400"], multiplier: multiplier),
      try Sample.register(
        .peak, old: "500", recorded: peak, months: ["800"], multiplier: multiplier),
      try Sample.register(
        .offPeak, old: "300", recorded: "310", months: ["400"], multiplier: multiplier),
      try Sample.register(
        .total, old: "1800", recorded: "1890", months: ["3600"], multiplier: multiplier),
    ]
  }

  static func rereads(total: String = "1904") throws -> [Reread] {
    [
      try Sample.reread("1069", .normal), try Sample.reread("523.5", .peak),
      try Sample.reread("311.5", .offPeak), try Sample.reread(total, .total),
    ]
  }

  static func assess(_ registers: [RecordedRegister], _ rereads: [Reread]) throws
    -> PointAssessment
  {
    PointAssessment(of: try Sample.point(registers, customerClass: "SX"), rereads: rereads)
  }

  @Test func `rates that make up the total confirm a factory`() throws {
    let point = try PointTests.assess(PointTests.registers(), PointTests.rereads())
    #expect(point.verdict == .confirmed)
    let total = try Sample.energy("4160")
    #expect(point.reasons == [.sumAgrees(total: total)])
  }

  @Test func `re-read rates that miss the total leave the point open`() throws {
    let point = try PointTests.assess(PointTests.registers(), PointTests.rereads(total: "1954"))
    #expect(point.verdict == .unresolved)
    let expected = Reason.sumDisagrees(
      total: try Sample.energy("6160"), parts: try Sample.energy("4160"))
    #expect(point.reasons.contains(expected))
  }

  @Test func `a rate read too high is named, its siblings are not blamed`() throws {
    let point = try PointTests.assess(PointTests.registers(peak: "920"), PointTests.rereads())
    #expect(point.verdict == .deviates)
    #expect(point.registers.filter { $0.verdict == .deviates }.map(\.kind) == [.peak])
    #expect(point.registers[1].findings.first?.index == Index("520"))
  }

  @Test func `a register left out leaves the point open`() throws {
    let rereads = Array(try PointTests.rereads().dropFirst())
    let point = try PointTests.assess(PointTests.registers(), rereads)
    #expect(point.verdict == .unresolved)
    #expect(point.registers[0].reasons.contains(.registerMissing))
    #expect(point.registers[0].useSince == nil)
  }

  @Test func `nothing read is unread, not wrong`() throws {
    let point = try PointTests.assess(PointTests.registers(), [])
    #expect(point.verdict == .unread)
    #expect(point.registers.allSatisfy { $0.verdict == .unread && $0.findings.isEmpty })
  }

  @Test func `a re-reading from before the record says nothing`() throws {
    let record = try Sample.register(old: "1180", recorded: "1920", months: ["115"])
    let point = try Sample.assess(record, reread: "1307.4", at: "2026-06-12T10:36")
    #expect(point.verdict == .unresolved)
    #expect(point.registers[0].reasons.contains(.rereadBeforeRecord))
  }

  @Test func `a customer nobody knows is confirmed by a steady rate`() throws {
    let record = try Sample.register(old: "1180", recorded: "1290", months: [])
    let point = try Sample.assess(record, reread: "1307.4")
    #expect(point.verdict == .confirmed)
    #expect(point.registers[0].reasons.contains(.noHistory))
  }

  @Test func `an exchanged meter's month includes the removed one`() throws {
    var record = try Sample.register(old: "0", recorded: "38", months: ["115", "118", "102"])
    record.removedConsumption = try Sample.energy("74")
    let point = try Sample.assess(record, reread: "52.6")
    #expect(point.verdict == .confirmed)
    #expect(point.registers[0].consumptionBefore == Energy("112"))
  }

  @Test(arguments: [("1307.4", false), ("1290", true), ("1250", true), ("1290.4", false)])
  func `a second look is asked for, and nothing else told`(reread: String, asked: Bool) throws {
    let record = try Sample.register(old: "1180", recorded: "1290", months: ["115", "118", "102"])
    let at = reread == "1290.4" ? "2026-06-12T13:00" : "2026-06-16T10:40"
    let rereads = [try Sample.reread(reread, at: at)]
    let point = try Sample.point([record])
    #expect(PointAssessment(of: point, rereads: rereads).needsSecondLook == asked)
  }

  @Test func `an index read again within the day may stand still`() throws {
    let record = try Sample.register(old: "1180", recorded: "1290", months: ["115", "118", "102"])
    let point = try Sample.assess(record, reread: "1290", at: "2026-06-12T11:37")
    #expect(point.verdict == .confirmed)
    #expect(!point.needsSecondLook)
  }
}
