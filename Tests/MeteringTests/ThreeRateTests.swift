import Metering
import Testing

/// Points with BT, CD, TD and the check register SG.
struct ThreeRateTests {
  private func registers(peak: String = "640", total: String = "8400") throws -> [RecordedRegister]
  {
    try [
      Sample.register(.normal, old: "5000", recorded: "5200", months: ["200", "190", "210"]),
      Sample.register(.peak, old: "600", recorded: peak, months: ["40", "38", "42"]),
      Sample.register(.offPeak, old: "2400", recorded: "2560", months: ["160", "150", "170"]),
      Sample.register(.total, old: "8000", recorded: total, months: ["400", "378", "422"]),
    ]
  }

  private func rereads(total: String = "8455") throws -> [Reread] {
    try [
      Sample.reread("5228", .normal), Sample.reread("645.5", .peak),
      Sample.reread("2581.5", .offPeak), Sample.reread(total, .total),
    ]
  }

  @Test func `rates that add up to SG confirm the point`() throws {
    let point = PointAssessment(of: try Sample.point(try registers()), rereads: try rereads())
    #expect(point.verdict == .confirmed)
    #expect(point.reasons == [.sumAgrees(total: try Sample.energy("455"))])
    #expect(point.registers.allSatisfy { !$0.reasons.isEmpty })
    #expect(point.registers.last?.reasons == [.notBelowRecorded])
  }

  @Test func `SG and the home's usual months point at the register that went wrong`() throws {
    // 640 taken down as 610: too little, and no re-reading could prove it.
    let point = PointAssessment(
      of: try Sample.point(try registers(peak: "610")), rereads: try rereads())
    let peak = try #require(point.registers.first { $0.kind == .peak })
    #expect(point.verdict == .deviates)
    #expect(peak.findings.first?.index == Index("640"))
    #expect(point.registers.filter { $0.verdict == .deviates }.map(\.kind) == [.peak])
    #expect(
      peak.reasons.contains(
        .sumDisagrees(total: try Sample.energy("400"), parts: try Sample.energy("370"))))
  }

  @Test func `in a factory three registers may each be out by thirty, so none is called wrong`()
    throws
  {
    let point = PointAssessment(
      of: try Sample.point(try registers(peak: "610"), customerClass: "SX"),
      rereads: try rereads())
    #expect(point.verdict == .unresolved)
  }

  @Test func `re-read rates that miss SG leave the point unresolved`() throws {
    let point = PointAssessment(
      of: try Sample.point(try registers()), rereads: try rereads(total: "8495"))
    #expect(point.verdict == .unresolved)
    #expect(
      point.reasons
        == [.sumDisagrees(total: try Sample.energy("495"), parts: try Sample.energy("455"))])
  }

  @Test func `one register misread blames no other, nor gives it another consumption`() throws {
    let point = PointAssessment(
      of: try Sample.point(try registers(peak: "690")), rereads: try rereads())
    #expect(point.verdict == .deviates)
    for register in point.registers where register.kind != .peak {
      #expect(register.findings.isEmpty)
      #expect(register.consumptionAfter == register.consumptionBefore)
    }
  }

  @Test func `a misreading that the re-read sum contradicts is the re-reading's`() throws {
    var rereads = try rereads()
    rereads[0] = try Sample.reread("5127", .normal)
    let point = PointAssessment(of: try Sample.point(try registers()), rereads: rereads)
    #expect(point.registers[0].verdict == .deviates)
    #expect(point.verdict == .unresolved)
  }

  @Test(arguments: [false, true])
  func `a recorded sum that is off clears nobody, wherever VC stands in the list`(first: Bool)
    throws
  {
    let reactive = try Sample.register(
      .reactive, old: "100", recorded: "120", months: ["20"], multiplier: "1")
    let rates = try registers(total: "8370").map { register in
      var register = register
      register.multiplier = try #require(Multiplier("40"))
      return register
    }
    let all = first ? [reactive] + rates : rates + [reactive]
    let point = PointAssessment(
      of: try Sample.point(all, customerClass: "SX"),
      rereads: try rereads(total: "8455") + [try Sample.reread("122", .reactive)])
    #expect(point.verdict == .unresolved)
  }

  @Test func `a register not read leaves the point unresolved`() throws {
    let some = try rereads().filter { $0.kind != .peak }
    let point = PointAssessment(of: try Sample.point(try registers()), rereads: some)
    #expect(point.verdict == .unresolved)
    #expect(point.registers[1].reasons.first == .registerMissing)
  }

  @Test func `no register read is unread`() throws {
    let point = PointAssessment(of: try Sample.point(try registers()), rereads: [])
    #expect(point.verdict == .unread)
    #expect(Set(point.registers.map(\.verdict)) == [.unread])
  }
}
