extension Judgement {
  /// A record that nobody read (nobody home, missing, exchanged) keeps the old index and bills 0 kWh, as the
  /// rules for its status demand: there is no reader to have erred. Nil for every other record.
  ///
  /// What the dial shows now is held against the use since the old reading, the last that there was.
  init?(ofUnread evidence: Evidence, at moment: LocalMinute) {
    let record = evidence.record
    guard record.wasNotRead, let code = record.recordedStatus else { return nil }
    var pattern = evidence.pattern
    pattern.sinceMinutes += pattern.periodMinutes
    let used = record.movement(to: evidence.reread)
    let since = used - evidence.unit
    let above =
      UseSpread.certain - (since > 0 ? pattern.sinceBelow(since, movement: nil) : 0)
    let isBelievable =
      used >= -evidence.unit && above >= UseSpread.certain / 1000
      && record.contradictions.isEmpty && record.dial.map { $0.reaches(evidence.reread) } ?? true
    let usual = pattern.usual(movement: nil, multiplier: record.multiplier)
    let use = Energy(thousandths: used, multiplier: record.multiplier)
    let days = moment.days(since: record.oldDate ?? record.recordedDate)
    var reasons: [Reason] = [.notReadThen(code: code)]
    if used < -evidence.unit { reasons.append(.rereadBelowOld(byThousandths: -used)) }
    reasons += record.contradictions
    if let usual { reasons.append(.use(use, days: days, usual: usual)) }
    self.init(
      verdict: isBelievable ? .confirmed : .unresolved,
      probabilityRecordRight: 1_000_000
        - Int(min(evidence.parameters.wrongPerMillion, 1_000_000)),
      reasons: reasons, findings: [], since: used, usual: usual)
  }
}

extension RecordedRegister {
  /// Whether the record is no reading: by its status nobody took an index from the dial, and the old one
  /// stands. Not in use (U) and supply cut (D) are different: they say that nothing was used.
  var wasNotRead: Bool {
    guard let code = recordedStatus, recorded == old else { return false }
    switch ReadingStatus(code: code) {
    case .nobodyHome, .absent, .missing, .notFound, .beyondDial, .changed: return true
    default: return false
    }
  }
}
