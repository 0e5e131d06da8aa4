/// What one metering point used this month and the month before, summed over its billed registers.
///
/// This month is SL_MOI + SL_THAO, as the re-inspection rule has it; SL_TTIEP, energy billed without
/// the dial, is left out on purpose, for no reading of this dial made it.
package struct MonthlyUse: Hashable, Sendable {
  /// Millionths of a kWh; registers of at most 10^18 each, so the sum of few cannot overflow.
  private var now: Int128 = 0
  private var before: Int128 = 0
  private var isNegative = false
  private var lacksBefore = false
  /// Billed registers taken in.
  package private(set) var registers = 0

  package init() {}

  /// Takes a register in; those that are not billed as energy (SG, VC) change nothing.
  /// - Parameters:
  ///   - recorded: SL_MOI; nil where the file lacks it, then `moved` stands for it.
  ///   - moved: (CS_MOI − CS_CU) × HSN.
  ///   - removed: SL_THAO.
  ///   - before: SL_CU; nil where there was no month before.
  package mutating func add(
    _ kind: RegisterKind, recorded: Int64?, moved: Int128, removed: Int64?, before: Int64?
  ) {
    guard kind.isBilled else { return }
    registers += 1
    let use = (recorded.map { Int128($0) } ?? moved) + Int128(removed ?? 0)
    now += use
    if use < 0 { isNegative = true }
    if let before { self.before += Int128(before) } else { lacksBefore = true }
  }

  /// Takes in the registers of another part of the same point.
  package mutating func add(_ other: MonthlyUse) {
    now += other.now
    before += other.before
    isNegative = isNegative || other.isNegative
    lacksBefore = lacksBefore || other.lacksBefore
    registers += other.registers
  }

  /// Decides the point: 10 × now ≥ 13 × before, inclusive, at the standard ratio.
  ///
  /// A register that ran backwards is flagged even where the others hide it in the sum: no use makes a
  /// dial run backwards, so it is a reason to look whatever the point's sum came to. Use after a
  /// month of zero has no ratio and is a rise of its own kind; zero after zero is none.
  package func outcome(_ ratio: FlagRatio) -> FlagOutcome {
    if registers == 0 { return .notBilled }
    if isNegative { return .negative }
    if lacksBefore { return .noMonthBefore }
    if before == 0 { return now > 0 ? .afterZero : .usual }
    if now == 0, before > 0 { return .zero }
    // A month before below zero is a settled correction: nothing to take a ratio of.
    if before < 0 { return now > 0 ? .afterZero : .usual }
    let scaled = now * 1_000_000
    guard scaled >= Int128(ratio.millionths) * before else { return .usual }
    let band = ratio.bandStarts.lastIndex { scaled >= Int128($0) * before } ?? 0
    return .rise(band: band)
  }
}

/// What the rule says of a point, in the order of the report.
package enum FlagOutcome: Hashable, Sendable {
  /// A rise in this band of `FlagRatio.bandStarts`.
  case rise(band: Int)
  /// Use after a month without any.
  case afterZero
  case negative
  /// No use after a month with some.
  case zero
  /// Nothing by the rule, but the customer complains.
  case complaint
  case usual
  /// SL_CU is missing: nothing to compare with.
  case noMonthBefore
  /// Only registers that are not billed as energy.
  case notBilled
  /// A row of the point could not be read, so the point was not decided on part of its registers.
  case unreadable

  /// The code for LY_DO; nil where the point is not flagged.
  package var reason: FlagReason? {
    switch self {
    case .rise, .afterZero: .rise
    case .negative: .negative
    case .zero: .zero
    case .complaint: .complaint
    case .usual, .noMonthBefore, .notBilled, .unreadable: nil
    }
  }

  /// A small number for compact storage, 0 to 15: bands first.
  package var number: UInt8 {
    switch self {
    case .rise(let band): UInt8(clamping: min(band, 4))
    case .afterZero: 5
    case .negative: 6
    case .zero: 7
    case .usual: 8
    case .noMonthBefore: 9
    case .notBilled: 10
    case .unreadable: 11
    case .complaint: 12
    }
  }

  /// The outcome of a point whose customer complains, by what the rule says of it: the rule's where that
  /// flags it, for the counts are of the rule.
  package var ofComplaint: FlagOutcome {
    reason == nil && self != .unreadable ? .complaint : self
  }

  /// The outcome of a number that `number` gave.
  package init(_ number: UInt8) {
    self =
      switch number {
      case 0...4: .rise(band: Int(number))
      case 5: .afterZero
      case 6: .negative
      case 7: .zero
      case 8: .usual
      case 9: .noMonthBefore
      case 10: .notBilled
      case 12: .complaint
      default: .unreadable
      }
  }

  /// Every outcome there can be at a ratio, in the order of the report.
  package static func all(_ ratio: FlagRatio) -> [FlagOutcome] {
    ratio.bandStarts.indices.map { .rise(band: $0) }
      + [.afterZero, .negative, .zero, .complaint]
      + [.usual, .noMonthBefore, .notBilled, .unreadable]
  }
}
