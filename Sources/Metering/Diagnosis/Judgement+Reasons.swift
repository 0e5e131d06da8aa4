extension Judgement {
  /// What speaks for and against the record, what decided first.
  static func reasons(
    _ evidence: Evidence, _ signs: Signs, _ judgement: Judgement, days: Int
  ) -> [Reason] {
    let verdict = judgement.verdict
    var reasons = contradictions(evidence, signs, judgement.findings.first)
    if signs.isUnchanged { reasons.append(.unchangedDespiteUse(days: days)) }
    reasons += evidence.record.contradictions
    if let sum = evidence.sum, !sum.agrees {
      reasons.append(.sumDisagrees(total: sum.total, parts: sum.parts))
    }
    let use = Energy(thousandths: signs.since, multiplier: evidence.record.multiplier)
    if let usual = judgement.usual {
      // Use that bears the record out is no reason to doubt it: another index does as well.
      if usual.contains(use), verdict == .unresolved, reasons.isEmpty,
        let other = judgement.findings.first?.index
      {
        reasons.append(.otherIndexFits(other))
      }
      reasons.append(.use(use, days: days, usual: usual))
    }
    if verdict == .confirmed, judgement.usual == nil { reasons.append(.notBelowRecorded) }
    if evidence.pattern.mean == nil { reasons.append(.noHistory) }
    if evidence.pattern.spread != .home, verdict == .unresolved {
      reasons.append(.rateAloneProvesNothing)
    }
    return reasons
  }

  /// Old, recorded and re-read index against one another and against the dial.
  private static func contradictions(
    _ evidence: Evidence, _ signs: Signs, _ first: Finding?
  ) -> [Reason] {
    let record = evidence.record
    var reasons: [Reason] = []
    if signs.isBeyondDial, let dial = record.dial {
      reasons.append(.recordedBeyondDial(digits: dial.integerDigits))
    }
    if signs.isRereadBeyondDial, !signs.isBeyondDial, let dial = record.dial {
      reasons.append(.rereadBeyondDial(digits: dial.integerDigits))
    }
    if signs.plain < -evidence.unit, signs.rollover != .proven {
      reasons.append(.rereadBelowRecorded(byThousandths: -signs.plain))
    }
    if signs.isBelowOld, !signs.isRereadBelowOld {
      reasons.append(
        .recordedBelowOld(byThousandths: record.old.thousandths - record.recorded.thousandths))
    }
    switch signs.rollover {
    case .none: break
    case .guessed: reasons.insert(.rolloverPossible(digits: nil), at: 0)
    case .proven: reasons.append(.rolloverPossible(digits: record.dial?.integerDigits))
    }
    if signs.rollover == .none, signs.isRereadBelowOld {
      if first?.cause == .rollover {
        reasons.insert(.rolloverPossible(digits: record.dial?.integerDigits), at: 0)
      } else if signs.mayBeExchanged {
        reasons.append(.exchangePossible)
      } else {
        let below = record.old.thousandths - evidence.reread.thousandths
        reasons.insert(.rereadBelowOld(byThousandths: below), at: 0)
      }
    }
    if signs.runsBackwards, signs.isBelowRecord { reasons.append(.runsBackwards) }
    return reasons
  }
}
