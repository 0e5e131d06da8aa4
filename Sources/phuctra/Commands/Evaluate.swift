import ArgumentParser
import Formats
import Metering

/// Scores the diff against known truth.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Chấm điểm chẩn đoán với sự thật đã biết / score the diagnosis against known truth.",
    discussion: """
      WORKLIST is a list as `worklist import` takes it; the readings are those of `inspect \
      --readings`; the truth is CSV: SERY_CTO, LOAI_BCS, CS_THUC, LOAI_LOI (`none` or a cause). \
      Nothing is written to the home.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "The worklist (CMIS XML or CSV).")
  var worklist: String

  @Option(help: "The re-inspection readings (CSV).")
  var readings: String

  @Option(help: "The truth (CSV).")
  var truth: String

  @Option(
    help: "Wrong records among those on the list, as a decimal share; else the published 0.0005.")
  var prior: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if let prior, Evaluate.perMillion(prior) == nil {
      throw ValidationError("--prior: a decimal above 0 and below 1, not “\(prior)”")
    }
  }

  private static func perMillion(_ text: String) -> UInt64? {
    guard let value = Decimal.scaled(text, places: 6), value > 0, value < 1_000_000 else {
      return nil
    }
    return UInt64(value)
  }

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      for path in [worklist, readings, truth] { try ReadableFile.check(path, say) }
      var parameters = DiagnosisParameters.standard
      if let prior = prior.flatMap(Evaluate.perMillion) { parameters.wrongPerMillion = prior }
      let options = WorklistOptions(meterTypes: try surroundings.meterTypes())
      let evaluation = Evaluation(
        book: try naming(worklist, surroundings) {
          try EvaluatedBook(path: worklist, options: options)
        },
        readings: try naming(readings, surroundings) {
          try ByteInput.withFile(at: readings) { try ReadingsReader.read($0) }
        },
        truths: try naming(truth, surroundings) {
          try ByteInput.withFile(at: truth) { try TruthReader.read($0) }
        }, parameters: parameters)
      let report = ScorecardReport(card: evaluation.score(), say: say)
      var output = LineOutput()
      for line in json ? [report.json()] : report.lines() { try output.line(line) }
      try output.flush()
    }
  }

  private func naming<Value>(
    _ path: String, _ surroundings: Surroundings, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let error as FormatError {
      throw CommandFailure(faultsOf: error, in: path, surroundings.say)
    }
  }
}
