extension Evidence {
  /// How probable month and re-reading are where the record is right.
  var weightIfRight: LogWeight {
    weight(shown: record.recorded, pattern) * sumWeight(agrees: sum.map { $0.agrees })
  }

  /// How probable they are where the record is right and the old index was too high, so that the month
  /// moved backwards by the difference; nil where it did not.
  ///
  /// Whoever read the month before may have erred as well as whoever read this one. What he wrote may
  /// then lie anywhere above, evenly over the orders of magnitude (as in `Unexplained`).
  var weightIfOldWrong: LogWeight? {
    let gap = -record.movement(to: record.recorded) / unit
    guard gap > 1, since(record.recorded) >= -unit else { return nil }
    return LogWeight(parameters.wrongPerMillion, over: 1_000_000)
      * LogWeight(parameters.oldWrongShare, over: 1_000_000)
      * LogWeight(1, over: 7 * (UInt64(gap) + 10))
      * pattern.after(use: since(record.recorded), movement: nil)
  }

  /// How probable they are where the error of `origin` was made; nil where it is impossible.
  func weight(of origin: Origin) -> LogWeight? {
    switch origin.story {
    case .dial: return weight(ofDial: origin)
    case .account:
      // A consumption that is out by just a turn or by just another multiplier is no coincidence:
      // no other story tells it.
      return weightIfRight * LogWeight(1 << 20)
    case .exchange: return exchangeWeight
    case .turn(let turn):
      let movement =
        record.recorded.thousandths - record.old.thousandths + turn * unit
      return weight(movement: movement, use: since(record.recorded), pattern)
    case .plate(let multiplier):
      let scaled = pattern.scaled(by: written.account.multiplier, over: multiplier)
      return weight(shown: record.recorded, scaled) * sumWeight(agrees: sum.map { $0.agrees })
    }
  }

  private func weight(ofDial origin: Origin) -> LogWeight? {
    guard let shown = origin.shown else {
      let whole = pattern.whole(movement: wholeMovement)
      guard whole > .none else { return nil }
      // Some index between would settle the sum if it does not agree now; none if it does.
      return whole * sumWeight(agrees: sum.map { !$0.agrees })
    }
    guard let index = index(of: shown), record.dial.map({ $0.reaches(index) }) ?? true else {
      return nil
    }
    let movement = record.movement(to: index)
    guard movement >= 0, since(index) >= -unit else { return nil }
    let agrees = sum.map { $0.agrees(correctedBy: index.thousandths - record.recorded.thousandths) }
    return weight(shown: index, pattern) * sumWeight(agrees: agrees)
  }

  /// Movement from the old index to the re-read one.
  private var wholeMovement: Int64 { record.movement(to: reread) }

  /// How probable record and re-reading are if the meter was exchanged: since the record, where the
  /// dial stands below it, else in the period that it closes.
  private var exchangeWeight: LogWeight? {
    let index = record.recorded.thousandths
    if reread.thousandths < index - unit {
      return max(pattern.month(movement: index - record.old.thousandths), Evidence.faint)
        * pattern.sinceExchange(index: reread.thousandths, minutes: pattern.sinceMinutes)
    }
    guard index < record.old.thousandths - unit else { return nil }
    return pattern.sinceExchange(index: index, minutes: pattern.periodMinutes)
      * max(
        pattern.after(use: reread.thousandths - index, movement: index), Evidence.faint)
  }

  private func weight(shown index: Index, _ pattern: UsePattern) -> LogWeight {
    weight(movement: record.movement(to: index), use: since(index), pattern)
  }

  /// Month and use since, each at least faintly possible.
  private func weight(movement: Int64, use: Int64, _ pattern: UsePattern) -> LogWeight {
    max(pattern.month(movement: movement), Evidence.faint)
      * max(pattern.after(use: use, movement: movement), Evidence.faint)
  }

  /// Nothing is quite impossible: a meter can run backwards, a list can be wrong.
  private static let faint = LogWeight(1, over: UseSpread.certain)

  private func sumWeight(agrees: Bool?) -> LogWeight {
    switch agrees {
    case nil, true?: .one
    case false?: LogWeight(parameters.sumOffPerMillion, over: 1_000_000)
    }
  }
}
