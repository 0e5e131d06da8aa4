extension Judgement {
  /// What a person can go and look at to see whether `finding` is true: the plate, the other meter.
  static func reasons(
    of finding: Finding?, _ evidence: Evidence, _ verdict: Verdict
  ) -> [Reason] {
    if verdict == .confirmed {
      return evidence.plateHint.map {
        [.likelyMultiplier(recorded: evidence.record.multiplier, likely: $0)]
      } ?? []
    }
    switch finding?.cause {
    case .multiplierWrong:
      return evidence.likelyMultiplier.map {
        [.likelyMultiplier(recorded: evidence.record.multiplier, likely: $0)]
      } ?? []
    case .swappedMeters:
      return evidence.meterShown.map { [.neighbourShows(meter: $0)] } ?? []
    default: return []
    }
  }
}

extension Evidence {
  /// The multiplier that explains the record by far better than the list's; nil where none does.
  fileprivate var plateHint: Multiplier? {
    guard !written.account.otherMultipliers.isEmpty else { return nil }
    let enough = weightIfRight * LogWeight(parameters.plateHintAtLeast)
    return bestPlate.flatMap { $0.weight >= enough ? Multiplier(thousandths: $0.multiplier) : nil }
  }

  /// The multiplier of a plate that explains this record best; nil where none does.
  fileprivate var likelyMultiplier: Multiplier? {
    let account = written.account
    if let stated = account.statedMovement {
      let billed = Int128(stated) * Int128(account.multiplier)
      let movement = Int128(written.value - written.old)
      return account.otherMultipliers
        .first { MultiplierWrong.isNear(billed, movement * Int128($0)) }
        .flatMap { Multiplier(thousandths: $0) }
    }
    return bestPlate.flatMap { Multiplier(thousandths: $0.multiplier) }
  }

  private var bestPlate: (multiplier: Int64, weight: LogWeight)? {
    var best: (multiplier: Int64, weight: LogWeight)?
    for other in written.account.otherMultipliers {
      let origin = Origin(shown: nil, 1, over: 1, story: .plate(other))
      if let weight = weight(of: origin), weight > best?.weight ?? .none {
        best = (other, weight)
      }
    }
    return best
  }

  /// The serial of the neighbour whose dial the record looks like: his very index first.
  fileprivate var meterShown: String? {
    let same = neighbours.first { $0.recorded == record.recorded }
    let near = neighbours.first {
      record.recorded >= $0.old
        && record.recorded.thousandths - $0.old.thousandths <= SwappedMeters.reach * unit
    }
    return (same ?? near)?.meter
  }
}
