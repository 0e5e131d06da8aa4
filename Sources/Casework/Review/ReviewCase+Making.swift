package import Metering

extension ReviewCase {
  /// The case that a point makes as it stands; nil where it needs nobody's look.
  /// - Parameter identity: nil where no entry says whose point it is: then there is no case.
  /// - Complexity: O(entries of the point).
  package init?(
    of id: Int64, identity: PointIdentity?, book: String, address: String, invoice: InvoiceState,
    standing: Standing, history: PointHistory
  ) {
    guard let identity, let entry = standing.caseEntry else { return nil }
    let facts = CaseFacts(standing, history)
    self.init(
      id: id, identity: identity, book: book, address: address, state: standing.state,
      awaits: standing.awaits, decision: standing.review?.review.decision,
      due: standing.review?.review.due, isCrossed: !standing.crossed.isEmpty,
      isContested: !standing.contested.isEmpty, entry: entry, minutes: standing.minutes,
      author: standing.author ?? Author(person: "", tag: ""), time: facts.time,
      verdict: facts.verdict, cause: facts.cause, causeProbability: facts.causeProbability,
      energyChange: facts.energyChange, moneyChange: facts.moneyChange, basis: facts.basis,
      invoice: invoice, marks: facts.marks, dwell: facts.dwell, indices: facts.indices)
  }
}

extension PointHistory {
  /// Which point it is; nil where nobody recorded anything.
  package var identity: PointIdentity? {
    voices.lazy.compactMap { $0.entries.first?.body.record.point?.identity }.first
      ?? reviews.first?.review.point.identity ?? answers.first?.point.identity
  }
}

extension Standing {
  /// The entry of a case; nil where the point needs nobody's look.
  var caseEntry: String? {
    let needsNobody = state == .unvisited || state == .confirmed
    if needsNobody, crossed.isEmpty, contested.isEmpty { return nil }
    return decidable ?? correction ?? inspection ?? unreadVisit
  }
}

/// What the entries of a point say that a queue shows.
private struct CaseFacts {
  var time = ""
  var verdict = Verdict.unread
  var cause: Cause?
  var causeProbability: Int?
  var energyChange: Energy?
  var moneyChange: Int64?
  var basis: CorrectionBasis?
  var marks: ReviewCase.Marks = []
  var dwell: Int64 = 0
  var indices: ReviewCase.Indices?

  init(_ standing: Standing, _ history: PointHistory) {
    let entries = history.voices.first { $0.author == standing.author }?.entries ?? []
    for entry in entries {
      switch entry.body.record {
      case .inspection(let inspection)
      where entry.hash == standing.inspection ?? standing.unreadVisit:
        take(inspection, at: entry.body.stamp.time)
        mark(!Standing.photos(of: entry.hash, in: entries).isEmpty, .photo)
      case .correction(let correction) where entry.hash == standing.correction:
        take(correction, at: entry.body.stamp.time)
        mark(!Standing.photos(of: entry.hash, in: entries).isEmpty, .photo)
      default: break
      }
    }
    mark(standing.overruled != nil, .overruled)
  }

  private mutating func mark(_ isSo: Bool, _ mark: ReviewCase.Marks) {
    if isSo { marks.insert(mark) }
  }

  private mutating func take(_ inspection: Inspection, at time: String) {
    self.time = time
    verdict = inspection.verdict
    dwell = inspection.dwell
    mark(inspection.peeked, .peeked)
    mark(inspection.unattended, .unattended)
    mark(inspection.position != nil, .position)
    mark(inspection.registers.contains { Set($0.attempts).count > 1 }, .attemptsDiffer)
    let doubtful = inspection.registers.first { $0.cause != nil }
    cause = doubtful?.cause
    causeProbability = doubtful?.causeProbability
  }

  private mutating func take(_ correction: Correction, at time: String) {
    self.time = time
    let billed = correction.registers.filter(\.register.isBilled)
    energyChange = billed.reduce(.zero) { $0 + $1.consumptionAfter - $1.consumptionBefore }
    moneyChange = correction.cost?.amounts?.difference
    basis = correction.registers.first?.basis
    mark(correction.overruled != nil || correction.causeReason != nil, .overruled)
    mark(correction.unattended, .unattended)
    let deviating = correction.registers.first { $0.corrected != $0.recorded }
    if let chosen = (deviating ?? correction.registers.first)?.causeChosen {
      // How sure the diagnosis was of a cause says nothing of another one.
      if chosen != cause { causeProbability = nil }
      cause = chosen
    }
    if billed.count == 1, let register = billed.first {
      indices = ReviewCase.Indices(
        old: register.old, recorded: register.recorded, reinspected: register.reinspected)
    }
  }
}
