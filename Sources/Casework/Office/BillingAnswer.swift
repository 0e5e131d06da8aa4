/// What billing did with a correction: an entry of the hub's own log.
package struct BillingAnswer: Hashable, Sendable {
  package enum Outcome: String, Codable, CaseIterable, Hashable, Sendable {
    case applied, refused
  }

  package var point: PointReference
  /// The number of the minutes, and the hash of their entry in hex.
  package var minutes: String
  package var entry: String
  package var outcome: Outcome
  /// When billing did it, RFC 3339.
  package var asOf: String
  /// The adjustment invoice, where there is one.
  package var invoice: String?
  /// Why billing refused.
  package var reason: String?

  package init(
    point: PointReference, minutes: String, entry: String, outcome: Outcome, asOf: String,
    invoice: String? = nil, reason: String? = nil
  ) {
    self.point = point
    self.minutes = minutes
    self.entry = entry
    self.outcome = outcome
    self.asOf = asOf
    self.invoice = invoice
    self.reason = reason
  }
}

extension BillingAnswer: Codable {
  private enum CodingKeys: String, CodingKey {
    case minutes, entry, outcome, asOf, invoice, reason
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      minutes: try fields.decode(String.self, forKey: .minutes),
      entry: try fields.decode(String.self, forKey: .entry),
      outcome: try fields.decode(Outcome.self, forKey: .outcome),
      asOf: try fields.decode(String.self, forKey: .asOf),
      invoice: try fields.decodeIfPresent(String.self, forKey: .invoice),
      reason: try fields.decodeIfPresent(String.self, forKey: .reason))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(minutes, forKey: .minutes)
    try fields.encode(entry, forKey: .entry)
    try fields.encode(outcome, forKey: .outcome)
    try fields.encode(asOf, forKey: .asOf)
    try fields.encodeIfPresent(invoice, forKey: .invoice)
    try fields.encodeIfPresent(reason, forKey: .reason)
  }
}
