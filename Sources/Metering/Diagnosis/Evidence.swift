/// All that is known of one register when its record is weighed.
struct Evidence: Sendable {
  let record: RecordedRegister
  let reread: Index
  let pattern: UsePattern
  let written: WrittenIndex
  /// Whether BT + CD + TD agree with SG by the records, where the point has them all.
  let sum: SumCheck?
  let parameters: DiagnosisParameters

  /// One unit of the record's precision, in thousandths of an index unit.
  let unit: Int64
  /// The meters beside this one, of the same kind of register.
  let neighbours: [Neighbour]
  /// The record's material error in thousandths of an index unit.
  private let materialGap: Int64

  init(
    record: RecordedRegister, reread: Index, pattern: UsePattern, sum: SumCheck?,
    neighbours: [Neighbour] = [], parameters: DiagnosisParameters
  ) {
    self.record = record
    self.reread = reread
    self.pattern = pattern
    self.sum = sum
    self.parameters = parameters
    let unit = record.precision
    self.unit = unit
    let decimals = record.significantDecimals
    let digits =
      record.dial?.integerDigits ?? max(record.old.integerDigits, reread.integerDigits)
    self.neighbours = neighbours.filter { $0.kind == record.kind }
    materialGap = Int64(
      clamping: record.materialError.millionths / Int128(record.multiplier.thousandths))
    var written = WrittenIndex(
      value: record.recorded.thousandths / unit, old: record.old.thousandths / unit,
      width: digits + decimals, decimals: decimals,
      neighbours: self.neighbours.map {
        WrittenNeighbour(
          old: $0.old.thousandths / unit, recorded: $0.recorded.thousandths / unit)
      }, isDialKnown: record.dial != nil,
      account: WrittenAccount(
        record, reread: reread, isHome: pattern.spread == .home, parameters: parameters))
    written.face = record.face
    written.hasRedDigit = record.dial.map { $0.decimals > 0 } ?? true
    self.written = written
  }

  /// What the dial showed, as an index; nil beyond what any dial can show.
  func index(of shown: Int64) -> Index? {
    let (thousandths, over) = shown.multipliedReportingOverflow(by: unit)
    return over ? nil : Index(thousandths: thousandths)
  }

  /// Whether the record is materially wrong if the dial showed `index`: asked once an explanation, so the
  /// limit is reckoned once.
  func isMaterial(_ index: Index) -> Bool {
    record.gap(to: index) > materialGap
  }

  /// Energy since in index thousandths if the dial showed `index` then: a turn is added where the
  /// dial is known, both indices fit it, and the re-read is lower by more than the precision.
  func since(_ index: Index) -> Int64 {
    let plain = reread.thousandths - index.thousandths
    guard plain < -unit, let dial = record.dial, dial.reaches(reread), dial.reaches(index) else {
      return plain
    }
    return plain + dial.turn
  }

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
      return max(pattern.month(movement: movement), Evidence.faint)
        * max(
          pattern.after(use: since(record.recorded), movement: movement), Evidence.faint)
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
    let movement = record.movement(to: index)
    let month = max(pattern.month(movement: movement), Evidence.faint)
    let after = max(pattern.after(use: since(index), movement: movement), Evidence.faint)
    return month * after
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

extension WrittenAccount {
  init(
    _ record: RecordedRegister, reread: Index, isHome: Bool, parameters: DiagnosisParameters
  ) {
    let unit = record.precision
    multiplier = record.multiplier.thousandths
    let usual = parameters.usualMultipliers.map { $0 * 1000 }
    if !isHome || multiplier != 1000, record.kind.isBilled {
      otherMultipliers = usual.filter { $0 != multiplier }
    }
    let status = record.recordedStatus.map { ReadingStatus(code: $0) }
    tellsOfExchange =
      status == .changed || status == .moved || record.removedConsumption > .zero
    let old = record.old.thousandths
    isBelowOld = reread.thousandths < old - unit || record.recorded.thousandths < old - unit
    guard
      record.contradictions.contains(where: {
        if case .consumptionDisagrees = $0 { true } else { false }
      }), let stated = record.recordedConsumption
    else { return }
    let (units, rest) = stated.millionths.quotientAndRemainder(
      dividingBy: Int128(max(multiplier, 1)) * Int128(unit))
    guard rest == 0 else { return }
    statedMovement = Int64(clamping: min(max(units, -(1 << 40)), 1 << 40))
  }
}

extension RecordedRegister {
  /// One unit of the precision with which CS_MOI was written, in thousandths of an index unit.
  var precision: Int64 {
    switch significantDecimals {
    case 0: 1000
    case 1: 100
    case 2: 10
    default: 1
    }
  }

  /// Decimals with which CS_MOI was written, without zeros at its end: lists that print every index with
  /// three decimals say nothing of how precisely it was read.
  var significantDecimals: Int {
    var decimals = min(max(recordedDecimals, 0), 3)
    var unit = WrittenIndex.power(4 - decimals)
    while decimals > 0, recorded.thousandths % unit == 0 {
      decimals -= 1
      unit *= 10
    }
    return decimals
  }
}

extension Index {
  /// Digits before the point, at least 1.
  var integerDigits: Int {
    var rest = integerPart / 10
    var digits = 1
    while rest > 0 {
      rest /= 10
      digits += 1
    }
    return digits
  }
}
