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
