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
  /// What was stated of these two: the first finding's index and its cause, given that the record is
  /// wrong; sums of millionths. Where errors leave several stories open, no first guess can be right
  /// more often than an honest statement says.
  package var statedIndex: Int64 = 0
  package var statedCause: Int64 = 0
  /// Caught errors whose first finding pins an index, and those where it is the right one; of the
  /// others (an old index repeated, another meter) only an estimate is told, and these are the bands
  /// that hold the truth.
  package var pinned = 0
  package var exactPinned = 0
  package var bandHolds = 0
  /// The same among material errors called `deviates`.
  package var exactIndexOfDeviating = 0
  package var rightCauseOfDeviating = 0
  /// Stated probability that the record was wrong, in ten bins, against how often it was.
  package var bins = [Bin](repeating: Bin(), count: 10)
  /// The material errors that were missed or held back, the greatest first, at most `keptMisses`.
  package private(set) var misses: [Miss] = []
  /// The material errors that were seen and told with another index or another cause, likewise.
  package private(set) var mistold: [Miss] = []
  /// Material errors by how they came about.
  package private(set) var byCause: [Cause: Tally] = [:]

  /// What became of the material errors of one cause.
  package struct Tally: Hashable, Sendable {
    package var material = 0
    package var caught = 0
    package var exactIndex = 0
    package var rightCause = 0
  }

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

  /// A material error that was not called `deviates`, or told otherwise than it was.
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
    /// Millionths, as stated.
    package var probabilityRecordRight: Int
    /// The first explanation that was given, and the index it stands for: its own, else the estimate.
    package var said: Finding?
    package var saidIndex: Index?
    /// Whether the re-read index lies outside what an honest record would have led to.
    package var isOutsideEnvelope: Bool
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
      let honest = record.honestUse(until: reread.at, isResidential: point.isResidential)
      let isOutside = register.useSince.map { honest?.contains($0) == false } ?? false
      if isOutside { outsideEnvelope += 1 }
      if isOutside, register.verdict != .confirmed { outsideEnvelopeCaught += 1 }
      let miss = Miss(
        meter: point.identity.meter, kind: record.kind, verdict: register.verdict,
        cause: cause, recorded: record.recorded, truth: truth.index, reread: reread.index,
        error: Scorecard.error(record, truth),
        probabilityRecordRight: register.probabilityRecordRight, said: register.findings.first,
        saidIndex: register.likeliestIndex(of: record),
        isOutsideEnvelope: isOutside)
      if register.verdict != .deviates { Scorecard.keep(miss, in: &misses) }
      if !judge(register, of: record, truth, cause) { Scorecard.keep(miss, in: &mistold) }
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

  /// False where the error was seen and told otherwise than it was.
  private mutating func judge(
    _ register: RegisterAssessment, of record: RecordedRegister, _ truth: KnownTruth, _ cause: Cause
  ) -> Bool {
    byCause[cause, default: Tally()].material += 1
    guard register.verdict != .confirmed else { return true }
    let first = register.findings.first
    let gap = register.likeliestIndex(of: record).map {
      ($0.thousandths - truth.index.thousandths).magnitude
    }
    let isExact = gap.map { $0 < record.precision.magnitude } ?? false
    let isRight = first?.cause == cause
    exactIndex += isExact ? 1 : 0
    rightCause += isRight ? 1 : 0
    state(register, of: record, truth, isExact: isExact)
    byCause[cause, default: Tally()].caught += 1
    byCause[cause, default: Tally()].exactIndex += isExact ? 1 : 0
    byCause[cause, default: Tally()].rightCause += isRight ? 1 : 0
    if register.verdict == .deviates {
      exactIndexOfDeviating += isExact ? 1 : 0
      rightCauseOfDeviating += isRight ? 1 : 0
    }
    return isExact && isRight
  }

  private mutating func state(
    _ register: RegisterAssessment, of record: RecordedRegister, _ truth: KnownTruth, isExact: Bool
  ) {
    guard let first = register.findings.first else { return }
    let wrong = Int64(max(1_000_000 - register.probabilityRecordRight, 1))
    let ofCause = register.findings.probability(of: first.cause)
    statedCause += min(Int64(ofCause) * 1_000_000 / wrong, 1_000_000)
    guard first.index(of: record) != nil else {
      bandHolds += register.estimate?.band.contains(truth.index) ?? false ? 1 : 0
      return
    }
    statedIndex += min(Int64(first.probability) * 1_000_000 / wrong, 1_000_000)
    pinned += 1
    exactPinned += isExact ? 1 : 0
  }

  private static func keep(_ miss: Miss, in list: inout [Miss]) {
    let place = list.firstIndex { $0.error < miss.error } ?? list.endIndex
    list.insert(miss, at: place)
    if list.count > Scorecard.keptMisses { list.removeLast() }
  }

  private static func error(_ record: RecordedRegister, _ truth: KnownTruth) -> Energy {
    Energy(thousandths: record.gap(to: truth.index), multiplier: record.multiplier)
  }

  private static func actual(_ record: RecordedRegister, _ truth: KnownTruth) -> Actual {
    guard truth.cause != nil else { return .honest }
    return record.isMaterial(truth.index) ? .material : .slight
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
