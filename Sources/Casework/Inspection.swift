package import Metering

/// One re-inspection of a metering point: what was keyed, how, and what the program made of it.
///
/// A visit on which nothing could be read is an inspection too: its verdict is `unread`, it has a
/// `noReading` and no registers. It changes nothing in billing.
package struct Inspection: Hashable, Sendable {
  package var point: PointReference
  package var verdict: Verdict
  /// Millionths: how probable the program held it that the record was right.
  package var probabilityRecordRight: Int
  package var registers: [InspectedRegister]
  /// When the dial was read, local.
  package var readAt: LocalMinute
  /// Milliseconds from the opening of the reading screen to the commit; 0 in bulk.
  package var dwell: Int64
  /// Keys pressed meanwhile; 0 in bulk.
  package var keys: Int
  /// Which attempt the inspector stands by, from 0, where attempts differed; nil: the last.
  package var chosenAttempt: Int?
  /// The inspector looked at the recorded index before the commit.
  package var peeked: Bool
  /// Read in bulk from a file of readings, not by a person at the dial.
  package var unattended: Bool
  package var noReading: NoReading?
  package var otherMeter: OtherMeter?
  /// Photos taken before the commit.
  package var photos: [Photo]
  /// Where the device was, where a receiver said so.
  package var position: Position?
  /// The hash (hex) of the supervisor's decision for which the meter was read again; nil where none asked.
  package var answers: String?

  package init(
    point: PointReference, verdict: Verdict, probabilityRecordRight: Int,
    registers: [InspectedRegister], readAt: LocalMinute, dwell: Int64 = 0, keys: Int = 0,
    chosenAttempt: Int? = nil, peeked: Bool = false, unattended: Bool = false,
    noReading: NoReading? = nil, otherMeter: OtherMeter? = nil, photos: [Photo] = [],
    position: Position? = nil, answers: String? = nil
  ) {
    self.point = point
    self.verdict = verdict
    self.probabilityRecordRight = probabilityRecordRight
    self.registers = registers
    self.readAt = readAt
    self.dwell = dwell
    self.keys = keys
    self.chosenAttempt = chosenAttempt
    self.peeked = peeked
    self.unattended = unattended
    self.noReading = noReading
    self.otherMeter = otherMeter
    self.photos = photos
    self.position = position
    self.answers = answers
  }
}

/// One register as re-inspected: the record it was held against, and every attempt in order.
package struct InspectedRegister: Codable, Hashable, Sendable {
  package var register: RegisterKind
  package var old: Index
  package var recorded: Index
  /// Every index keyed for this register, in order; the one that counts is
  /// `Inspection.chosenAttempt`, else the last.
  package var attempts: [Index]
  /// The dial as the inspector counted it, where the list did not say; nil where it did.
  package var dial: Dial?
  /// Energy since the recorded reading, and what this customer plausibly uses in those days; the
  /// grounds of the verdict, kept because the parameters behind them may change.
  package var useSince: Energy?
  package var usual: [Energy]?
  /// The most probable cause and index, where the record was not confirmed.
  package var cause: Cause?
  package var diagnosed: Index?
  /// Millionths: how probable that cause was held, whatever the index; nil in older entries.
  package var causeProbability: Int?

  package init(
    register: RegisterKind, old: Index, recorded: Index, attempts: [Index],
    dial: Dial? = nil, useSince: Energy? = nil, usual: [Energy]? = nil, cause: Cause? = nil,
    diagnosed: Index? = nil, causeProbability: Int? = nil
  ) {
    self.register = register
    self.old = old
    self.recorded = recorded
    self.attempts = attempts
    self.dial = dial
    self.useSince = useSince
    self.usual = usual
    self.cause = cause
    self.diagnosed = diagnosed
    self.causeProbability = causeProbability
  }
}

/// Why nothing could be read: a status code of the re-inspection, with a remark picked or typed.
package struct NoReading: Codable, Hashable, Sendable {
  /// A status code such as `V` (nobody home); it leaves CS_MOI, TTR_MOI and SL_MOI alone.
  package var code: String
  package var remark: String?

  package init(code: String, remark: String? = nil) {
    self.code = code
    self.remark = remark
  }
}

/// Another meter hangs where the listed one should: read by mistake, or exchanged since.
package struct OtherMeter: Codable, Hashable, Sendable {
  /// The serial seen instead.
  package var meter: String
  package var exchange: Exchange?

  package init(meter: String, exchange: Exchange? = nil) {
    self.meter = meter
    self.exchange = exchange
  }

  /// An exchange (*treo tháo*): the index the old meter was removed at, and the new one's start.
  package struct Exchange: Codable, Hashable, Sendable {
    package var removed: Index?
    package var start: Index?
    package var date: LocalMinute?

    package init(removed: Index?, start: Index?, date: LocalMinute?) {
      self.removed = removed
      self.start = start
      self.date = date
    }
  }
}

extension InspectedRegister {
  /// The index that counts, given which attempt the inspector stands by.
  package func index(chosen: Int?) -> Index? {
    guard let chosen else { return attempts.last }
    return attempts.indices.contains(chosen) ? attempts[chosen] : nil
  }
}
