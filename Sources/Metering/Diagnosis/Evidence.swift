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
    let decimals = min(max(record.recordedDecimals, 0), 3)
    let digits =
      record.dial?.integerDigits ?? max(record.old.integerDigits, reread.integerDigits)
    written = WrittenIndex(
      value: record.recorded.thousandths / unit, old: record.old.thousandths / unit,
      width: digits + decimals, decimals: decimals,
      neighbours: neighbours.filter { $0.kind == record.kind }.map {
        WrittenNeighbour(
          old: $0.old.thousandths / unit, recorded: $0.recorded.thousandths / unit)
      })
  }

  /// What the dial showed, as an index; nil beyond what any dial can show.
  func index(of shown: Int64) -> Index? {
    let (thousandths, over) = shown.multipliedReportingOverflow(by: unit)
    return over ? nil : Index(thousandths: thousandths)
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
    weight(shown: record.recorded) * sumWeight(agrees: sum.map { $0.agrees })
  }

  /// How probable they are where the error of `origin` was made; nil where it is impossible.
  func weight(of origin: Origin) -> LogWeight? {
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
    return weight(shown: index) * sumWeight(agrees: agrees)
  }

  /// Movement from the old index to the re-read one.
  private var wholeMovement: Int64 { record.movement(to: reread) }

  private func weight(shown index: Index) -> LogWeight {
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

extension RecordedRegister {
  /// One unit of the precision with which CS_MOI was written, in thousandths of an index unit.
  var precision: Int64 {
    switch recordedDecimals {
    case ..<1: 1000
    case 1: 100
    case 2: 10
    default: 1
    }
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
