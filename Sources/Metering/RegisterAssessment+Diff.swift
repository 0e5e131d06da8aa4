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
    let pattern = UsePattern(
      record: record, isResidential: isResidential, moment: reread.at, parameters: parameters)
    let evidence = Evidence(
      record: record, reread: reread.index, pattern: pattern, sum: sum, neighbours: neighbours,
      parameters: parameters)
    let judgement = Judgement(evidence, at: reread.at)
    let pinned = judgement.findings.first?.index
    self.init(
      kind: record.kind, verdict: judgement.verdict,
      probabilityRecordRight: judgement.probabilityRecordRight, reasons: judgement.reasons,
      findings: judgement.findings, consumptionBefore: before,
      consumptionAfter: record.consumption(to: pinned ?? reread.index),
      useSince: Energy(thousandths: judgement.since, multiplier: record.multiplier),
      usual: judgement.usual,
      estimate: judgement.verdict == .confirmed ? nil : EstimatedIndex(evidence))
  }
}
