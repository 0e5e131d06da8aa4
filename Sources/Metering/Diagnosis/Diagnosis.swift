/// What the re-read index says of a record: how probable it is that the record was right, and what
/// else may have happened.
struct Diagnosis: Hashable, Sendable {
  /// Millionths.
  var probabilityRecordRight: Int
  /// Most probable first.
  var findings: [Finding]
  /// How the odds of a material error stand to the odds of any error before anybody looked, in
  /// millionths: what the visit left of the suspicion it began with.
  ///
  /// Errors too small to matter are left out. They explain an honest record nearly as well as honesty
  /// does, and whoever is held back for their sake is held back for nothing.
  var suspicionLeft: UInt64
}

/// Weighs every explanation of the record in `evidence` against "the record is right", most probable
/// first. `ruledOut` where a proof speaks against the record. Pure: the same values give the same findings on every machine.
/// - Complexity: O(10 · digits of the dial) evaluations of the customer's spread of use.
func diagnose(
  _ evidence: Evidence, ruledOut: Bool, parameters: DiagnosisParameters
) -> Diagnosis {
  var weighed: [Explanation] = []
  weighed.reserveCapacity(96)
  let wrong = LogWeight(parameters.wrongPerMillion, over: 1_000_000)
  for (place, rule) in ErrorRules.all.enumerated() {
    guard let share = parameters.shareWeights[place] else { continue }
    let prior = share * wrong
    for origin in rule.origins(of: evidence.written) {
      guard let weight = evidence.weight(of: origin) else { continue }
      let index = origin.shown.flatMap { evidence.index(of: $0) }
      let finding = Finding(cause: rule.cause, index: index, probability: 0)
      weighed.append(
        Explanation(
          finding: finding, weight: prior * origin.likelihood * weight,
          isMaterial: index.map { evidence.isMaterial($0) } ?? true))
    }
  }
  // On the list because the month was unusual: an honest record is one of the unusual months.
  let right =
    LogWeight(1_000_000 - min(parameters.wrongPerMillion, 999_999), over: 1_000_000)
    * LogWeight(1_000_000, over: max(parameters.flaggedPerMillion, 1)) * evidence.weightIfRight
  // A proof fails only where the inspector misread the dial twice alike, or the list is wrong.
  let doubt = ruledOut ? LogWeight(1, over: 1 << 40) : .one
  let stories = [right * doubt, evidence.weightIfOldWrong ?? .none]
  return normalized(weighed, right: stories, parameters)
}

/// One way in which the record may have come about, and how much speaks for it.
private struct Explanation {
  var finding: Finding
  var weight: LogWeight
  var isMaterial: Bool
}

/// How many findings are told one by one; the rest goes to `unexplained`.
private let told = 10

/// Weights into millionths that add up with those of a sound record, the same finding's ways summed.
private func normalized(
  _ weighed: [Explanation], right: [LogWeight], _ parameters: DiagnosisParameters
) -> Diagnosis {
  let greatest = (weighed.map(\.weight) + right).max() ?? .one
  func relative(_ weight: LogWeight) -> UInt64 {
    LogWeight(raw: weight.raw - greatest.raw).scaled
  }
  // A few dozen at most: looking through them costs less than hashing them.
  var sums: [(finding: Finding, mass: UInt64)] = []
  let sound = right.reduce(0) { $0 + relative($1) }
  var total = sound
  var material: UInt64 = 0
  for explanation in weighed {
    let mass = relative(explanation.weight)
    let finding = explanation.finding
    total += mass
    material += explanation.isMaterial ? mass : 0
    // A ten-millionth of the weightiest is told by nobody; it stays in the remainder.
    guard mass > 1 << 17, finding.cause != .unexplained else { continue }
    if let place = sums.firstIndex(where: { $0.finding == finding }) {
      sums[place].mass += mass
    } else {
      sums.append((finding, mass))
    }
  }
  func millionths(_ mass: UInt64) -> Int {
    Int((UInt128(mass) * 1_000_000 + UInt128(total) / 2) / UInt128(max(total, 1)))
  }
  let probable = millionths(sound)
  var findings = sums.compactMap { finding, mass -> Finding? in
    let probability = millionths(mass)
    guard probability > 0 else { return nil }
    return Finding(cause: finding.cause, index: finding.index, probability: probability)
  }
  order(&findings)
  findings = Array(findings.prefix(told))
  let rest = 1_000_000 - probable - findings.reduce(0) { $0 + $1.probability }
  if rest > 0 {
    let remaining = Finding(cause: .unexplained, index: nil, probability: rest)
    findings.append(remaining)
    order(&findings)
  }
  return Diagnosis(
    probabilityRecordRight: probable, findings: findings,
    suspicionLeft: suspicion(material, against: sound, parameters))
}

/// The odds of `wrong` against `right` as millionths of the prior's odds.
private func suspicion(
  _ wrong: UInt64, against right: UInt64, _ parameters: DiagnosisParameters
) -> UInt64 {
  let million: UInt128 = 1_000_000
  let prior = UInt128(min(max(parameters.wrongPerMillion, 1), 999_999))
  let left = UInt128(wrong) * (million - prior) * million / (UInt128(max(right, 1)) * prior)
  return UInt64(clamping: left)
}

/// Most probable first, but for the first of all: that is the best of the cause whose ways together are
/// the likeliest. A digit lost at the end leaves ten indices open, each less likely than some other
/// story, and is still what happened.
private func order(_ findings: inout [Finding]) {
  findings.sort { left, right in
    if left.probability != right.probability { return left.probability > right.probability }
    if left.cause != right.cause { return left.cause.rawValue < right.cause.rawValue }
    return (left.index ?? .zero) < (right.index ?? .zero)
  }
  guard findings.count > 1 else { return }
  var place = 0
  var greatest = findings.probability(of: findings[0].cause)
  for (at, finding) in findings.enumerated() {
    let sum = findings.probability(of: finding.cause)
    if sum > greatest {
      greatest = sum
      place = at
    }
  }
  findings.insert(findings.remove(at: place), at: 0)
}
