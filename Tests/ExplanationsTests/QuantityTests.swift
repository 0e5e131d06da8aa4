import Explanations
import Metering
import Testing
import Wording

@Suite("Quantities and dates in words")
struct QuantityTests {
  @Test(
    "energy is rounded for a glance and exact for a paper",
    arguments: [
      ("17.4", "17 kWh", "17,4 kWh"), ("0", "0 kWh", "0 kWh"), ("3.72", "3,7 kWh", "3,72 kWh"),
      ("4", "4 kWh", "4 kWh"), ("-612.6", "−613 kWh", "−612,6 kWh"),
      ("1204000.5", "1.204.001 kWh", "1.204.000,5 kWh"), ("9.96", "10 kWh", "9,96 kWh"),
    ])
  func energy(value: String, rounded: String, exact: String) throws {
    let say = try Speech.wording(.vietnamese)
    let energy = try Speech.energy(value)
    #expect(say.energy(energy) == rounded)
    #expect(say.energy(energy, precision: .exact) == exact)
  }

  @Test("a range below zero starts at zero, and small ones keep their tenths")
  func ranges() throws {
    let say = try Speech.wording(.english)
    #expect(say.energyRange(try Speech.energy("-3")...Speech.energy("0.4")) == "0–0.4 kWh")
    let reactive = try Speech.energy("13")...Speech.energy("1300")
    #expect(say.energyRange(reactive, of: .reactive) == "13–1,300 kvarh")
  }

  @Test("use per day has one decimal, and none is claimed for no days")
  func perDay() throws {
    let say = try Speech.wording(.vietnamese)
    #expect(say.perDay(try Speech.energy("110"), days: 30) == "3,7/ngày")
    #expect(say.perDay(try Speech.energy("110"), days: 0) == nil)
    #expect(try Speech.wording(.english).perDay(try Speech.energy("740"), days: 30) == "24.7/day")
  }

  @Test(
    "an index is written as the dial shows it",
    arguments: [
      ("1307.4", 5, 0, "01307,4"), ("1307", 5, 1, "01307,0"), ("0", 5, 0, "00000"),
      ("130742", 5, 0, "130742"), ("1234567.8", nil, 0, "1234567,8"),
    ] as [(String, Int?, Int, String)])
  func indices(index: String, digits: Int?, decimals: Int, text: String) throws {
    let dial = digits.flatMap { Dial(integerDigits: $0, decimals: 0) }
    let index = try #require(Index(index))
    #expect(
      try Speech.wording(.vietnamese).index(index, dial: dial, decimals: decimals) == text)
  }

  @Test("dates and times are written as each language does")
  func dates() throws {
    let moment = try #require(LocalMinute("2026-06-06T07:05:00"))
    let vietnamese = try Speech.wording(.vietnamese)
    let english = try Speech.wording(.english)
    #expect(vietnamese.date(moment.day) == "06/06/2026")
    #expect(english.date(moment.day) == "2026-06-06")
    #expect(vietnamese.shortDate(moment.day) == "06/06")
    #expect(english.shortDate(moment.day) == "6 Jun")
    #expect(vietnamese.moment(moment) == "06/06/2026 07:05")
    #expect(english.shortMoment(moment) == "6 Jun 07:05")
    #expect(vietnamese.moment("2026-06-16T12:41:05+07:00") == "16/06/2026 12:41")
    #expect(vietnamese.moment("lately") == "lately")
    #expect((0...13).map { english.monthName($0) }.compactMap(\.self).count == 12)
  }
}
