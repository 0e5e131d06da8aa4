import Metering
import Testing

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
}
