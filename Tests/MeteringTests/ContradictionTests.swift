import Metering
import Testing

/// A record against itself, before anyone looks at the dial.
struct ContradictionTests {
  @Test func `a consumption that its own indices do not give is told`() throws {
    var record = try Sample.register(old: "1180", recorded: "1290", months: ["115"])
    record.recordedConsumption = try Sample.energy("740")
    #expect(
      record.contradictions
        == [
          .consumptionDisagrees(
            recorded: try Sample.energy("740"), computed: try Sample.energy("110"))
        ])
  }
}
