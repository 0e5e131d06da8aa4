/// Takes back an inspection or a correction by naming its entry. Nothing is erased.
package struct Withdrawal: Hashable, Sendable {
  package var point: PointReference
  /// The hash of the withdrawn entry, in hex.
  package var entry: String
  /// Why; an undo right after the save needs no words.
  package var reason: Reason

  package init(point: PointReference, entry: String, reason: Reason) {
    self.point = point
    self.entry = entry
    self.reason = reason
  }

  package enum Reason: Hashable, Sendable {
    case undo
    case stated(String)
  }
}

extension Withdrawal: Codable {
  private enum CodingKeys: String, CodingKey {
    case entry, undo, reason
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let undo = try fields.decodeIfPresent(Bool.self, forKey: .undo) ?? false
    self.init(
      point: try PointReference(from: decoder),
      entry: try fields.decode(String.self, forKey: .entry),
      reason: undo ? .undo : .stated(try fields.decode(String.self, forKey: .reason)))
  }

  package func encode(to encoder: any Encoder) throws {
    try point.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(entry, forKey: .entry)
    switch reason {
    case .undo: try fields.encode(true, forKey: .undo)
    case .stated(let words): try fields.encode(words, forKey: .reason)
    }
  }
}
