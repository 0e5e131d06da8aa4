extension RecordedRegister {
  /// What an honest customer of this record uses until `moment`, 1 to 99 %, the billed month granted;
  /// nil where no rate of use says anything (SG, VC).
  package func honestUse(
    until moment: LocalMinute, isResidential: Bool, parameters: DiagnosisParameters = .standard
  ) -> ClosedRange<Energy>? {
    let pattern = UsePattern(
      record: self, isResidential: isResidential, moment: moment, parameters: parameters)
    guard pattern.spread != .unspecific else { return nil }
    let billed = movement(to: recorded)
    let low = pattern.quantile(perMille: 10, movement: billed)
    let high = pattern.quantile(perMille: 990, movement: billed)
    return Energy(
      thousandths: low, multiplier: multiplier)...Energy(
        thousandths: max(low, high), multiplier: multiplier)
  }
}
