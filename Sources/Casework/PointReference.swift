package import Metering

/// A metering point of one period as entries name it.
package struct PointReference: Hashable, Sendable {
  package var identity: PointIdentity
  /// The first 16 hex digits of the SHA-256 of the list that the point stood in.
  package var list: String

  package init(identity: PointIdentity, list: String) {
    self.identity = identity
    self.list = list
  }
}

extension PointReference: Codable {
  private enum CodingKeys: String, CodingKey {
    case unit, point, meter, period, list
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let period = try fields.decode(String.self, forKey: .period)
    guard let period = BillingPeriod(period) else {
      throw DecodingError.dataCorruptedError(
        forKey: .period, in: fields, debugDescription: "\(period) is not like 2026-06/1")
    }
    self.init(
      identity: PointIdentity(
        unit: try fields.decode(String.self, forKey: .unit),
        point: try fields.decode(String.self, forKey: .point),
        meter: try fields.decode(String.self, forKey: .meter), period: period),
      list: try fields.decode(String.self, forKey: .list))
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(identity.unit, forKey: .unit)
    try fields.encode(identity.point, forKey: .point)
    try fields.encode(identity.meter, forKey: .meter)
    try fields.encode(identity.period.description, forKey: .period)
    try fields.encode(list, forKey: .list)
  }
}
