package import Metering

// Values of Metering as they stand in the bodies of entries: decimal strings and code words, never
// floating point.

extension Index: Codable {
  /// Reads a decimal string.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    guard let index = Index(text) else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "\(text) is no index")
    }
    self = index
  }

  /// Writes a decimal string.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}

extension Energy: Codable {
  /// Reads a decimal string.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    guard let energy = Energy(text) else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "\(text) is no energy")
    }
    self = energy
  }

  /// Writes a decimal string.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}

extension LocalMinute: Codable {
  /// Reads `2026-06-12T10:37`.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    guard let minute = LocalMinute(text) else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "\(text) is no time")
    }
    self = minute
  }

  /// Writes `2026-06-12T10:37`.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode(description)
  }
}

extension Dial: Codable {
  /// Reads integer digits and decimals: `5+1`.
  package init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let text = try value.decode(String.self)
    let parts = text.split(separator: "+").map { Int($0) }
    guard parts.count == 2, let digits = parts[0], let decimals = parts[1],
      let dial = Dial(integerDigits: digits, decimals: decimals)
    else {
      throw DecodingError.dataCorruptedError(in: value, debugDescription: "\(text) is no dial")
    }
    self = dial
  }

  /// Writes `5+1`.
  package func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    try value.encode("\(integerDigits)+\(decimals)")
  }
}

extension RegisterKind: Codable {}
extension Verdict: Codable {}
extension Cause: Codable {}
extension InvoiceState: Codable {}
