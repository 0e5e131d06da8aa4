import Metering
import TestSupport
import Testing

/// Dials read digit by digit, and the extremes of every field of a record.
struct DialPropertyTests {
  private func anyDial(_ random: inout SeededGenerator) -> Dial? {
    Dial(
      integerDigits: Int.random(in: 1...9, using: &random),
      decimals: Int.random(in: 0...3, using: &random))
  }

  private func index(_ random: inout SeededGenerator) -> Index {
    let edges: [Int64] = [0, 1, 999, 1000, 99_999_900, 999_999_999_999]
    let any = Int64.random(in: 0...999_999_999_999, using: &random)
    let small = Int64.random(in: 0...200_000_000, using: &random)
    return Index(
      thousandths: [edges.randomElement(using: &random) ?? 0, any, small, small]
        .randomElement(using: &random) ?? 0) ?? .zero
  }

  @Test func `digits of a dial read back what it shows`() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<2000 {
      let candidate = anyDial(&random)
      let dial = try #require(candidate)
      var digits = ""
      for _ in 0..<(dial.integerDigits + dial.decimals) {
        digits += "\(Int.random(in: 0...9, using: &random))"
      }
      let index = try #require(dial.read(digits: digits), "seed \(random.seed)")
      #expect(dial.canShow(index), "seed \(random.seed)")
      #expect(Index(index.description) == index, "seed \(random.seed)")
      #expect(dial.read(digits: String(digits.dropLast())) == nil, "seed \(random.seed)")
      #expect(dial.read(digits: digits + "0") == nil, "seed \(random.seed)")
    }
  }

  @Test(arguments: ["", "0130", "01307x", "-13074", "0130 4", "٠١٣٠٧٤", "01,3074"])
  func `what is not every digit of the dial is no reading`(digits: String) throws {
    #expect(try Sample.dial(5, 1).read(digits: digits) == nil)
  }

  @Test(arguments: ["013074", "01307.4", "01307,4"])
  func `red digits may stand after a point`(digits: String) throws {
    #expect(try Sample.dial(5, 1).read(digits: digits) == Index("1307.4"))
  }

  @Test func `any values get the same verdict twice, with probabilities that add up`() throws {
    var random = SeededGenerator.fresh()
    let amounts: [Int128] = [0, 1, -5_000_000, 120_000_000, 1 << 60, -(1 << 100), 1 << 110]
    for _ in 0..<1500 {
      var record = try Sample.register(
        .allCases.randomElement(using: &random) ?? .single, old: "0", recorded: "0", months: [],
        multiplier: ["1", "0.001", "40", "999999999"].randomElement(using: &random) ?? "1")
      (record.old, record.recorded) = (index(&random), index(&random))
      record.recordedDecimals = Int.random(in: -1...5, using: &random)
      record.dial = Bool.random(using: &random) ? anyDial(&random) : nil
      record.history = (0..<Int.random(in: 0...4, using: &random)).map { _ in
        amounts.randomElement(using: &random).map { Energy(millionths: $0) }
      }
      record.oldDate = ["1900-01-01", "2026-05-13", "2199-12-31"].randomElement(using: &random)
        .flatMap { LocalMinute($0) }
      let again = Reread(
        kind: record.kind, index: index(&random),
        at: try Sample.minute(
          ["1900-01-01", "2026-06-12T10:37", "2026-06-16", "2199-12-31"]
            .randomElement(using: &random) ?? "2026-06-16"))
      let point = try Sample.point(
        [record], customerClass: Bool.random(using: &random) ? "SH" : "SX")
      let assessment = PointAssessment(of: point, rereads: [again])
      #expect(
        assessment == PointAssessment(of: point, rereads: [again]), "seed \(random.seed)")
      let register = try #require(assessment.registers.first)
      let sum = register.findings.reduce(register.probabilityRecordRight) { $0 + $1.probability }
      #expect(
        register.findings.isEmpty || abs(sum - 1_000_000) <= 20, "seed \(random.seed): \(sum)")
      #expect((0...1_000_000).contains(register.probabilityRecordRight), "seed \(random.seed)")
    }
  }
}
