package import Metering

// Values of Metering as they stand in the bodies of entries: decimal strings and code words, never
// floating point.

extension Decoder {
  /// The value of a text, or a fault that names what the text is not.
  fileprivate func value<Value>(_ what: String, _ read: (String) -> Value?) throws -> Value {
    let container = try singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = read(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(text) is no \(what)")
    }
    return value
  }
}

extension Encoder {
  fileprivate func write(_ text: String) throws {
    var container = singleValueContainer()
    try container.encode(text)
  }
}

extension Index: Codable {
  /// Reads a decimal string.
  package init(from decoder: any Decoder) throws {
    self = try decoder.value("index") { Index($0) }
  }

  /// Writes a decimal string.
  package func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Energy: Codable {
  /// Reads a decimal string.
  package init(from decoder: any Decoder) throws {
    self = try decoder.value("energy") { Energy($0) }
  }

  /// Writes a decimal string.
  package func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension LocalMinute: Codable {
  /// Reads `2026-06-12T10:37`.
  package init(from decoder: any Decoder) throws {
    self = try decoder.value("time") { LocalMinute($0) }
  }

  /// Writes `2026-06-12T10:37`.
  package func encode(to encoder: any Encoder) throws { try encoder.write(description) }
}

extension Day: Codable {
  /// Reads `2026-06-12`.
  package init(from decoder: any Decoder) throws {
    self = try decoder.value("day") { Day($0) }
  }

  /// Writes `2026-06-12`.
  package func encode(to encoder: any Encoder) throws {
    try encoder.write(description)
  }
}

extension Dial: Codable {
  /// Reads integer digits and decimals: `5+1`.
  package init(from decoder: any Decoder) throws {
    self = try decoder.value("dial") { text in
      let parts = text.split(separator: "+").map { Int($0) }
      guard parts.count == 2, let digits = parts[0], let decimals = parts[1] else { return nil }
      return Dial(integerDigits: digits, decimals: decimals)
    }
  }

  /// Writes `5+1`.
  package func encode(to encoder: any Encoder) throws {
    try encoder.write("\(integerDigits)+\(decimals)")
  }
}

extension RegisterKind: Codable {}
extension Verdict: Codable {}
extension Cause: Codable {}
extension InvoiceState: Codable {}
