/// What a record and a re-read index show without any weighing of probabilities.
struct Signs: Hashable, Sendable {
  /// Whether the dial passed its highest index since the record.
  enum Rollover: Hashable, Sendable {
    case none
    /// The dial's digits are not known; those of the record would explain it.
    case guessed
    /// By the dial's own digits, and the use would be plausible.
    case proven
  }

  /// Re-read − recorded, and the same with a proven turn; thousandths of an index unit.
  let plain: Int64
  let since: Int64
  let rollover: Rollover
  /// The recorded index does not fit the dial.
  let isBeyondDial: Bool
  /// The re-read index does not, although old and recorded index do: it is the re-reading that is in doubt.
  let isRereadBeyondDial: Bool
  /// The recorded index lies below the old one, and no turn that can be believed lies between: one of the
  /// two is wrong, and the record is not always the one.
  let isBelowOld: Bool
  /// The dial stands below the old index: whatever is wrong, this record cannot explain it alone.
  let isRereadBelowOld: Bool
  /// The re-read index lies below the recorded one by more than the record's precision.
  let isBelowRecord: Bool
  /// The re-read index is the recorded one to the last digit, although use was clearly expected.
  let isUnchanged: Bool
  /// The dial stands below the old index, and no higher than a new meter's could: the record may be
  /// right, and of another meter.
  let mayBeExchanged: Bool
  /// The meter is not import-only: a dial that is lower by what it may have moved is no proof.
  let runsBackwards: Bool
  /// Below the record by more than this meter moves backwards: by more than the precision where it does not.
  private let isFarBelowRecord: Bool

  init(_ evidence: Evidence) {
    let record = evidence.record
    plain = evidence.reread.thousandths - record.recorded.thousandths
    isBelowRecord = plain < -evidence.unit
    let turned = Signs.rollover(evidence, plain: plain)
    rollover = turned
    since = turned == .proven ? evidence.since(record.recorded) : plain
    isBeyondDial = record.dial.map { !$0.reaches(record.recorded) } ?? false
    isRereadBeyondDial = record.dial.map { !$0.reaches(evidence.reread) } ?? false
    let usual = max(evidence.pattern.mean ?? 0, evidence.pattern.unknown)
    runsBackwards = record.hasRunBackwards
    // No roof pushes back three months' use between two readings.
    let backwards = runsBackwards ? 3 * usual : 0
    let lowest = -evidence.unit - backwards
    isBelowOld = record.movement(to: record.recorded) < lowest
    isRereadBelowOld = turned == .none && record.movement(to: evidence.reread) < lowest
    isFarBelowRecord = plain < lowest
    isUnchanged = Signs.isUnchanged(evidence, plain: plain)
    mayBeExchanged = isRereadBelowOld && Signs.mayBeExchanged(evidence)
  }

  /// No weighing is needed: the record cannot have been right.
  var isProof: Bool {
    guard rollover == .none, !isRereadBelowOld, !isRereadBeyondDial else { return false }
    return isBeyondDial || isFarBelowRecord
  }

  /// Whether something other than this record may be what is wrong, so that nothing is decided.
  var isAmbiguous: Bool {
    rollover == .guessed || isUnchanged || isRereadBelowOld || isRereadBeyondDial
      || runsBackwards && isBelowRecord
  }

  private static func isUnchanged(_ evidence: Evidence, plain: Int64) -> Bool {
    let movement = evidence.record.movement(to: evidence.record.recorded)
    return plain == 0 && evidence.pattern.sinceMinutes >= 1440
      && evidence.pattern.spread == .home
      && evidence.pattern.quantile(perMille: 50, movement: movement) >= 2 * evidence.unit
  }

  private static func mayBeExchanged(_ evidence: Evidence) -> Bool {
    let record = evidence.record
    let reread = evidence.reread.thousandths
    if record.recordedStatus.map({ ReadingStatus(code: $0) }) == .rolledOver { return false }
    let usual = max(evidence.pattern.mean ?? 0, evidence.pattern.unknown)
    let use = evidence.pattern.quantile(perMille: 990, movement: nil)
    let below = min(record.recorded.thousandths, record.old.thousandths)
    // Put up since the record, or in the period: then the month's part of it comes on top.
    let isSince = reread < record.recorded.thousandths - evidence.unit
    let month = isSince ? 0 : 3 * usual
    // A meter leaves its test bench with some units on the dial.
    return reread <= min(use + month + 10_000, below - evidence.unit + (isSince ? 0 : use))
      || evidence.written.account.tellsOfExchange
  }

  private static func rollover(_ evidence: Evidence, plain: Int64) -> Rollover {
    let record = evidence.record
    guard plain < -evidence.unit else { return .none }
    let digits = record.dial?.integerDigits ?? record.recorded.integerDigits
    let turn = WrittenIndex.power(digits + 3)
    guard record.recorded.thousandths < turn, evidence.reread.thousandths < turn else {
      return .none
    }
    let billed = max(record.movement(to: record.recorded), 0)
    // Plausible: not beyond what one customer in two hundred uses.
    let below = evidence.pattern.sinceBelow(plain + turn, movement: billed)
    let limit = UseSpread.certain / 200 * (evidence.pattern.spread == .home ? 199 : 180)
    guard below <= limit else { return .none }
    return record.dial == nil ? .guessed : .proven
  }
}
