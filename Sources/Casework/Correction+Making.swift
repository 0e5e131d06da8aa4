package import Metering

extension CorrectedRegister {
  /// What a point's registers become on a basis.
  ///
  /// On the re-read basis every register takes the re-read index, for all are read on one date; on
  /// any other only those change whose index that basis gives, and the rest keep their record.
  /// `agreed` are the indices typed by hand, by register.
  package static func correcting(
    _ point: MeteringPoint, rereads: [Reread], assessment: PointAssessment, cause: Cause,
    basis: CorrectionBasis, agreed: [RegisterKind: Index] = [:]
  ) -> [CorrectedRegister] {
    let diagnosed = diagnosed(assessment, cause)
    return point.registers.compactMap { record in
      guard let reread = rereads.first(where: { $0.kind == record.kind })?.index else { return nil }
      let assessed = assessment.registers.first { $0.kind == record.kind }
      let estimate = basis == .estimated ? assessed?.estimate : nil
      let found: Index? =
        switch basis {
        case .reread: reread
        case .diagnosed: diagnosed[record.kind]
        case .estimated: estimate?.index
        case .agreed: agreed[record.kind]
        }
      let corrected = found ?? record.recorded
      return CorrectedRegister(
        register: record.kind, old: record.old, recorded: record.recorded, reinspected: reread,
        corrected: corrected, basis: basis,
        band: estimate.map { [$0.band.lowerBound, $0.band.upperBound] },
        consumptionBefore: record.consumption(to: record.recorded),
        consumptionAfter: record.consumption(to: corrected),
        causeSuggested: assessed?.findings.first?.cause ?? .unexplained, causeChosen: cause)
    }
  }

  /// What the dial showed on the reading date by `cause`, for the registers where a finding pins it.
  package static func diagnosed(
    _ assessment: PointAssessment, _ cause: Cause
  ) -> [RegisterKind: Index] {
    var indices: [RegisterKind: Index] = [:]
    for register in assessment.registers {
      let finding = register.findings.first { $0.cause == cause && $0.index != nil }
      if let index = finding?.index { indices[register.kind] = index }
    }
    return indices
  }
}
