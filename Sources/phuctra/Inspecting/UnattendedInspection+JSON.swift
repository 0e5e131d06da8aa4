import Casework
import Metering

extension UnattendedInspection {
  /// The point as one line of `inspect --json`; `minutes` where some were written.
  ///
  /// What does not exist is left out: a register that was not read has no `reinspected`, and only a
  /// wrong record has `corrected`, `basis` and `consumptionAfter`.
  func json(minutes: String?, tariffs: TariffBook) -> String {
    let point = dossier.point
    var line = JSONObject()
    line.add("point", point.identity.point)
    line.add("meter", point.identity.meter)
    line.add("verdict", inspection.verdict.rawValue)
    if assessment != nil {
      line.add("probabilityRecordRight", millionths: inspection.probabilityRecordRight)
    }
    let corrected = corrected
    line.add("registers", point.registers.map { json($0, corrected) })
    line.add("invoice", point.invoice.rawValue)
    line.add("minutes", minutes)
    line.add("read", inspection.readAt.description)
    line.add("status", inspection.noReading?.code)
    line.add("reasons", reasons)
    if let cost = cost(of: corrected, tariffs) { line.add("money", JSONObject(cost)) }
    return line.text
  }

  private func json(_ record: RecordedRegister, _ corrected: [CorrectedRegister]) -> JSONObject {
    let assessed = assessment?.registers.first { $0.kind == record.kind }
    let correction = corrected.first { $0.register == record.kind }
    var register = JSONObject()
    register.add("register", record.kind.rawValue)
    register.add("old", record.old.description)
    register.add("recorded", record.recorded.description)
    let reread = rereads.first { $0.kind == record.kind }
    register.add("reinspected", reread?.index.description)
    register.add("corrected", correction?.corrected.description)
    register.add("basis", correction?.basis.rawValue)
    register.add(
      "consumptionBefore",
      (assessed?.consumptionBefore ?? record.consumption(to: record.recorded)).description)
    if correction != nil {
      register.add("consumptionAfter", assessed?.consumptionAfter?.description)
    }
    let causes = (assessed?.findings ?? []).map { finding in
      var cause = JSONObject()
      cause.add("cause", finding.cause.rawValue)
      let shown = finding.index(of: record)
      let estimate = shown == nil ? assessed?.estimate : nil
      cause.add("index", (shown ?? estimate?.index)?.description)
      cause.add("low", estimate?.band.lowerBound.description)
      cause.add("high", estimate?.band.upperBound.description)
      cause.add("meter", dossier.nearby.mistaken(by: finding, for: record)?.meter)
      cause.add("probability", millionths: finding.probability)
      return cause
    }
    register.add("causes", causes)
    return register
  }

  /// The reasons' code words, the point's own first, each once.
  var reasons: [String] {
    guard let assessment else { return [] }
    var words: [String] = []
    for reason in assessment.reasons + assessment.registers.flatMap(\.reasons) {
      let word = reason.code
      if !words.contains(word) { words.append(word) }
    }
    return words
  }
}

extension Reason {
  /// The word by which scripts know the reason.
  var code: String {
    switch self {
    case .useWithinUsual: "useWithinUsual"
    case .useOutsideUsual: "useOutsideUsual"
    case .rereadBelowRecorded: "rereadBelowRecorded"
    case .unchangedDespiteUse: "unchangedDespiteUse"
    case .recordedBeyondDial: "recordedBeyondDial"
    case .rereadBeyondDial: "rereadBeyondDial"
    case .dialDoubtful: "dialDoubtful"
    case .recordedBelowOld: "recordedBelowOld"
    case .rereadBelowOld: "rereadBelowOld"
    case .notReadThen: "notReadThen"
    case .otherIndexFits: "otherIndexFits"
    case .rolloverPossible: "rolloverPossible"
    case .rateAloneProvesNothing: "rateAloneProvesNothing"
    case .noHistory: "noHistory"
    case .statusContradicted: "statusContradicted"
    case .sumDisagrees: "sumDisagrees"
    case .sumAgrees: "sumAgrees"
    case .consumptionDisagrees: "consumptionDisagrees"
    case .registerMissing: "registerMissing"
    case .rereadBeforeRecord: "rereadBeforeRecord"
    case .otherMeter: "otherMeter"
    case .notBelowRecorded: "notBelowRecorded"
    case .exchangePossible: "exchangePossible"
    case .runsBackwards: "runsBackwards"
    case .likelyMultiplier: "likelyMultiplier"
    case .neighbourShows: "neighbourShows"
    }
  }
}
