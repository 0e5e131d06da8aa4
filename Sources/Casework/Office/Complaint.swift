/// A customer's complaint about one metering point: an entry of the hub's own log.
///
/// What the customer says may name the bill, and so the recorded index: nobody sees it at a meter before a
/// reading has been committed.
package struct Complaint: Hashable, Sendable {
  package var point: PointReference
  /// MA_KHANG.
  package var customer: String
  /// What the customer says, as the clerk typed it.
  package var text: String
  /// SHA-256, in hex, of the list that has the point's record: the one that brings the visit, or, where
  /// the meter had been inspected already, the one that it was inspected by.
  package var list: String
  /// When it was made, local with offset.
  package var time: String

  package init(
    point: PointReference, customer: String, text: String, list: String, time: String
  ) {
    self.point = point
    self.customer = customer
    self.text = text
    self.list = list
    self.time = time
  }

  /// The longest text that one entry holds, in bytes of UTF-8.
  package static let longestText = 4000
}

extension Complaint: Codable {
  private enum CodingKeys: String, CodingKey {
    case customer, text, file, made
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      point: try PointReference(from: decoder),
      customer: try fields.decode(String.self, forKey: .customer),
      text: try fields.decode(String.self, forKey: .text),
      list: try fields.decode(String.self, forKey: .file),
      time: try fields.decode(String.self, forKey: .made))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(customer, forKey: .customer)
    try fields.encode(text, forKey: .text)
    try fields.encode(list, forKey: .file)
    try fields.encode(time, forKey: .made)
  }
}
