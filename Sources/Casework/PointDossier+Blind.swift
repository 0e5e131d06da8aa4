package import Metering

/// What the diff of one meter may say of the meters beside it: of one that is still to be read, nothing
/// from which its record could be known.
extension PointDossier {
  /// The diff as it may be shown: an index that is the record of a meter still to be read is left out,
  /// and so is that meter's serial. How probable each cause is stays.
  package func withholding(_ assessment: PointAssessment) -> PointAssessment {
    guard !unreadNearby.isEmpty else { return assessment }
    var shown = assessment
    for place in shown.registers.indices {
      let kind = shown.registers[place].kind
      for finding in shown.registers[place].findings.indices
      where isWithheld(shown.registers[place].findings[finding], kind) {
        shown.registers[place].findings[finding].index = nil
      }
      shown.registers[place].reasons.removeAll(where: isWithheld)
    }
    shown.reasons.removeAll(where: isWithheld)
    return shown
  }

  /// The inspection as a paper may show it meanwhile; the one that was signed is kept as it was.
  package func withholding(_ inspection: Inspection) -> Inspection {
    guard !unreadNearby.isEmpty else { return inspection }
    var shown = inspection
    for place in shown.registers.indices {
      let register = shown.registers[place]
      if register.cause == .swappedMeters, isSecret(register.diagnosed, register.register) {
        shown.registers[place].diagnosed = nil
      }
    }
    return shown
  }

  private func isWithheld(_ finding: Finding, _ kind: RegisterKind) -> Bool {
    finding.cause == .swappedMeters && isSecret(finding.index, kind)
  }

  private func isWithheld(_ reason: Reason) -> Bool {
    guard case .neighbourShows(let meter) = reason else { return false }
    return unreadNearby.contains(meter)
  }

  /// True where an index is the record of a meter beside this one that is still to be read.
  private func isSecret(_ index: Index?, _ kind: RegisterKind) -> Bool {
    guard let index, let record = point.registers.first(where: { $0.kind == kind }) else {
      return false
    }
    let finding = Finding(cause: .swappedMeters, index: index, probability: 0)
    let unread = nearby.filter { unreadNearby.contains($0.meter) }
    return unread.mistaken(by: finding, for: record) != nil
  }
}
