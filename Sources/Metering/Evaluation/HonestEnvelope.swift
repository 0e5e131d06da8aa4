extension RecordedRegister {
  /// What an honest customer of this record uses until `moment`, 1 to 99 %, the billed month granted;
  /// nil where no rate of use says anything (SG, VC).
  package func honestUse(
    until moment: LocalMinute, isResidential: Bool, parameters: DiagnosisParameters = .standard
  ) -> ClosedRange<Energy>? {
    let pattern = UsePattern(
      record: self, isResidential: isResidential, moment: moment, parameters: parameters)
    return pattern.usual(movement: movement(to: recorded), multiplier: multiplier)
  }
}
