package import Metering

extension ReviewCase {
  /// The case that a point makes as it stands; nil where it needs nobody's look.
  /// - Complexity: O(entries of the point).
  package init?(
    of id: Int64, identity: PointIdentity, book: String, address: String, invoice: InvoiceState,
    standing: Standing, history: PointHistory
  ) {
    guard let entry = standing.caseEntry else { return nil }
    var facts = CaseFacts(standing, history)
    let isStale = standing.isApproval(staleAt: invoice)
    if isStale { facts.marks.insert(.invoiceChanged) }
    self.init(
      id: id, identity: identity, book: book, address: address, state: standing.state,
      awaits: standing.awaits ?? (isStale ? .minutes : nil),
      decision: standing.review?.review.decision,
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
      ?? complaints.first?.point.identity
  }
}

extension Standing {
  /// True where the correction was approved and billing has not taken it over, and the invoice is in
  /// another state by now: amended minutes are due.
  package func isApproval(staleAt invoice: InvoiceState) -> Bool {
    guard state == .approved, let known = approval?.invoice else { return false }
    return known.state != invoice
  }

  /// True where somebody should look at the point: it was found wrong, not settled or not read, or a
  /// decision on it went astray.
  package var isCase: Bool {
    state != .unvisited && state != .confirmed || !crossed.isEmpty || !contested.isEmpty
  }

  /// The entry of a case; nil where the point needs nobody's look.
  fileprivate var caseEntry: String? {
    isCase ? decidable ?? correction ?? inspection ?? unreadVisit : nil
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
    let entries = history.entries(of: standing.author)
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
    energyChange = correction.energyChange
    moneyChange = correction.cost?.amounts?.difference
    basis = correction.registers.first?.basis
    mark(correction.overruled != nil || correction.causeReason != nil, .overruled)
    mark(correction.unattended, .unattended)
    if let chosen = correction.causeChosen {
      // How sure the diagnosis was of a cause says nothing of another one.
      if chosen != cause { causeProbability = nil }
      cause = chosen
    }
    let billed = correction.registers.filter(\.register.isBilled)
    if billed.count == 1, let register = billed.first {
      indices = ReviewCase.Indices(
        old: register.old, recorded: register.recorded, reinspected: register.reinspected)
    }
  }
}
