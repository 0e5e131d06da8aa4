/// How the diff fares against known truth: counts that can be added up and printed, no judgement.
///
/// Customers are counted by metering point, errors by register: an honest customer is called wrong
/// once, however many registers he has.
package struct Scorecard: Hashable, Sendable {
  /// What a register's record really was.
  package enum Actual: String, CaseIterable, Hashable, Sendable {
    case honest
    /// Wrong by no more than 10 kWh or three days' use: not worth a visit, and hardly to be seen.
    case slight
    /// Wrong by more than both.
    case material
  }

  /// Registers by what they were and what the diff said of them.
  package var confusion: [Actual: [Verdict: Int]] = [:]
  /// Points without a wrong register, and how the diff called them.
  package var honestPoints: [Verdict: Int] = [:]
  /// Material errors whose re-read index lies outside what an honest record would have led to (1 to
  /// 99 %), and those of them that were not confirmed.
  package var outsideEnvelope = 0
  package var outsideEnvelopeCaught = 0
  /// Material errors that were not confirmed: those where the first finding (or, where its cause pins
  /// none, the estimate) says the index that the dial showed, to the record's precision; and those
  /// where it names the cause.
  package var exactIndex = 0
  package var rightCause = 0
  /// The same among material errors called `deviates`.
  package var exactIndexOfDeviating = 0
  package var rightCauseOfDeviating = 0
  /// Stated probability that the record was wrong, in ten bins, against how often it was.
  package var bins = [Bin](repeating: Bin(), count: 10)
  /// The material errors that were missed or held back, the greatest first, at most `keptMisses`.
  package private(set) var misses: [Miss] = []

  /// Registers whose stated probability of being wrong lay in one tenth.
  package struct Bin: Hashable, Sendable {
    package var registers = 0
    package var wrong = 0
    /// Sum of what was stated, in millionths.
    package var stated: Int64 = 0

    package init(registers: Int = 0, wrong: Int = 0, stated: Int64 = 0) {
      self.registers = registers
      self.wrong = wrong
      self.stated = stated
    }
  }

  /// A material error that was not called `deviates`.
  package struct Miss: Hashable, Sendable {
    package var meter: String
    package var kind: RegisterKind
    package var verdict: Verdict
    package var cause: Cause
    package var recorded: Index
    package var truth: Index
    package var reread: Index
    /// kWh by which the record was wrong.
    package var error: Energy
  }

  package static let keptMisses = 20

  package init() {}
}

/// What is known of one register's record beside the list.
package struct KnownTruth: Hashable, Sendable {
  package var kind: RegisterKind
  /// What the dial showed when it was recorded.
  package var index: Index
  /// How the record went wrong; nil where it is right.
  package var cause: Cause?

  package init(kind: RegisterKind, index: Index, cause: Cause?) {
    self.kind = kind
    self.index = index
    self.cause = cause
  }
}

extension Scorecard {
  /// Counts one point. Registers without a known truth count for nothing.
  package mutating func add(
    _ point: MeteringPoint, rereads: [Reread], truths: [KnownTruth], assessment: PointAssessment
  ) {
    var isHonest = true
    for record in point.registers {
      guard let truth = truths.first(where: { $0.kind == record.kind }),
        let register = assessment.registers.first(where: { $0.kind == record.kind })
      else { continue }
      let actual = Scorecard.actual(record, truth)
      if truth.cause != nil { isHonest = false }
      confusion[actual, default: [:]][register.verdict, default: 0] += 1
      state(register, isWrong: truth.cause != nil)
      guard actual == .material, let cause = truth.cause,
        let reread = rereads.first(where: { $0.kind == record.kind })
      else { continue }
      judge(register, of: record, truth, cause)
      envelope(
        register,
        record.honestUse(until: reread.at, isResidential: point.isResidential))
      if register.verdict != .deviates {
        keep(
          Miss(
            meter: point.identity.meter, kind: record.kind, verdict: register.verdict,
            cause: cause, recorded: record.recorded, truth: truth.index, reread: reread.index,
            error: Scorecard.error(record, truth)))
      }
    }
    if isHonest { honestPoints[assessment.verdict, default: 0] += 1 }
  }

  private mutating func state(_ register: RegisterAssessment, isWrong: Bool) {
    let wrong = 1_000_000 - register.probabilityRecordRight
    let bin = min(max(wrong / 100_000, 0), 9)
    bins[bin].registers += 1
    bins[bin].stated += Int64(wrong)
    if isWrong { bins[bin].wrong += 1 }
  }

  private mutating func judge(
    _ register: RegisterAssessment, of record: RecordedRegister, _ truth: KnownTruth, _ cause: Cause
  ) {
    guard register.verdict != .confirmed else { return }
    let first = register.findings.first
    let said = first?.index ?? register.estimate?.index
    let gap = said.map { ($0.thousandths - truth.index.thousandths).magnitude }
    let isExact = gap.map { $0 < record.precision.magnitude } ?? false
    let isRight = first?.cause == cause
    exactIndex += isExact ? 1 : 0
    rightCause += isRight ? 1 : 0
    guard register.verdict == .deviates else { return }
    exactIndexOfDeviating += isExact ? 1 : 0
    rightCauseOfDeviating += isRight ? 1 : 0
  }

  private mutating func envelope(
    _ register: RegisterAssessment, _ honest: ClosedRange<Energy>?
  ) {
    guard let honest, let use = register.useSince, !honest.contains(use) else { return }
    outsideEnvelope += 1
    if register.verdict != .confirmed { outsideEnvelopeCaught += 1 }
  }

  private mutating func keep(_ miss: Miss) {
    let place = misses.firstIndex { $0.error < miss.error } ?? misses.endIndex
    misses.insert(miss, at: place)
    if misses.count > Scorecard.keptMisses { misses.removeLast() }
  }

  private static func error(_ record: RecordedRegister, _ truth: KnownTruth) -> Energy {
    let gap = record.recorded.thousandths - truth.index.thousandths
    return Energy(thousandths: Int64(gap.magnitude), multiplier: record.multiplier)
  }

  private static func actual(_ record: RecordedRegister, _ truth: KnownTruth) -> Actual {
    guard truth.cause != nil else { return .honest }
    let error = error(record, truth).millionths
    let months = ([record.oldConsumption] + record.history).compactMap { $0 }
    let total = months.reduce(Int128(0)) { $0 + max($1.millionths, 0) }
    let threeDays = months.isEmpty ? 0 : total / Int128(months.count) / 10
    return error > 10_000_000 && error > threeDays ? .material : .slight
  }
}

extension Scorecard {
  package func registers(_ actual: Actual, _ verdict: Verdict) -> Int {
    confusion[actual]?[verdict] ?? 0
  }

  package func registers(_ actual: Actual) -> Int {
    (confusion[actual] ?? [:]).values.reduce(0, +)
  }

  /// Material errors that were not confirmed.
  package var caught: Int { registers(.material) - registers(.material, .confirmed) }

  package var honest: Int { honestPoints.values.reduce(0, +) }

  /// Expected calibration error, weighted by counts: the mean gap between stated and found, in
  /// millionths.
  package var calibrationError: Int64 {
    let total = bins.reduce(0) { $0 + $1.registers }
    guard total > 0 else { return 0 }
    let gaps = bins.reduce(Int64(0)) { sum, bin in
      sum + Int64((bin.stated - Int64(bin.wrong) * 1_000_000).magnitude)
    }
    return gaps / Int64(total)
  }
}
