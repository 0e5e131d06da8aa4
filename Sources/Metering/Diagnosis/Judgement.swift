/// From the weights to a verdict with its reasons.
struct Judgement: Sendable {
  private(set) var verdict: Verdict
  private(set) var probabilityRecordRight: Int
  private(set) var reasons: [Reason] = []
  private(set) var findings: [Finding]
  /// Thousandths of an index unit since the recorded reading, a plausible turn of a known dial
  /// included.
  private(set) var since: Int64
  private(set) var usual: ClosedRange<Energy>?

  init(
    verdict: Verdict, probabilityRecordRight: Int, reasons: [Reason], findings: [Finding],
    since: Int64, usual: ClosedRange<Energy>?
  ) {
    self.verdict = verdict
    self.probabilityRecordRight = probabilityRecordRight
    self.reasons = reasons
    self.findings = findings
    self.since = since
    self.usual = usual
  }

  init(_ evidence: Evidence, at moment: LocalMinute) {
    if let unread = Judgement(ofUnread: evidence, at: moment) {
      self = unread
      return
    }
    let record = evidence.record
    let signs = Signs(evidence)
    let diagnosis = diagnose(
      evidence, ruledOut: signs.isProof, parameters: evidence.parameters)
    since = signs.since
    probabilityRecordRight = diagnosis.probabilityRecordRight
    findings = diagnosis.findings
    verdict = Judgement.verdict(evidence, signs, diagnosis)
    let isKnown = evidence.pattern.mean != nil || verdict == .confirmed
    usual = isKnown ? Judgement.usual(evidence, wrong: verdict == .deviates) : nil
    reasons = Judgement.reasons(
      evidence, signs, self, days: moment.days(since: record.recordedDate))
    reasons += Judgement.reasons(of: findings.first, evidence, verdict)
    if verdict == .confirmed { findings = [] }
  }

  /// Puts a reason first by which nobody is called wrong, nor right where it leaves that open.
  mutating func doubt(_ reason: Reason, leavesOpen: Bool) {
    reasons.insert(reason, at: 0)
    if verdict == .deviates || leavesOpen { verdict = .unresolved }
  }

  /// What the dial showed on the reading date as far as anybody can say: what the first explanation pins
  /// where it is likelier than that the record is right, else the record, else what was found.
  func shown(_ recorded: Index, _ reread: Index) -> Index {
    if let first = findings.first, first.probability > probabilityRecordRight {
      return first.index ?? reread
    }
    return probabilityRecordRight >= 500_000 ? recorded : reread
  }

  private static func verdict(
    _ evidence: Evidence, _ signs: Signs, _ diagnosis: Diagnosis
  ) -> Verdict {
    let parameters = evidence.parameters
    if signs.isProof { return .deviates }
    if signs.isAmbiguous { return .unresolved }
    let isUnlikely = diagnosis.probabilityRecordRight <= parameters.deviatesAtMost
    // A record that contradicts the old index and the dial is wrong whatever else it contradicts.
    if signs.isBelowOld, isUnlikely { return .deviates }
    guard evidence.record.contradictions.isEmpty else { return .unresolved }
    let left = diagnosis.suspicionLeft
    let isQuiet =
      left <= parameters.suspicionLeftOutsideUsual
      || left <= parameters.suspicionLeftAtMost && isUsual(evidence, signs)
    if isQuiet, !signs.isBelowOld, !isBeyondBelief(evidence, signs) { return .confirmed }
    let sumOff = evidence.sum.map { !$0.agrees } ?? false
    let isDecidable = evidence.pattern.spread == .home || sumOff
    return isUnlikely && isDecidable ? .deviates : .unresolved
  }

  /// A use since the reading that nobody believes without a second look, whatever the record: the tail of
  /// what was measured in homes (one case in a thousand), of others and of SG and VC one in fifty of a
  /// spread that hardly says anything. It is as likely the re-reading that is wrong.
  static func isBeyondBelief(_ evidence: Evidence, _ signs: Signs) -> Bool {
    let use = signs.since - evidence.unit
    guard use > 0 else { return false }
    let billed = evidence.record.movement(to: evidence.record.recorded)
    let above = UseSpread.certain - evidence.pattern.sinceBelow(use, movement: billed)
    return above < UseSpread.certain / (evidence.pattern.spread == .home ? 1000 : 50)
  }

  /// True where the use since lies in the 1 to 99 % of this customer's, or nobody can tell.
  private static func isUsual(_ evidence: Evidence, _ signs: Signs) -> Bool {
    let use = Energy(thousandths: signs.since, multiplier: evidence.record.multiplier)
    return usual(evidence, wrong: false)?.contains(use) ?? true
  }

  /// 1 to 99 % of what this customer uses in those days. The billed month is left out where it is
  /// the very thing found wrong.
  static func usual(_ evidence: Evidence, wrong: Bool) -> ClosedRange<Energy>? {
    let record = evidence.record
    return evidence.pattern.usual(
      movement: wrong ? nil : record.movement(to: record.recorded), multiplier: record.multiplier)
  }
}
