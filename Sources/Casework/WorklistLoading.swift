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

  package init(
    name: String, sha256: String, bytes: Int, format: String, points: Int, registers: Int,
    unit: String? = nil, period: String? = nil, receiver: String? = nil
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
  }
}
