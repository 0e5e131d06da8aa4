import Metering

/// A flagged register with its re-reading and the truth.
struct GeneratedCase {
  var point: MeteringPoint
  var rereads: [Reread]
  var truths: [KnownTruth]
  var neighbours: [Neighbour]
}

/// Makes lists of flagged meters, honest and wrong, from made-up customers.
struct CaseGenerator {
  var random: SplitMix
  private var serial = 10_000_000
  /// The customer whose months are being looked at, and the month that comes next.
  private var home: GeneratedHome?
  private var month = 0
  private let model: ConsumptionModel

  init(seed: UInt64, model: ConsumptionModel = .habits) {
    random = SplitMix(state: seed)
    self.model = model
  }

  /// An honest record that the rule of 1.3 times (or a zero after use) put on the list.
  mutating func honest() -> GeneratedCase {
    while true {
      let draft = next()
      if draft.isFlagged(recorded: draft.truth),
        let honest = made(draft, recorded: draft.truth, nil)
      {
        return honest
      }
    }
  }

  /// A record gone wrong that got onto the list.
  mutating func wrong() -> GeneratedCase {
    while true {
      var draft = next()
      let (recorded, cause) = ReaderError.make(from: &draft, using: &random)
      guard let recorded, recorded != draft.truth, recorded >= 0, recorded < 999_999_999,
        draft.isFlagged(recorded: recorded), let wrong = made(draft, recorded: recorded, cause)
      else { continue }
      return wrong
    }
  }

  /// The next month of a customer, or the first of another.
  private mutating func next() -> CaseDraft {
    let home = home ?? GeneratedHome(model, using: &random)
    let draft = CaseDraft(of: home, month: month, using: &random)
    month += 1
    let isLast = month == GeneratedHome.months
    self.home = isLast ? nil : home
    if isLast { month = 0 }
    return draft
  }

  private mutating func made(_ draft: CaseDraft, recorded: Int64, _ cause: Cause?) -> GeneratedCase?
  {
    serial += 1
    return draft.made(serial: "\(serial)", recorded: recorded, cause)
  }
}

/// How customers are made up. What holds for both was fitted to neither.
enum ConsumptionModel: String, CaseIterable {
  /// A level, a season, a week and a restless mood: use spreads smoothly.
  case habits
  /// What stands in the house, and who is there: use comes in lumps.
  case appliances
}

/// Repeats itself for the same seed.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A customer, a dial and a month, before anybody wrote anything down.
struct CaseDraft {
  var home: GeneratedHome
  /// Whole index units at the old and at the recorded reading.
  var old: Int64
  var truth: Int64
  /// Thousandths at the re-reading.
  var reread: Int64
  var digits: Int
  var decimals: Int
  var isDialKnown: Bool
  var sinceDays: Int
  var months: [Double]
  /// Whether the list says the consumption (SL_MOI) that its indices give.
  var isConsumptionStated: Bool
  /// The dials before and after it on the walk, in whole units.
  var neighbours: [(old: Int64, recorded: Int64)]

  /// - Parameter month: which of the customer's months is the billed one, from 0.
  init(of home: GeneratedHome, month: Int, using random: inout some RandomNumberGenerator) {
    self.home = home
    let first = GeneratedHome.before + month * GeneratedHome.billed
    let electronic = Draw.chance(0.35, &random)
    digits = electronic ? 6 : 5
    decimals = electronic ? 2 : 1
    isDialKnown = Draw.chance(0.93, &random)
    sinceDays = Int.random(in: 1...10, using: &random)
    let turn: Int64 = electronic ? 1_000_000_000 : 100_000_000
    let start = Int64.random(in: (turn / 100)..<turn, using: &random)
    let ratio = Double(home.multiplier)
    let billed = home.use(from: first, days: GeneratedHome.billed) / ratio
    let since = home.use(from: first + GeneratedHome.billed, days: sinceDays) / ratio
    let closing = start + Int64(billed * 1000)
    let second = closing + Int64(since * 1000)
    // A dial goes round: one in a hundred of these does while somebody looks.
    old = start % turn / 1000
    truth = closing % turn / 1000
    let step: Int64 = decimals == 2 ? 10 : 100
    reread = second % turn / step * step
    neighbours = (0..<2).map { _ in
      let start = Int64.random(in: (turn / 100_000)..<(turn / 1000), using: &random)
      return (start, start + Int64.random(in: 20...900, using: &random))
    }
    isConsumptionStated = Draw.chance(0.7, &random)
    months = (0..<4).map { month in
      home.use(from: first - (month + 1) * 31, days: 31)
    }
  }

  /// The rule of 1.3 times, negative, or zero after use.
  func isFlagged(recorded: Int64) -> Bool {
    let kilowattHours = kilowattHours(recorded)
    let last = Int64(months[0])
    if kilowattHours < 0 { return true }
    if kilowattHours == 0 { return last > 0 }
    return 10 * kilowattHours >= 13 * last
  }

  /// What the office reckoned from the two indices, a turn of the dial seen where the record is right.
  private func stated(_ recorded: Int64) -> Energy? {
    guard isConsumptionStated else { return nil }
    return Energy(millionths: Int128(kilowattHours(recorded)) * 1_000_000)
  }

  private func kilowattHours(_ recorded: Int64) -> Int64 {
    let isHonestTurn = recorded == truth && truth < old
    let turn: Int64 = digits == 6 ? 1_000_000 : 100_000
    return (recorded - old + (isHonestTurn ? turn : 0)) * home.multiplier
  }

  func made(serial: String, recorded: Int64, _ cause: Cause?) -> GeneratedCase? {
    func index(_ thousandths: Int64) -> Index { Index(thousandths: thousandths) ?? .zero }
    let start = LocalMinute(startOf: Day(number: 20_500))
    let recordedDate = LocalMinute(startOf: Day(number: 20_530))
    let reread = LocalMinute(startOf: Day(number: 20_530 + sinceDays))
    func energy(_ kilowattHours: Double) -> Energy {
      Energy(millionths: Int128(Int64(kilowattHours)) * 1_000_000)
    }
    let multiplier = Multiplier("\(home.multiplier)") ?? .one
    let register = RecordedRegister(
      kind: .single, old: index(old * 1000), recorded: index(recorded * 1000),
      multiplier: multiplier, oldDate: start, recordedDate: recordedDate,
      oldConsumption: energy(months[0]), recordedConsumption: stated(recorded),
      history: months.prefix(3).map(energy),
      dial: isDialKnown ? Dial(integerDigits: digits, decimals: decimals) : nil)
    guard let period = BillingPeriod("2026-06/1") else { return nil }
    let identity = PointIdentity(unit: "PE0700", point: serial, meter: serial, period: period)
    var point = MeteringPoint(identity: identity, registers: [register])
    point.customerClass = home.isHome ? "SH" : "SX"
    return GeneratedCase(
      point: point, rereads: [Reread(kind: .single, index: index(self.reread), at: reread)],
      truths: [KnownTruth(kind: .single, index: index(truth * 1000), cause: cause)],
      neighbours: neighbours.map {
        Neighbour(
          meter: "\(serial)b", kind: .single, old: index($0.old * 1000),
          recorded: index($0.recorded * 1000))
      })
  }
}
