extension UsePattern {
  /// What this customer uses between the reading and the re-inspection, 1 to 99 %; nil where no rate of use
  /// says anything (SG, VC).
  ///
  /// - Parameter movement: of the billed period, thousandths of an index unit; nil where it is in doubt.
  func usual(movement: Int64?, multiplier: Multiplier) -> ClosedRange<Energy>? {
    guard spread != .unspecific else { return nil }
    let low = quantile(perMille: 10, movement: movement)
    let high = max(low, quantile(perMille: 990, movement: movement))
    return Energy(
      thousandths: low, multiplier: multiplier)...Energy(thousandths: high, multiplier: multiplier)
  }
}
