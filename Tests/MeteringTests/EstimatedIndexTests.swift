import Metering
import Testing

/// What the dial may have shown where no error pins it.
struct EstimatedIndexTests {
  private func estimate(
    old: String, reread: String, recorded: String, digits: Int? = 5
  ) throws -> EstimatedIndex? {
    let record = try Sample.register(
      old: old, recorded: recorded, months: ["115", "118", "102"], digits: digits)
    return try Sample.assess(record, reread: reread).registers.first?.estimate
  }

  @Test func `the use since is taken back by the rate of the whole time`() throws {
    // 136 kWh in 34 days: 16 in the last four.
    let estimate = try #require(
      try estimate(old: "78371", reread: "78507.4", recorded: "78371"))
    #expect(estimate.index == Index("78491"))
    #expect(estimate.band.contains(estimate.index))
    #expect(try estimate.band.contains(Sample.index("78495")))
    #expect(try !estimate.band.contains(Sample.index("78371")))
  }

  @Test(arguments: ["35", "11000"])
  func `a dial below the old index that no turn explains has none`(reread: String) throws {
    #expect(try estimate(old: "12240", reread: reread, recorded: "12350") == nil)
  }

  @Test func `a band over the dial's highest index is told up to it`() throws {
    let estimate = try #require(try estimate(old: "99880", reread: "12", recorded: "99880"))
    #expect(estimate.index == Index("99996"))
    #expect(try estimate.band.contains(Sample.index("99990")))
    #expect(try estimate.band.upperBound <= Sample.index("99999"))
  }
}
