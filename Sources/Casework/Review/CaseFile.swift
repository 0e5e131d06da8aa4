package import Metering

/// A case opened for a decision: the record and where it stands, with everything that everybody recorded.
package struct CaseFile: Hashable, Sendable {
  package var summary: ReviewCase
  package var dossier: PointDossier
  package var history: PointHistory
  /// The minutes that count, where there are some.
  package var correction: Correction?

  package init(summary: ReviewCase, dossier: PointDossier, history: PointHistory) {
    self.summary = summary
    self.dossier = dossier
    self.history = history
    let entries = history.voices.flatMap(\.entries)
    if case .correction(let correction)? = entries.first(where: {
      $0.hash == dossier.standing.correction
    })?.body.record {
      self.correction = correction
    }
  }

  /// The inspections that contradict each other, each with who made it.
  package var sides: [(author: Author, entry: String, inspection: Inspection)] {
    dossier.standing.sides.compactMap { side in
      let entry = history.entries(of: side.author).first { $0.hash == side.inspection }
      guard case .inspection(let inspection)? = entry?.body.record else { return nil }
      return (side.author, side.inspection, inspection)
    }
  }

  /// Photos of the inspection and of the minutes that count.
  package var photos: [Photo] {
    let entries = history.entries(of: dossier.standing.author)
    let hashes = [dossier.standing.inspection, dossier.standing.correction].compactMap(\.self)
    return hashes.flatMap { Standing.photos(of: $0, in: entries) }
  }
}

/// What a supervisor decides on a case, as a screen or a command asks for it; the journal makes the record
/// of it, with what it knows of the point at that moment.
package struct DecisionRequest: Hashable, Sendable {
  /// The case's point.
  package var point: Int64
  package var decision: ReviewDecision
  /// The entry decided on, and the minutes' number, as they stood on the screen.
  package var entry: String
  package var minutes: String?
  package var reason: String?
  package var due: Day?
  /// The basis of the corrected indices, where it is another than the re-read one.
  package var basis: CorrectionBasis?
  /// The other sides of a dispute, and the decisions before, that the screen showed.
  package var against: [String]
  package var replaces: [String]
  package var partner: String?
  package var batch: Review.Batch?

  package init(
    point: Int64, decision: ReviewDecision, entry: String, minutes: String? = nil,
    reason: String? = nil, due: Day? = nil, basis: CorrectionBasis? = nil, against: [String] = [],
    replaces: [String] = [], partner: String? = nil, batch: Review.Batch? = nil
  ) {
    self.point = point
    self.decision = decision
    self.entry = entry
    self.minutes = minutes
    self.reason = reason
    self.due = due
    self.basis = basis
    self.against = against
    self.replaces = replaces
    self.partner = partner
    self.batch = batch
  }
}

extension DecisionRequest {
  /// A decision on an opened case, knowing of all that it shows: the other sides of a dispute, and the
  /// decisions before.
  /// - Parameter entry: what is decided on, where the case leaves a choice.
  package init(on file: CaseFile, _ decision: ReviewDecision, entry: String? = nil) {
    self.init(on: file.summary, decision)
    let standing = file.dossier.standing
    self.entry = entry ?? standing.decidable ?? self.entry
    against = standing.sides.map(\.inspection).filter { $0 != self.entry }
    replaces = standing.decisionsBefore
  }

  /// A decision on what a case stands at in the queue.
  package init(on one: ReviewCase, _ decision: ReviewDecision) {
    self.init(
      point: one.id, decision: decision, entry: one.entry, minutes: one.minutes,
      basis: one.basis?.needsSupervisor == true ? one.basis : nil)
  }
}
