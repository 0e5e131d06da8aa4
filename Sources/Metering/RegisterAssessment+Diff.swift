extension RegisterAssessment {
  /// The diff of one register: the record against what the dial showed days later.
  init(
    of record: RecordedRegister, reread: Reread?, isResidential: Bool, sum: SumCheck?,
    neighbours: [Neighbour], parameters: DiagnosisParameters
  ) {
    let before = record.consumption(to: record.recorded)
    guard let reread, reread.at >= record.recordedDate else {
      // An index from before the record cannot show what passed after it.
      self.init(
        kind: record.kind, verdict: .unresolved,
        probabilityRecordRight: 1_000_000 - Int(min(parameters.wrongPerMillion, 1_000_000)),
        reasons: [reread == nil ? .registerMissing : .rereadBeforeRecord] + record.contradictions,
        findings: [], consumptionBefore: before,
        consumptionAfter: reread.map { record.consumption(to: $0.index) })
      return
    }
    let sound = record.withBelievableDial(reread.index)
    let pattern = UsePattern(
      record: sound, isResidential: isResidential, moment: reread.at, parameters: parameters)
    let evidence = Evidence(
      record: sound, reread: reread.index, pattern: pattern, sum: sum, neighbours: neighbours,
      parameters: parameters)
    var judgement = Judgement(evidence, at: reread.at)
    if sound.dial != record.dial, let listed = record.dial {
      // What fitted before and does not now may be two readings that both took the red digit along.
      judgement.doubt(
        .dialDoubtful(digits: listed.integerDigits), leavesOpen: listed.reaches(record.old))
    }
    self.init(
      kind: record.kind, verdict: judgement.verdict,
      probabilityRecordRight: judgement.probabilityRecordRight, reasons: judgement.reasons,
      findings: judgement.findings, consumptionBefore: before,
      consumptionAfter: sound.consumption(to: judgement.shown(record.recorded, reread.index)),
      useSince: Energy(thousandths: judgement.since, multiplier: record.multiplier),
      usual: judgement.usual,
      estimate: judgement.verdict == .confirmed ? nil : EstimatedIndex(evidence))
  }
}

extension RecordedRegister {
  /// The same without its dial where the dial cannot be the list's: the old index does not fit its
  /// digits, or neither what was recorded nor what was found does. Then the digits are wrong, not a reader.
  fileprivate func withBelievableDial(_ reread: Index) -> RecordedRegister {
    guard let dial else { return self }
    let isContradicted =
      !dial.reaches(old) || !dial.reaches(recorded) && !dial.reaches(reread)
    guard isContradicted else { return self }
    var record = self
    record.dial = nil
    return record
  }
}
