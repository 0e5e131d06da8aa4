/// From the weights to a verdict with its reasons.
struct Judgement: Sendable {
  private(set) var verdict: Verdict
  private(set) var probabilityRecordRight: Int
  private(set) var reasons: [Reason] = []
  private(set) var findings: [Finding]
  /// Thousandths of an index unit since the recorded reading, a plausible turn of a known dial
  /// included.
  let since: Int64
  let usual: ClosedRange<Energy>?

  init(_ evidence: Evidence, at moment: LocalMinute) {
    let record = evidence.record
    let signs = Signs(evidence)
    let diagnosis = diagnose(
      evidence, ruledOut: signs.isProof, parameters: evidence.parameters)
    since = signs.since
    probabilityRecordRight = diagnosis.probabilityRecordRight
    findings = diagnosis.findings
    verdict = Judgement.verdict(evidence, signs, diagnosis)
    let known = evidence.pattern.mean != nil || verdict == .confirmed
    usual = known ? Judgement.usual(evidence, wrong: verdict == .deviates) : nil
    let days = (moment.minutes(since: record.recordedDate) + 720) / 1440
    reasons = Judgement.reasons(evidence, signs, verdict, usual: usual, days: days)
    reasons += Judgement.reasons(of: findings.first, evidence, verdict)
    if verdict == .confirmed { findings = [] }
  }

  private static func verdict(
    _ evidence: Evidence, _ signs: Signs, _ diagnosis: Diagnosis
  ) -> Verdict {
    let parameters = evidence.parameters
    if signs.isProof { return .deviates }
    if signs.rollover == .guessed || signs.isUnchanged || !evidence.record.contradictions.isEmpty
      || signs.mayBeExchanged || signs.runsBackwards && signs.isBelowRecord
    {
      return .unresolved
    }
    let probability = diagnosis.probabilityRecordRight
    if diagnosis.suspicionLeft <= parameters.suspicionLeftOutsideUsual {
      return .confirmed
    }
    if diagnosis.suspicionLeft <= parameters.suspicionLeftAtMost, isUsual(evidence, signs) {
      return .confirmed
    }
    guard probability <= parameters.deviatesAtMost else { return .unresolved }
    let sumOff = evidence.sum.map { !$0.agrees } ?? false
    return evidence.pattern.spread == .home || sumOff ? .deviates : .unresolved
  }

  /// True where the use since lies in the 1 to 99 % of this customer's, or nobody can tell.
  private static func isUsual(_ evidence: Evidence, _ signs: Signs) -> Bool {
    let use = Energy(thousandths: signs.since, multiplier: evidence.record.multiplier)
    return usual(evidence, wrong: false)?.contains(use) ?? true
  }

  /// 1 to 99 % of what this customer uses in those days. The billed month is left out where it is
  /// the very thing found wrong.
  private static func usual(_ evidence: Evidence, wrong: Bool) -> ClosedRange<Energy>? {
    guard evidence.pattern.spread != .unspecific else { return nil }
    let record = evidence.record
    let movement = wrong ? nil : record.movement(to: record.recorded)
    let low = evidence.pattern.quantile(perMille: 10, movement: movement)
    let high = evidence.pattern.quantile(perMille: 990, movement: movement)
    return Energy(
      thousandths: low, multiplier: record.multiplier)...Energy(
        thousandths: max(low, high), multiplier: record.multiplier)
  }

  private static func reasons(
    _ evidence: Evidence, _ signs: Signs, _ verdict: Verdict, usual: ClosedRange<Energy>?,
    days: Int
  ) -> [Reason] {
    let record = evidence.record
    var reasons: [Reason] = []
    if signs.isBeyondDial, let dial = record.dial {
      reasons.append(.recordedBeyondDial(digits: dial.integerDigits))
    }
    if signs.plain < -evidence.unit, signs.rollover != .proven {
      reasons.append(.rereadBelowRecorded(byThousandths: -signs.plain))
    }
    switch signs.rollover {
    case .none: break
    case .guessed: reasons.insert(.rolloverPossible(digits: nil), at: 0)
    case .proven: reasons.append(.rolloverPossible(digits: record.dial?.integerDigits))
    }
    if signs.mayBeExchanged { reasons.append(.exchangePossible) }
    if signs.runsBackwards, signs.isBelowRecord { reasons.append(.runsBackwards) }
    if signs.isUnchanged { reasons.append(.unchangedDespiteUse(days: days)) }
    reasons += record.contradictions
    if let sum = evidence.sum, !sum.agrees {
      reasons.append(.sumDisagrees(total: sum.total, parts: sum.parts))
    }
    let use = Energy(thousandths: signs.since, multiplier: record.multiplier)
    if let usual {
      reasons.append(
        usual.contains(use)
          ? .useWithinUsual(use: use, days: days, usual: usual)
          : .useOutsideUsual(use: use, days: days, usual: usual))
    }
    if verdict == .confirmed, usual == nil { reasons.append(.notBelowRecorded) }
    if evidence.pattern.mean == nil { reasons.append(.noHistory) }
    if evidence.pattern.spread != .home, verdict == .unresolved {
      reasons.append(.rateAloneProvesNothing)
    }
    return reasons
  }
}
