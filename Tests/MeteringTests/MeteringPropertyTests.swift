import Metering
import TestSupport
import Testing

/// What holds for any value; a failure prints the seed that repeats it (PHUCTRA_SEED).
struct MeteringPropertyTests {
  @Test func `an index comes back from its text`() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<2000 {
      let bound = Int64(1) << Int64.random(in: 1...39, using: &random)
      let thousandths = Int64.random(in: 0..<bound, using: &random)
      let index = try #require(Index(thousandths: thousandths), "seed \(random.seed)")
      #expect(Index("\(index)") == index, "seed \(random.seed)")
      #expect(Index("000\(index)") == index, "seed \(random.seed)")
    }
  }

  @Test func `the old index and the movement give the new index`() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<2000 {
      let digits = Int.random(in: 1...9, using: &random)
      let dial = try Sample.dial(digits, 1)
      let old = Int64.random(in: 0..<dial.turn, using: &random)
      let new = Int64.random(in: 0..<dial.turn, using: &random)
      let index = try #require(Index(thousandths: new))
      let record = RecordedRegister(
        kind: .single, old: try #require(Index(thousandths: old)), recorded: index,
        recordedDate: try Sample.minute("2026-06-12T10:37"), dial: dial)
      let moved = record.movement(to: index)
      #expect((0..<dial.turn).contains(moved), "seed \(random.seed)")
      #expect((old + moved) % dial.turn == new, "seed \(random.seed)")
      var unknown = record
      unknown.dial = nil
      #expect(unknown.movement(to: index) == new - old, "seed \(random.seed)")
    }
  }

  @Test func `any values give a well-formed assessment, and the same one again`() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<300 {
      let (point, rereads) = try MeteringPropertyTests.wild(&random)
      let first = PointAssessment(of: point, rereads: rereads)
      #expect(first == PointAssessment(of: point, rereads: rereads), "seed \(random.seed)")
      #expect(first.registers.map(\.kind) == point.registers.map(\.kind), "seed \(random.seed)")
      for register in first.registers {
        let probabilities = [register.probabilityRecordRight] + register.findings.map(\.probability)
        let areMillionths = probabilities.allSatisfy { (0...1_000_000).contains($0) }
        #expect(areMillionths, "seed \(random.seed)")
        #expect(probabilities.reduce(0, +) <= 1_000_010, "seed \(random.seed)")
        let told = register.findings.map(\.probability)
        #expect(Array(told.dropFirst()) == told.dropFirst().sorted(by: >), "seed \(random.seed)")
        var totals: [Cause: Int] = [:]
        for finding in register.findings {
          totals[finding.cause, default: 0] += finding.probability
        }
        let first = register.findings.first.flatMap { totals[$0.cause] }
        #expect(first == totals.values.max(), "seed \(random.seed)")
      }
    }
  }

  @Test func `the farther below its record a dial stands, the less probable was the record`() throws
  {
    var random = SeededGenerator.fresh()
    for _ in 0..<40 {
      let month = Int64.random(in: 20...900, using: &random)
      let old = Int64.random(in: 1000...90_000, using: &random)
      let recorded = min(old + month * Int64.random(in: 1...6, using: &random), 99_000)
      let months = (0..<3).map { _ in "\(month * Int64.random(in: 80...120, using: &random) / 100)"
      }
      let record = try Sample.register(old: "\(old)", recorded: "\(recorded)", months: months)
      var last = 1_000_001
      // Within one unit the record may have been rounded up: that far, below is no evidence.
      for below: Int64 in [1, 2, 5, 20, 100] where recorded - below >= old {
        let assessment = try Sample.assess(record, reread: "\(recorded - below)")
        #expect(
          assessment.probabilityRecordRight <= last,
          "seed \(random.seed): \(record.old) \(record.recorded) \(months) − \(below)")
        if below > 1 { #expect(assessment.verdict == .deviates, "seed \(random.seed)") }
        last = assessment.probabilityRecordRight
      }
    }
  }

  /// Anything a worklist's types allow, extremes more often than not.
  private static func wild(_ random: inout SeededGenerator) throws -> (MeteringPoint, [Reread]) {
    func index() throws -> Index {
      let extremes: [Int64] = [0, 1, 999, 1000, 99_999_000, 99_999_999, 999_999_999_999]
      let any = Int64.random(in: 0...999_999_999_999, using: &random)
      return try #require(
        Index(
          thousandths: Bool.random(using: &random)
            ? any : extremes.randomElement(using: &random) ?? 0))
    }
    func energy() -> Energy {
      let any = Int128(Int64.random(in: Int64.min...Int64.max, using: &random))
      return Energy(millionths: any >> Int128.random(in: 0...63, using: &random))
    }
    func minute() throws -> LocalMinute {
      let day = try Sample.minute("2026-06-12").day.number
      return try #require(
        LocalMinute(
          day: Day(number: day + Int.random(in: -100_000...100_000, using: &random)),
          minute: Int.random(in: 0..<1440, using: &random)))
    }
    let kinds = RegisterKind.allCases.shuffled(using: &random)
      .prefix(Int.random(in: 1...6, using: &random))
    let multiplier = ["0.001", "1", "40", "999999999.999"].randomElement(using: &random)
    let registers = try kinds.map { kind in
      RecordedRegister(
        kind: kind, old: try index(), recorded: try index(),
        recordedDecimals: Int.random(in: 0...3, using: &random),
        multiplier: try #require(multiplier.flatMap { Multiplier($0) }), oldDate: try minute(),
        recordedDate: try minute(),
        recordedStatus: ["V", "C", "X", "SG", nil].randomElement(using: &random) ?? nil,
        oldConsumption: energy(), recordedConsumption: energy(), removedConsumption: energy(),
        directConsumption: energy(), history: [energy(), nil, energy()],
        dial: Dial(
          integerDigits: Int.random(in: 0...9, using: &random),
          decimals: Int.random(in: 0...3, using: &random)))
    }
    let rereads = try kinds.dropLast(Int.random(in: 0...1, using: &random)).map {
      Reread(kind: $0, index: try index(), at: try minute())
    }
    let point = try Sample.point(
      registers, customerClass: Bool.random(using: &random) ? "SH" : "SX")
    return (point, rereads)
  }
}
