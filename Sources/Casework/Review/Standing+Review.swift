extension Standing {
  /// Folds everything that is known of one point into the one state that everybody sees.
  ///
  /// Each person's entries are folded by themselves; then come the supervisors' decisions and billing's
  /// answers, each held against the very entry that it names. No decision counts on the work of the
  /// person who took it. The order in which entries of different logs came does not matter.
  /// - Complexity: O(entries of the point, and decisions squared, of which there are few).
  package static func folding(_ history: PointHistory) -> Standing {
    let decisions = Decisions(history.reviews)
    let decided = history.voices.map { voice in
      var standing = folding(voice.entries)
      standing.author = voice.author
      standing.decide(by: decisions, history.answers)
      return standing
    }
    guard decided.count > 1 else { return decided.first ?? .unvisited }
    let contradicting = contradictions(history.voices, decided)
    guard !contradicting.isEmpty else { return weightiest(decided) }
    return settled(contradicting, decided, decisions)
  }

  /// The decision by which the correction that counts was approved; nil where it was not.
  package var approval: Review? {
    state == .approved || state == .applied ? review?.review : nil
  }

  /// What a supervisor is asked to decide here; nil where nothing is, or it is decided.
  package var awaits: ReviewDecision.Subject? { review == nil ? decidableSubject : nil }

  /// The hashes of the decisions that one taken now has to know of.
  package var decisionsBefore: [String] {
    ([review].compactMap(\.self) + contested).map(\.hash)
  }

  /// What a decision taken now would be on, one that takes another's place too; nil where nothing is to
  /// be decided (any more).
  package var decidableSubject: ReviewDecision.Subject? {
    switch state {
    case .pending, .returned, .approved, .rejected: .minutes
    case .disputed: .dispute
    case .unresolved: .unresolved
    case .unread: .unread
    case .unvisited, .confirmed, .deviates, .applied: nil
    }
  }

  /// The entry (hex) that a decision on what stands has to name.
  package var decidable: String? {
    switch state {
    case .pending, .returned, .approved, .rejected: correction
    case .disputed, .unresolved: inspection
    case .unread: unreadVisit
    case .unvisited, .confirmed, .deviates, .applied: nil
    }
  }
}

/// The decisions on one point that no later one took the place of.
private struct Decisions {
  private let standing: [AttributedReview]

  init(_ reviews: [AttributedReview]) {
    let replaced = Set(reviews.flatMap(\.review.replaces))
    standing = reviews.filter { !replaced.contains($0.hash) }
  }

  var isEmpty: Bool { standing.isEmpty }

  /// Those on an entry, of a person other than its author, that can be taken on this.
  func on(
    _ entry: String?, _ subject: ReviewDecision.Subject, besides person: String?
  ) -> [AttributedReview] {
    guard let entry else { return [] }
    return standing.filter {
      $0.review.entry == entry && $0.review.decision.isOn(subject) && $0.author.person != person
    }
  }

  /// The choice of another's inspection over this one; nil where none was made, or not by all alike.
  func choosing(against inspection: String?, besides person: String?) -> AttributedReview? {
    guard let inspection else { return nil }
    return standing.filter {
      $0.review.decision == .choose && $0.review.against.contains(inspection)
        && $0.author.person != person
    }.unanimous
  }

  /// Those on entries that do not stand any more. A return has done its work once something came after.
  func crossing(_ entries: [String?]) -> [AttributedReview] {
    standing.filter {
      !entries.contains($0.review.entry) && $0.review.decision != .return
    }
  }

  /// Those that settle which of the inspections counts and know of all of them.
  func settling(_ sides: [Standing.Side]) -> [AttributedReview] {
    let all = Set(sides.map(\.inspection))
    let persons = Set(sides.map(\.author.person))
    return standing.filter { decision in
      let review = decision.review
      return review.decision.isOn(.dispute) && !persons.contains(decision.author.person)
        && all.contains(review.entry) && all.isSubset(of: review.against + [review.entry])
    }
  }
}

extension [AttributedReview] {
  /// The one decision that all of them are; nil where they differ or there are none. Of equals the last.
  fileprivate var unanimous: AttributedReview? {
    guard Set(map { "\($0.review.decision.rawValue) \($0.review.entry)" }).count == 1 else {
      return nil
    }
    return self.max { ($0.time, $0.hash) < ($1.time, $1.hash) }
  }
}

extension Standing {
  private mutating func decide(by decisions: Decisions, _ answers: [BillingAnswer]) {
    if !decisions.isEmpty { weigh(decisions) }
    guard state == .approved,
      let answer = answers.last(where: { $0.entry == correction })
    else { return }
    self.answer = answer
    if answer.outcome == .applied { state = .applied }
  }

  private mutating func weigh(_ decisions: Decisions) {
    if let other = decisions.choosing(against: inspection, besides: author?.person) {
      // Another's inspection of this meter counts: what rests on this one is not carried out.
      review = other
      state = .rejected
      return
    }
    if let subject = awaits {
      let found = decisions.on(decidable, subject, besides: author?.person)
      review = found.unanimous
      if review == nil { contested = found }
    }
    crossed = review == nil ? decisions.crossing([correction, inspection, unreadVisit]) : []
    guard state == .pending else { return }
    switch review?.review.decision {
    case .approve: state = .approved
    case .return: state = .returned
    case .reject: state = .rejected
    default: break
    }
  }

  /// The inspections of different persons of which at least two contradict each other.
  private static func contradictions(_ voices: [Voice], _ standings: [Standing]) -> [Side] {
    var found: [(side: Side, inspection: Inspection)] = []
    for (voice, standing) in zip(voices, standings) {
      guard let hash = standing.inspection,
        case .inspection(let inspection)? = voice.entries.first(where: { $0.hash == hash })?.body
          .record
      else { continue }
      found.append((Side(author: voice.author, inspection: hash), inspection))
    }
    found.sort {
      ($0.inspection.readAt, $0.side.inspection) < ($1.inspection.readAt, $1.side.inspection)
    }
    let contradict = found.indices.contains { later in
      found[..<later].contains { found[later].inspection.disagrees(with: $0.inspection) }
    }
    return contradict ? found.map(\.side) : []
  }

  /// The side that a supervisor chose, else the dispute itself.
  private static func settled(
    _ sides: [Side], _ standings: [Standing], _ decisions: Decisions
  ) -> Standing {
    let settling = decisions.settling(sides)
    let review = settling.unanimous
    if let review, review.review.decision == .choose,
      let chosen = standings.first(where: { $0.inspection == review.review.entry })
    {
      return chosen
    }
    // The last who was there stands for the point while nobody has chosen.
    var disputed =
      standings.first { $0.inspection == sides.last?.inspection } ?? weightiest(standings)
    disputed.state = .disputed
    disputed.sides = sides
    disputed.review = review
    disputed.contested = review == nil ? settling : []
    return disputed
  }

  /// Of persons who do not contradict each other, the one whose work has come furthest.
  private static func weightiest(_ standings: [Standing]) -> Standing {
    standings.max {
      ($0.weight, $0.inspectedAt ?? "", $0.inspection ?? "")
        < ($1.weight, $1.inspectedAt ?? "", $1.inspection ?? "")
    } ?? .unvisited
  }

  private var weight: Int {
    switch state {
    case .unvisited: 0
    case .unread: 1
    case .unresolved: 2
    case .confirmed, .rejected: 3
    case .deviates: 4
    case .returned: 5
    case .pending: 6
    case .approved: 7
    case .disputed: 8
    case .applied: 9
    }
  }
}
