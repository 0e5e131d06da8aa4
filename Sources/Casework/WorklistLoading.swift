/// A worklist taken in whole: the file lies in the blobs under its hash.
package struct WorklistLoading: Codable, Hashable, Sendable {
  /// The file's own name, without its folder.
  package var name: String
  /// SHA-256 of the file, in hex, and its bytes.
  package var sha256: String
  package var bytes: Int
  /// `cmis-xml` or `csv`.
  package var format: String
  package var points: Int
  package var registers: Int
  /// Unit and period given once for the whole list, where its rows do not say them.
  package var unit: String?
  package var period: String?
  /// The device, 32 hex digits, whose list it is, where a supervisor loads another's; such a list takes
  /// away nothing but what its own earlier version held.
  package var receiver: String?
  /// True for a list that comes beside a book's own one, for a complaint or a third visit: it takes away
  /// nothing but what its own earlier version held, and no other list takes its points away.
  package var isSupplement: Bool

  package init(
    name: String, sha256: String, bytes: Int, format: String, points: Int, registers: Int,
    unit: String? = nil, period: String? = nil, receiver: String? = nil, isSupplement: Bool = false
  ) {
    self.name = name
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.points = points
    self.registers = registers
    self.unit = unit
    self.period = period
    self.receiver = receiver
    self.isSupplement = isSupplement
  }
}

extension WorklistLoading {
  private enum CodingKeys: String, CodingKey {
    case name, sha256, bytes, format, points, registers, unit, period, receiver, supplement
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      name: try fields.decode(String.self, forKey: .name),
      sha256: try fields.decode(String.self, forKey: .sha256),
      bytes: try fields.decode(Int.self, forKey: .bytes),
      format: try fields.decode(String.self, forKey: .format),
      points: try fields.decode(Int.self, forKey: .points),
      registers: try fields.decode(Int.self, forKey: .registers),
      unit: try fields.decodeIfPresent(String.self, forKey: .unit),
      period: try fields.decodeIfPresent(String.self, forKey: .period),
      receiver: try fields.decodeIfPresent(String.self, forKey: .receiver),
      isSupplement: try fields.decodeIfPresent(Bool.self, forKey: .supplement) ?? false)
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    try fields.encode(sha256, forKey: .sha256)
    try fields.encode(bytes, forKey: .bytes)
    try fields.encode(format, forKey: .format)
    try fields.encode(points, forKey: .points)
    try fields.encode(registers, forKey: .registers)
    try fields.encodeIfPresent(unit, forKey: .unit)
    try fields.encodeIfPresent(period, forKey: .period)
    try fields.encodeIfPresent(receiver, forKey: .receiver)
    if isSupplement { try fields.encode(true, forKey: .supplement) }
  }
}
