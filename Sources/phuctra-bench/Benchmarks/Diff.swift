import ArgumentParser
import Metering

/// What the diff of one register costs. It has no peer: the figure only informs.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Microseconds a register of the diff, honest and wrong records.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Points to diff.")
  var points = 20_000

  func run() throws {
    try options.run { try Diff.measure(seed: $0.seed, points: points) }
  }

  /// - Throws: `BenchError` where a sample's value is malformed.
  static func measure(seed: UInt64, points: Int) throws -> [Figure] {
    try [false, true].map { isWrong in
      var generator = SeededGenerator(seed: seed)
      let cases = try (0..<points).map { _ in try sample(isWrong: isWrong, &generator) }
      var verdicts: [Verdict: Int] = [:]
      let time = Stopwatch.time {
        for (point, reread) in cases {
          verdicts[PointAssessment(of: point, rereads: [reread]).verdict, default: 0] += 1
        }
      }
      let found = verdicts.sorted { $0.value > $1.value }
        .map { "\($0.key.rawValue) \(text($0.value))" }.joined(separator: ", ")
      return Figure(
        name: "diff, \(isWrong ? "digits exchanged" : "honest records")",
        value: "\(text(time * 1000 / Double(points))) µs a register", peer: found)
    }
  }

  /// A household read on 12 June and again four days later; wrong where two digits of the record
  /// were exchanged.
  private static func sample(
    isWrong: Bool, _ random: inout SeededGenerator
  ) throws -> (MeteringPoint, Reread) {
    let old = Int64.random(in: 1000...80_000, using: &random)
    let monthly = Int64.random(in: 60...600, using: &random)
    let shown = old + monthly
    let recorded = isWrong ? exchanged(shown) : shown
    guard let oldIndex = Index(thousandths: old * 1000),
      let recordedIndex = Index(thousandths: recorded * 1000),
      let found = Index(thousandths: shown * 1000 + monthly * 1000 * 4 / 30),
      let oldDate = LocalMinute("2026-05-13T10:37"), let date = LocalMinute("2026-06-12T10:37"),
      let readAt = LocalMinute("2026-06-16T10:40"), let usual = Energy("\(monthly)"),
      let period = BillingPeriod("2026-06/1")
    else { throw BenchError("a value of the sample is malformed") }
    let register = RecordedRegister(
      kind: .single, old: oldIndex, recorded: recordedIndex, oldDate: oldDate, recordedDate: date,
      history: [usual, usual, usual], dial: Dial(integerDigits: 5, decimals: 1))
    var point = MeteringPoint(
      identity: PointIdentity(
        unit: "PE0700", point: "PE07000012345001", meter: "19003456", period: period),
      registers: [register])
    point.customerClass = "SH"
    return (point, Reread(kind: .single, index: found, at: readAt))
  }

  /// The number with its hundreds and tens exchanged.
  private static func exchanged(_ number: Int64) -> Int64 {
    let hundreds = number / 100 % 10
    let tens = number / 10 % 10
    return number + (tens - hundreds) * 90
  }
}
