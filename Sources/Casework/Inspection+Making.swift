package import Metering

extension Inspection {
  /// The inspection of a point by the attempts keyed for it, judged.
  ///
  /// - Parameters:
  ///   - attempts: each with one index for each of the point's registers, in the list's order.
  ///   - counted: which attempt counts, from 0.
  ///   - dials: dials that the inspector counted because the list does not say them.
  package init(
    of point: MeteringPoint, as reference: PointReference, attempts: [[Index]], counted: Int,
    assessment: PointAssessment, readAt: LocalMinute, dials: [RegisterKind: Dial] = [:]
  ) {
    let registers = point.registers.enumerated().map { position, record in
      let register = assessment.registers.first { $0.kind == record.kind }
      let likeliest = register?.findings.first
      return InspectedRegister(
        register: record.kind, old: record.old, recorded: record.recorded,
        attempts: attempts.compactMap { $0.indices.contains(position) ? $0[position] : nil },
        dial: record.dial == nil ? dials[record.kind] : nil, useSince: register?.useSince,
        usual: register?.usual.map { [$0.lowerBound, $0.upperBound] },
        cause: likeliest?.cause, diagnosed: likeliest?.index,
        causeProbability: likeliest.flatMap { register?.findings.probability(of: $0.cause) })
    }
    self.init(
      point: reference, verdict: assessment.verdict,
      probabilityRecordRight: assessment.probabilityRecordRight, registers: registers,
      readAt: readAt, chosenAttempt: counted == attempts.count - 1 ? nil : counted)
  }

  /// What the dial showed, by register: of every register the attempt that counts.
  package var rereads: [Reread] {
    registers.compactMap { inspected in
      inspected.index(chosen: chosenAttempt).map {
        Reread(kind: inspected.register, index: $0, at: readAt)
      }
    }
  }
}

extension MeteringPoint {
  /// The same point with the dials that an inspector counted, where its list does not say them.
  package func counting(_ dials: [RegisterKind: Dial]) -> MeteringPoint {
    var point = self
    for position in point.registers.indices where point.registers[position].dial == nil {
      point.registers[position].dial = dials[point.registers[position].kind]
    }
    return point
  }
}

extension Inspection {
  /// The dials counted on this inspection, by register.
  package var countedDials: [RegisterKind: Dial] {
    Dictionary(
      registers.compactMap { inspected in inspected.dial.map { (inspected.register, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}
