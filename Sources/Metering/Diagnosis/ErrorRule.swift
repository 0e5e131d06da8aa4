/// A record as a row of digits: what a rule of error works on.
struct WrittenIndex: Hashable, Sendable {
  /// The recorded index in units of its own precision.
  var value: Int64
  /// The index of the period before, in the same units.
  var old: Int64
  /// Digits a full reading of this dial has at that precision.
  var width: Int
  /// Decimals among them.
  var decimals: Int
  /// The dials of the same kind that the reader passed before and after this one.
  var neighbours: [WrittenNeighbour]
  /// Whether the dial's digits are known, not merely guessed from its readings.
  var isDialKnown = true
  /// Whether the dial may show more than the record's digits: a red digit, or decimals.
  var hasRedDigit = true
  /// How the dial shows its digits, where that is known.
  var face: DialFace?
  /// What the record says of its own consumption and of an exchange.
  var account = WrittenAccount()

  init(
    value: Int64, old: Int64, width: Int, decimals: Int = 0, neighbours: [WrittenNeighbour] = [],
    isDialKnown: Bool = true, account: WrittenAccount = WrittenAccount()
  ) {
    self.value = value
    self.old = old
    self.width = width
    self.decimals = decimals
    self.neighbours = neighbours
    self.isDialKnown = isDialKnown
    self.account = account
  }

  /// The digits of the record, last one first, padded with zeros to `count`.
  func digits(_ count: Int) -> [Int64] {
    var digits: [Int64] = []
    digits.reserveCapacity(count)
    var rest = value
    for _ in 0..<count {
      digits.append(rest % 10)
      rest /= 10
    }
    return digits
  }

  /// The least power of ten above `value`.
  static func reach(of value: Int64) -> Int64 {
    (1...15).lazy.map(power).first { $0 > value } ?? power(15)
  }

  /// 10^`exponent`, exponents 0 to 15.
  static func power(_ exponent: Int) -> Int64 {
    var power: Int64 = 1
    for _ in 0..<min(max(exponent, 0), 15) { power *= 10 }
    return power
  }
}

/// A neighbour's dial in the units of the record that is weighed.
struct WrittenNeighbour: Hashable, Sendable {
  var old: Int64
  var recorded: Int64

  init(old: Int64, recorded: Int64) {
    self.old = old
    self.recorded = recorded
  }
}

/// What a record says beside its index.
struct WrittenAccount: Hashable, Sendable {
  /// The movement that the recorded consumption (SL_MOI) stands for, in units of the record's
  /// precision; nil where it agrees with the two indices or is missing.
  var statedMovement: Int64?
  /// The multiplier of the list, and the others that a plate of current transformers may say, all in
  /// thousandths; empty where there are no current transformers.
  var multiplier: Int64 = 1000
  var otherMultipliers: [Int64] = []
  /// The status (X, G) or a removed meter's part (SL_THAO) tells of an exchange.
  var tellsOfExchange = false
  /// The dial has been found below the old index, or the record lies there.
  var isBelowOld = false
}

/// One way back from a record: what the dial showed, and how likely the error turns that into what
/// was written.
struct Origin: Hashable, Sendable {
  /// What the evidence is to be weighed by.
  enum Story: Hashable, Sendable {
    /// The dial showed `shown`, or something that the error does not pin.
    case dial
    /// Record, old index and dial are not all of one meter.
    case exchange
    /// The index is right; the plate says this multiplier, in thousandths.
    case plate(Int64)
    /// The index is right; the dial went round once, its turn being this, in units.
    case turn(Int64)
    /// The index is right; the consumption was reckoned wrongly.
    case account
  }

  var story = Story.dial
  /// In units of the record's precision; nil where the error does not pin it.
  var shown: Int64?
  /// The likelihood as a fraction: most origins are ruled out before it is needed.
  private let numerator: UInt64
  private let denominator: UInt64

  init(
    shown: Int64?, _ numerator: UInt64, over denominator: UInt64, story: Story = .dial
  ) {
    self.shown = shown
    self.story = story
    self.numerator = numerator
    self.denominator = denominator
  }

  /// How probable it is that the error, once made, wrote just this record.
  var likelihood: LogWeight { LogWeight(numerator, over: denominator) }
}

/// A record and what an error of some kind may have made it from.
struct RuleExample: Hashable, Sendable {
  var written: WrittenIndex
  /// What the dial showed; nil where the rule speaks of the record alone.
  var shown: Int64?

  init(
    _ written: Int64, from shown: Int64?, old: Int64 = 0, width: Int = 5, decimals: Int = 0,
    neighbours: [WrittenNeighbour] = [], isDialKnown: Bool = true,
    account: WrittenAccount = WrittenAccount()
  ) {
    self.written = WrittenIndex(
      value: written, old: old, width: width, decimals: decimals, neighbours: neighbours,
      isDialKnown: isDialKnown, account: account)
    self.shown = shown
  }
}

/// One kind of error: runs backwards from a record to what the dial may have shown.
///
/// Examples are part of the rule; one test runs those of all rules.
protocol ErrorRule: Sendable {
  var cause: Cause { get }
  /// Records this error can have made from what the dial showed.
  var triggering: [RuleExample] { get }
  /// Records it cannot have made so.
  var nonTriggering: [RuleExample] { get }
  /// All that the dial may have shown. The same index may come more than once: ways add up.
  func origins(of record: WrittenIndex) -> [Origin]
}

/// Every rule of error there is.
enum ErrorRules {
  static let all: [any ErrorRule] = [
    Transposition(), Substitution(), DecimalShift(), Omission(), Insertion(), JumpTransposition(),
    Twin(), RepeatedIndex(), Zero(), SwappedMeters(), Rollover(), MeterExchanged(),
    MultiplierWrong(), Unexplained(),
  ]
}
