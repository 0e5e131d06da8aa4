import Metering

/// Where a metering point stands: what all entries that name it add up to.
package struct Standing: Hashable, Sendable {
  package var state: State
  /// Visits on which nothing could be read, since the last reading that was not withdrawn.
  package var attempts: Int
  /// The code of the last visit on which nothing could be read.
  package var noReadingCode: String?
  /// The entry of the inspection that counts, in hex, and its time.
  package var inspection: String?
  package var inspectedAt: String?
  /// The entry of the correction that counts, and its minutes' number.
  package var correction: String?
  package var minutes: String?
  /// How the paper of those minutes ended; nil while nobody said.
  package var signing: MinutesSigning.Outcome?
  /// What the inspector decided against the program's verdict on that inspection; nil where he did not.
  package var overruled: OverruledVerdict?
  /// The entry (hex) of the last visit on which nothing could be read, since the last reading.
  package var unreadVisit: String?
  /// Whose entries count; nil where nobody was there, or one voice alone was folded.
  package var author: Author?
  /// The inspections that contradict each other, in the order of their persons; empty where none do or a
  /// supervisor chose one.
  package var sides: [Side] = []
  /// The decision that counts on what stands; nil while none does.
  package var review: AttributedReview?
  /// Decisions on the same that neither knew of the other and do not agree: none of them counts.
  package var contested: [AttributedReview] = []
  /// Decisions on entries that were withdrawn or replaced meanwhile: they count for nothing.
  package var crossed: [AttributedReview] = []
  /// What billing did with the correction that counts.
  package var answer: BillingAnswer?

  /// One of the inspections of a dispute.
  package struct Side: Hashable, Sendable {
    package var author: Author
    /// The entry of the inspection, in hex.
    package var inspection: String

    package init(author: Author, inspection: String) {
      self.author = author
      self.inspection = inspection
    }
  }

  /// The one state of a point that everybody sees.
  package enum State: String, CaseIterable, Codable, Hashable, Sendable {
    case unvisited
    case confirmed
    /// Found wrong, minutes not written yet.
    case deviates
    case unresolved
    case unread
    /// Minutes are written and wait for a supervisor.
    case pending
    /// A supervisor sent the minutes back; the inspector is to do it again.
    case returned
    case approved
    case rejected
    /// Two persons inspected the meter and do not agree.
    case disputed
    /// Billing took the correction over.
    case applied
  }

  /// Nobody has been there.
  package static let unvisited = Standing(state: .unvisited, attempts: 0)

  package init(state: State, attempts: Int) {
    self.state = state
    self.attempts = attempts
  }

  /// True where a newer list may no longer change or remove the point.
  package var isVisited: Bool { state != .unvisited }
}

/// A record with the hash (hex) of the entry that holds it, for folding.
package struct RecordedEntry: Hashable, Sendable {
  package var hash: String
  package var body: RecordBody

  package init(hash: String, body: RecordBody) {
    self.hash = hash
    self.body = body
  }
}

extension Standing {
  /// Folds all entries of one person that name one point, oldest first, into where it stands by them
  /// alone, before anybody decided on it.
  ///
  /// An entry that a withdrawal names counts for nothing; withdrawing an inspection takes the
  /// correction that rests on it along. The fold is a pure function of the entries, so a rebuilt
  /// table equals the one that grew entry by entry.
  /// - Complexity: O(entries of the point).
  package static func folding(_ entries: [RecordedEntry]) -> Standing {
    let withdrawn = withdrawn(in: entries)
    var standing = Standing.unvisited
    for entry in entries where !withdrawn.contains(entry.hash) {
      switch entry.body.record {
      case .inspection(let inspection): standing.take(inspection, from: entry)
      case .correction(let correction): standing.take(correction, from: entry)
      case .signing(let signing):
        if signing.correction == standing.correction { standing.signing = signing.outcome }
      case .overruling(let overruling): standing.take(overruling)
      case .withdrawal, .attachment, .deviceConfigured, .worklistLoaded, .blobsDropped,
        .deviceEnrolled, .epochOpened, .office, .review, .bookSigned:
        break
      }
    }
    return standing
  }

  /// The hashes of the minutes that later ones take the place of; an amendment that was withdrawn
  /// takes nobody's place.
  package static func superseded(in entries: [RecordedEntry]) -> Set<String> {
    let withdrawn = withdrawn(in: entries)
    var superseded: Set<String> = []
    for entry in entries where !withdrawn.contains(entry.hash) {
      if case .correction(let correction) = entry.body.record, let old = correction.supersedes {
        superseded.insert(old.entry)
      }
    }
    return superseded
  }

  /// The photos of an entry: its own, and those attached to it later and not withdrawn.
  package static func photos(of hash: String, in entries: [RecordedEntry]) -> [Photo] {
    let withdrawn = withdrawn(in: entries)
    return entries.filter { !withdrawn.contains($0.hash) }.flatMap { entry -> [Photo] in
      if entry.hash == hash { return entry.body.record.photos }
      guard case .attachment(let attachment) = entry.body.record, attachment.entry == hash else {
        return []
      }
      return attachment.photos
    }
  }

  /// The hashes of the entries that count for nothing: those a withdrawal names, and corrections and
  /// overrulings that rest on a withdrawn inspection.
  package static func withdrawn(in entries: [RecordedEntry]) -> Set<String> {
    var withdrawn: Set<String> = []
    for entry in entries {
      if case .withdrawal(let withdrawal) = entry.body.record { withdrawn.insert(withdrawal.entry) }
    }
    for entry in entries {
      let basis: String? =
        switch entry.body.record {
        case .correction(let correction): correction.inspection
        case .overruling(let overruling): overruling.inspection
        default: nil
        }
      if let basis, withdrawn.contains(basis) { withdrawn.insert(entry.hash) }
    }
    return withdrawn
  }

  private mutating func take(_ inspection: Inspection, from entry: RecordedEntry) {
    if inspection.verdict == .unread {
      attempts += 1
      noReadingCode = inspection.noReading?.code
      unreadVisit = entry.hash
      // A reading taken earlier is not undone by a later visit to a closed door.
      if self.inspection == nil { state = .unread }
      return
    }
    attempts = 0
    noReadingCode = nil
    unreadVisit = nil
    self.inspection = entry.hash
    inspectedAt = entry.body.stamp.time
    correction = nil
    minutes = nil
    signing = nil
    overruled = nil
    state = State(inspection.verdict)
  }

  /// Minutes that are written stand until they are withdrawn, whatever is decided after them.
  private mutating func take(_ overruling: Overruling) {
    guard overruling.inspection == inspection else { return }
    // Back at the program's own verdict nothing is overruled any more.
    overruled = overruling.verdict.from == overruling.verdict.to ? nil : overruling.verdict
    if correction == nil { state = State(overruling.verdict.to) }
  }

  private mutating func take(_ correction: Correction, from entry: RecordedEntry) {
    guard correction.inspection == inspection else { return }
    self.correction = entry.hash
    minutes = correction.number
    signing = nil
    state = .pending
  }
}

extension Standing.State {
  fileprivate init(_ verdict: Verdict) {
    switch verdict {
    case .confirmed: self = .confirmed
    case .deviates: self = .deviates
    case .unresolved: self = .unresolved
    case .unread: self = .unread
    }
  }
}
