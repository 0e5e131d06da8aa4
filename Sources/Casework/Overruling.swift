package import Metering

/// An inspector's own verdict on a meter, against the program's; the inspection that it names is kept
/// as it was, so that what was suggested and what was decided both stand.
package struct Overruling: Hashable, Sendable {
  package var point: PointReference
  /// The hash of the inspection's entry, in hex.
  package var inspection: String
  package var verdict: OverruledVerdict

  package init(point: PointReference, inspection: String, verdict: OverruledVerdict) {
    self.point = point
    self.inspection = inspection
    self.verdict = verdict
  }
}

/// From which verdict to which, and why.
package struct OverruledVerdict: Codable, Hashable, Sendable {
  /// What the program said.
  package var from: Verdict
  /// What the inspector decided.
  package var to: Verdict
  /// As picked from the phrases or typed; never empty.
  package var reason: String

  package init(from: Verdict, to: Verdict, reason: String) {
    self.from = from
    self.to = to
    self.reason = reason
  }
}

extension Overruling: Codable {
  private enum CodingKeys: String, CodingKey {
    case inspection
    case verdict = "overruled"
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      inspection: try fields.decode(String.self, forKey: .inspection),
      verdict: try fields.decode(OverruledVerdict.self, forKey: .verdict))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(inspection, forKey: .inspection)
    try fields.encode(verdict, forKey: .verdict)
  }
}
