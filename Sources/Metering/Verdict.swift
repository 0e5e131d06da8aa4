/// What a re-inspection says of a record.
package enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// The record was right.
  case confirmed
  /// The record was wrong.
  case deviates
  /// Implausible, but not proven wrong.
  case unresolved
  /// No index could be read.
  case unread
}

/// How a record can have gone wrong.
package enum Cause: String, CaseIterable, Hashable, Sendable {
  case substitution, transposition, jumpTransposition, twin, omission, insertion, decimalShift
  case swappedMeters, repeatedIndex, zero, rollover, meterExchanged, multiplierWrong, unexplained
}

/// One explanation of a wrong record: the cause, what the dial showed then, and how probable it is.
package struct Finding: Hashable, Sendable {
  package var cause: Cause
  /// What the dial showed when the record was taken; nil where the cause does not pin it.
  package var index: Index?
  /// Millionths, 0 to 1,000,000, over all explanations of this register, "the record is right" included.
  package var probability: Int

  package init(cause: Cause, index: Index?, probability: Int) {
    self.cause = cause
    self.index = index
    self.probability = probability
  }
}

extension Finding {
  /// What the dial showed on the reading date by this explanation: the index that it pins, or the recorded
  /// one where not the index but the meter, its turn or its plate was mistaken. Nil where anything may
  /// have stood there; then only the use since says something (`RegisterAssessment.estimate`).
  package func index(of record: RecordedRegister) -> Index? {
    switch cause {
    case .meterExchanged, .multiplierWrong, .rollover: index ?? record.recorded
    default: index
    }
  }
}

/// A register's index as found at the dial on a re-inspection.
package struct Reread: Hashable, Sendable {
  package var kind: RegisterKind
  package var index: Index
  package var at: LocalMinute

  package init(kind: RegisterKind, index: Index, at: LocalMinute) {
    self.kind = kind
    self.index = index
    self.at = at
  }
}
