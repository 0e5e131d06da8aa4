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
      return evidence.neighbours.mistaken(by: finding, for: evidence.record)
        .map { [.neighbourShows(meter: $0.meter)] } ?? []
    default: return []
    }
  }
}

extension Evidence {
  /// The multiplier that explains the record by far better than the list's; nil where none does.
  fileprivate var plateHint: Multiplier? {
    guard !written.account.otherMultipliers.isEmpty else { return nil }
    let isHome = pattern.spread == .home
    let enough =
      weightIfRight
      * LogWeight(isHome ? parameters.plateHintAtLeast : parameters.plateHintOfOthersAtLeast)
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
}
