import Metering
import Testing

struct EnergyTests {
  @Test(arguments: [
    "0", "740", "-12.5", "0.000001", "-0.000001", "9223372036854.775807", "9223372036854.775808",
    "11999752152000", "-11999752152000", "1999999999998000000.001", "999999999999999999999999999",
  ])
  func `is read as it was printed, far beyond sixty-four bits`(text: String) throws {
    #expect(try Sample.energy(text).description == text)
  }

  @Test(arguments: ["1000000000000000000000000000.000001", "-1e3", "1.0000001", "", "--1", "1."])
  func `is refused where it is no plain decimal, or beyond every meter`(text: String) {
    #expect(Energy(text) == nil)
  }

  /// The greatest index on the greatest multiplier, forwards and backwards.
  @Test(arguments: [("0", "999999999.999"), ("999999999.999", "0")])
  func `of any index and multiplier is read as it was printed`(old: String, new: String) throws {
    for digits in [nil, 9] {
      let record = try Sample.register(
        old: old, recorded: new, months: [], digits: digits, multiplier: "999999999.999")
      let energy = record.consumption(to: record.recorded)
      #expect(Energy(energy.description) == energy)
    }
  }
}
