package import Metering

/// A supervisor's decision on one meter, an entry of the supervisor's own log.
///
/// It names the entry that it decides on by its hash, so that it never slips onto a later one: where
/// that entry is withdrawn or replaced, the decision is shown as having crossed it and counts for
/// nothing.
package struct Review: Hashable, Sendable {
  package var point: PointReference
  package var decision: ReviewDecision
  /// The hash (hex) of the entry decided on: the minutes', else the inspection's.
  package var entry: String
  /// The minutes' number, where minutes are decided on.
  package var minutes: String?
  /// As picked from the phrases or typed; every decision but an approval needs one.
  package var reason: String?
  /// By when the inspector should have been there again.
  package var due: Day?
  /// What was known of the invoice at the approval: the branch that the correction takes.
  package var invoice: InvoiceKnowledge?
  /// The basis of the corrected indices, where it is another than the re-read one: chosen in so many
  /// words, for it does not stand on the dial alone.
  package var basis: CorrectionBasis?
  /// The hashes of the other sides of a dispute, as far as the supervisor knew them.
  package var against: [String]
  /// The hashes of the decisions that this one takes the place of.
  package var replaces: [String]
  /// The hash of the entry of a swap's other half, decided in the same breath.
  package var partner: String?
  /// The filter under which it was decided together with others; nil where alone.
  package var batch: Batch?

  /// A decision on everything that a filter showed.
  package struct Batch: Codable, Hashable, Sendable {
    /// The filter in words, as it stood on the screen.
    package var filter: String
    /// How many were decided at once.
    package var count: Int

    package init(filter: String, count: Int) {
      self.filter = filter
      self.count = count
    }
  }

  package init(
    point: PointReference, decision: ReviewDecision, entry: String, minutes: String? = nil,
    reason: String? = nil, due: Day? = nil, invoice: InvoiceKnowledge? = nil,
    basis: CorrectionBasis? = nil, against: [String] = [], replaces: [String] = [],
    partner: String? = nil, batch: Batch? = nil
  ) {
    self.point = point
    self.decision = decision
    self.entry = entry
    self.minutes = minutes
    self.reason = reason
    self.due = due
    self.invoice = invoice
    self.basis = basis
    self.against = against
    self.replaces = replaces
    self.partner = partner
    self.batch = batch
  }
}

/// What a supervisor can decide.
package enum ReviewDecision: String, Codable, CaseIterable, Hashable, Sendable {
  /// The correction goes to billing, on the basis that its minutes name.
  case approve
  /// The inspector is to do it again; the reason says what.
  case `return`
  /// The correction is not made: the record stands.
  case reject
  /// Of inspections that contradict each other, this one counts.
  case choose
  /// Another inspector is to look.
  case thirdVisit = "third-visit"
  /// The unresolved: the record is taken for right.
  case acceptRecord = "accept-record"
  /// The unresolved: the meter goes to be tested.
  case meterTest = "meter-test"
  /// The unread: the record stands, though nobody saw the dial again.
  case keepRecord = "keep-record"
  /// The unread: the invoice is withheld until somebody has.
  case holdInvoice = "hold-invoice"
  /// The unread: billed by an estimate.
  case estimate

  /// What a decision is about.
  package enum Subject: String, Hashable, Sendable {
    case minutes, dispute, unresolved, unread
  }

  /// True where the decision can be taken on this.
  package func isOn(_ subject: Subject) -> Bool {
    switch self {
    case .approve, .return, .reject: subject == .minutes
    case .choose: subject == .dispute
    case .thirdVisit: subject == .dispute || subject == .unresolved
    case .acceptRecord, .meterTest: subject == .unresolved
    case .keepRecord, .holdInvoice, .estimate: subject == .unread
    }
  }

  /// The decisions that can be taken on this, in the order in which they are offered.
  package static func on(_ subject: Subject) -> [ReviewDecision] {
    allCases.filter { $0.isOn(subject) }
  }

  /// Only what every inspector would expect to hear needs no words.
  package var needsReason: Bool { self != .approve && self != .choose }
}

extension Review: Codable {
  private enum CodingKeys: String, CodingKey {
    case decision, entry, minutes, reason, due, invoice, basis, against, replaces, partner
    case batch
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      decision: try fields.decode(ReviewDecision.self, forKey: .decision),
      entry: try fields.decode(String.self, forKey: .entry),
      minutes: try fields.decodeIfPresent(String.self, forKey: .minutes),
      reason: try fields.decodeIfPresent(String.self, forKey: .reason),
      due: try fields.decodeIfPresent(Day.self, forKey: .due),
      invoice: try fields.decodeIfPresent(InvoiceKnowledge.self, forKey: .invoice),
      basis: try fields.decodeIfPresent(CorrectionBasis.self, forKey: .basis),
      against: try fields.decodeIfPresent([String].self, forKey: .against) ?? [],
      replaces: try fields.decodeIfPresent([String].self, forKey: .replaces) ?? [],
      partner: try fields.decodeIfPresent(String.self, forKey: .partner),
      batch: try fields.decodeIfPresent(Batch.self, forKey: .batch))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(decision, forKey: .decision)
    try fields.encode(entry, forKey: .entry)
    try fields.encodeIfPresent(minutes, forKey: .minutes)
    try fields.encodeIfPresent(reason, forKey: .reason)
    try fields.encodeIfPresent(due, forKey: .due)
    try fields.encodeIfPresent(invoice, forKey: .invoice)
    try fields.encodeIfPresent(basis, forKey: .basis)
    if !against.isEmpty { try fields.encode(against, forKey: .against) }
    if !replaces.isEmpty { try fields.encode(replaces, forKey: .replaces) }
    try fields.encodeIfPresent(partner, forKey: .partner)
    try fields.encodeIfPresent(batch, forKey: .batch)
  }
}
