/// Two persons inspected one meter and do not agree: shown to both and to the supervisor, and settled
/// by nobody but him.
package struct InspectionDispute: Hashable, Sendable {
  package var point: PointReference
  /// The two inspections, the earlier received first.
  package var sides: [Side]

  /// One of the two.
  package struct Side: Codable, Hashable, Sendable {
    /// The hash of the inspection's entry, in hex.
    package var entry: String
    /// 32 hex digits.
    package var device: String
    package var person: String
    package var tag: String

    package init(entry: String, device: String, person: String, tag: String) {
      self.entry = entry
      self.device = device
      self.person = person
      self.tag = tag
    }
  }

  package init(point: PointReference, sides: [Side]) {
    self.point = point
    self.sides = sides
  }
}

extension InspectionDispute: Codable {
  private enum CodingKeys: String, CodingKey {
    case sides
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      sides: try fields.decode([Side].self, forKey: .sides))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(sides, forKey: .sides)
  }
}
