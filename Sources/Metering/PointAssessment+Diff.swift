extension PointAssessment {
  /// The diff: every register's record against the index found at the dial.
  ///
  /// The first re-reading of a register counts. Without any the point is unread; a register left
  /// out makes it unresolved. `neighbours` are the meters that the reader may have taken for this one.
  /// Pure: the same values give the same verdict on every machine.
  /// - Complexity: O(registers · digits of the dial); some microseconds a register.
  package init(
    of point: MeteringPoint, rereads: [Reread], neighbours: [Neighbour] = [],
    parameters: DiagnosisParameters = .standard
  ) {
    func reread(_ kind: RegisterKind) -> Reread? { rereads.first { $0.kind == kind } }
    guard point.registers.contains(where: { reread($0.kind) != nil }) else {
      self.init(unread: point, parameters: parameters)
      return
    }
    let tolerance = parameters.sumTolerance
    let recordedSum = SumCheck(point.registers, tolerance: tolerance) { $0.recorded }
    let rereadSum = SumCheck(point.registers, tolerance: tolerance) { reread($0.kind)?.index }
    var assessments = point.registers.map { record in
      RegisterAssessment(
        of: record, reread: reread(record.kind), isResidential: point.isResidential,
        sum: recordedSum?.seen(by: record.kind), neighbours: neighbours, parameters: parameters)
    }
    // Where one register was misread, no other is blamed that is likelier right than wrong.
    if assessments.contains(where: { $0.verdict == .deviates }) {
      for at in assessments.indices where assessments[at].isLikelierRight {
        assessments[at].findings = []
        assessments[at].estimate = nil
      }
    }
    var verdicts = Set(assessments.map(\.verdict))
    var reasons: [Reason] = []
    if let sum = rereadSum {
      reasons.append(
        sum.agrees
          ? .sumAgrees(total: sum.total) : .sumDisagrees(total: sum.total, parts: sum.parts))
      // One of the re-read indices is wrong, or one of the old ones: nothing is decided by them.
      if !sum.agrees { verdicts = [.unresolved] }
    }
    // A register of the record is out by as much, whichever it is.
    let limit = point.registers.filter(\.kind.isBilled).map(\.materialError).min() ?? .zero
    if let sum = recordedSum, !sum.agrees, sum.energy > limit { verdicts.insert(.unresolved) }
    let verdict = [Verdict.deviates, .unresolved].first(where: verdicts.contains) ?? .confirmed
    self.init(verdict: verdict, registers: assessments, reasons: reasons)
  }

  /// A point of which no register was read again.
  private init(unread point: MeteringPoint, parameters: DiagnosisParameters) {
    let registers = point.registers.map { record in
      var assessment = RegisterAssessment(
        of: record, reread: nil, isResidential: point.isResidential, sum: nil,
        neighbours: [], parameters: parameters)
      assessment.verdict = .unread
      assessment.reasons = record.contradictions
      return assessment
    }
    self.init(verdict: .unread, registers: registers)
  }
}
