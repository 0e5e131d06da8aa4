import Metering
import Testing

struct ConsumptionTests {
  @Test(arguments: [
    // old, new, digits, movement
    ("1180", "1290", 5, "110"), ("980", "12", 5, "99032"), ("99990", "10", 5, "20"),
    ("999999", "0", 6, "1"), ("980", "12", 3, "32"), ("0", "0", 5, "0"),
    ("1307.4", "1307.3", 5, "99999.9"),
  ])
  func `a rollover takes the dial's digits`(old: String, new: String, digits: Int, moved: String)
    throws
  {
    let record = try Sample.register(old: old, recorded: new, months: [], digits: digits)
    #expect(record.movement(to: record.recorded) == Index(moved)?.thousandths)
  }

  @Test(arguments: [("980", "12", "-968"), ("99990", "10", "-99980")])
  func `without the dial nothing is inferred`(old: String, new: String, kilowattHours: String)
    throws
  {
    let record = try Sample.register(old: old, recorded: new, months: [], digits: nil)
    #expect(record.consumption(to: record.recorded) == Energy(kilowattHours))
  }

  @Test func `an index beyond the dial does not turn it`() throws {
    let record = try Sample.register(old: "100005", recorded: "12", months: [], digits: 5)
    #expect(record.movement(to: record.recorded) == -99_993_000)
  }

  @Test func `the removed meter's part and direct use are billed, exactly`() throws {
    var record = try Sample.register(old: "0", recorded: "35.7", months: [], multiplier: "1.5")
    record.removedConsumption = try Sample.energy("74.25")
    record.directConsumption = try Sample.energy("3")
    #expect(record.consumption(to: record.recorded) == Energy("130.8"))
  }

  @Test(arguments: [
    ("740", true), ("740.4", true), ("741", false), ("110", false), ("-740", false),
  ])
  func `stated consumption is held against the indices`(stated: String, agrees: Bool) throws {
    var record = try Sample.register(old: "1180", recorded: "1920", months: [])
    record.recordedConsumption = try Sample.energy(stated)
    #expect(record.contradictions.isEmpty == agrees)
  }
}

struct ReadingStatusTests {
  @Test(arguments: ["U", "V", "M", "L", "X", "D"])
  func `nothing was read: the old index stands`(code: String) throws {
    #expect(ReadingStatus(code: code).rule == .keepsOldIndex)
    var record = try Sample.register(old: "1180", recorded: "1180", months: [])
    record.recordedStatus = code
    #expect(record.contradictions.isEmpty)
    record.recorded = try Sample.index("1290")
    #expect(record.contradictions == [.statusContradicted(code: code)])
  }

  @Test(arguments: ["C", "K", "T", "H", "G"])
  func `something was read: not below the old index`(code: String) throws {
    #expect(ReadingStatus(code: code).rule == .notBelowOld)
    var record = try Sample.register(old: "1180", recorded: "1180", months: [])
    record.recordedStatus = code
    #expect(record.contradictions.isEmpty)
    record.recorded = try Sample.index("1179")
    #expect(record.contradictions == [.statusContradicted(code: code)])
  }

  @Test(arguments: [
    "Q", "MH", "TH", "HH", "CH", "KD", "AT", "SG", "VN", "KC", "KT", "", "??", "chưa rõ",
  ])
  func `other codes are kept and oblige to nothing`(code: String) throws {
    #expect(ReadingStatus(code: code).rule == nil)
    var record = try Sample.register(old: "1180", recorded: "1", months: [])
    record.recordedStatus = code
    #expect(record.contradictions.isEmpty)
  }

  @Test func `an unknown code keeps its text, and KT is no register here`() {
    #expect(ReadingStatus(code: "z9") == .unknown("z9"))
    #expect(ReadingStatus(code: "KT") == .otherTransformer)
    #expect(ReadingStatus(code: " kt ") == .otherTransformer)
    #expect(ReadingStatus(code: "SG") == .wrongClock)
  }
}

struct DialEntryTests {
  @Test(arguments: [
    ("013074", "1307.4"), ("01307.4", "1307.4"), ("01307,4", "1307.4"), ("000000", "0"),
    ("999999", "99999.9"),
  ])
  func `all digits of the dial make an index`(digits: String, index: String) throws {
    let expected = try Sample.index(index)
    #expect(try Sample.dial(5, 1).read(digits: digits) == expected)
  }

  @Test(arguments: ["", "1307", "01307", "01307.", "1307.4"])
  func `missing digits are never filled in`(digits: String) throws {
    #expect(try Sample.dial(5, 1).read(digits: digits) == nil)
  }

  @Test func `a digit too many is no reading`() throws {
    #expect(try Sample.dial(5, 1).read(digits: "0130745") == nil)
    #expect(try Sample.dial(5, 0).read(digits: "013074") == nil)
  }

  @Test(arguments: ["-13074", "1 3074", "0130a4", "01.30.7", "٠١٣٠٧٤", "013074."])
  func `anything else is no reading`(digits: String) throws {
    #expect(try Sample.dial(5, 1).read(digits: digits) == nil)
  }

  @Test func `the longest beginning of a meter type decides`() throws {
    let table = DialTable([
      .init(type: "CE", dial: try Sample.dial(5, 1)),
      .init(type: "CE14", dial: try Sample.dial(6, 2)),
    ])
    #expect(table.dial(for: "CE14X") == Dial(integerDigits: 6, decimals: 2))
    #expect(table.dial(for: "CE18") == Dial(integerDigits: 5, decimals: 1))
    #expect(table.dial(for: "EMIC") == nil)
    #expect(table.dial(for: "") == nil)
  }
}
