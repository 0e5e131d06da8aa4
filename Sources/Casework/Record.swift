/// What can be recorded: one case for each kind of entry.
package enum Record: Hashable, Sendable {
  case deviceConfigured(DeviceConfiguration)
  case worklistLoaded(WorklistLoading)
  case inspection(Inspection)
  case correction(Correction)
  case withdrawal(Withdrawal)

  /// The kind as the entry's header names it.
  package var kind: Kind {
    switch self {
    case .deviceConfigured: .deviceConfigured
    case .worklistLoaded: .worklistLoaded
    case .inspection: .inspection
    case .correction: .correction
    case .withdrawal: .withdrawal
    }
  }

  /// The kinds this version writes and reads. An entry of another kind is kept and shown as such.
  package enum Kind: String, CaseIterable, Sendable {
    case deviceConfigured = "device-configured"
    case worklistLoaded = "worklist-loaded"
    case inspection
    case correction
    case withdrawal
  }

  /// The point the record is about, where it is about one.
  package var point: PointReference? {
    switch self {
    case .inspection(let inspection): inspection.point
    case .correction(let correction): correction.point
    case .withdrawal(let withdrawal): withdrawal.point
    case .deviceConfigured, .worklistLoaded: nil
    }
  }
}

/// What a person says of himself and his device; proves nothing until the device is enrolled.
package struct DeviceConfiguration: Codable, Hashable, Sendable {
  package var inspector: String
  package var unit: String?

  package init(inspector: String, unit: String?) {
    self.inspector = inspector
    self.unit = unit
  }
}

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

  package init(
    name: String, sha256: String, bytes: Int, format: String, points: Int, registers: Int,
    unit: String? = nil, period: String? = nil
  ) {
    self.name = name
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.points = points
    self.registers = registers
    self.unit = unit
    self.period = period
  }
}

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
