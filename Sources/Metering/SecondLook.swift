extension PointAssessment {
  /// Whether a person should look at the dial again, with nothing of the record revealed.
  ///
  /// True where the verdict is not "confirmed", and where a register stands exactly as recorded
  /// although days of normal use lie between: that is what copying a record looks like. The answer is
  /// one bit on purpose, since a screen shows it before the commit.
  package var needsSecondLook: Bool {
    verdict != .confirmed || registers.contains(where: \.isUnchangedDespiteUse)
  }
}

extension RegisterAssessment {
  /// True where the register stands exactly as recorded although use was expected.
  package var isUnchangedDespiteUse: Bool {
    reasons.contains { if case .unchangedDespiteUse = $0 { true } else { false } }
  }
}
