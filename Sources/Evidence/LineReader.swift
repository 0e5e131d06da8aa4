/// Takes `name: value` lines off a run of bytes, naming the line where something else stands.
struct LineReader {
  private(set) var rest: ArraySlice<UInt8>
  private let code: FormError.Code
  private(set) var line = 0

  init(_ bytes: [UInt8], code: FormError.Code) {
    rest = bytes[...]
    self.code = code
  }

  /// The next line without its LF.
  /// - Throws: where there is no LF any more.
  private mutating func next(_ expected: String) throws(FormError) -> ArraySlice<UInt8> {
    line += 1
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else {
      throw fault(rest, expected)
    }
    let content = rest[rest.startIndex..<end]
    rest = rest[(end + 1)...]
    return content
  }

  private func fault(_ found: ArraySlice<UInt8>, _ expected: String) -> FormError {
    FormError(code: code, line: line, value: found, expected: expected)
  }

  /// Demands exactly this line.
  mutating func literal(_ text: String) throws(FormError) {
    let content = try next("“\(text)” and a line feed")
    guard content.elementsEqual(text.utf8) else { throw fault(content, "“\(text)”") }
  }

  /// Demands `name: value` with a value that `read` accepts.
  mutating func field<Value>(
    _ name: String, _ form: String, _ read: (ArraySlice<UInt8>) -> Value?
  ) throws(FormError) -> Value {
    let expected = "“\(name): ” and \(form)"
    let content = try next(expected)
    let label = Array("\(name): ".utf8)
    guard content.starts(with: label), let value = read(content.dropFirst(label.count)) else {
      throw fault(content, expected)
    }
    return value
  }

  /// Demands a number from 1 with at most 18 digits.
  mutating func number(_ name: String) throws(FormError) -> Int64 {
    try field(name, "a number from 1 with at most 18 digits") {
      Number.plain($0, mostDigits: 18).flatMap { $0 > 0 ? $0 : nil }
    }
  }

  /// Demands the identity of a device or hub.
  mutating func identity(_ name: String) throws(FormError) -> DeviceIdentity {
    try field(name, "32 lower-case hex digits") { DeviceIdentity(hex: $0) }
  }

  /// Demands an Ed25519 signature.
  mutating func signature() throws(FormError) -> [UInt8] {
    try field("signature", "128 lower-case hex digits") { Hex.bytes($0, count: 64) }
  }

  /// Demands `YYYY-MM-DDThh:mm:ss`, perhaps a fraction, then `Z` or `±hh:mm`.
  mutating func dateTime(_ name: String) throws(FormError) -> String {
    try field(name, "a date-time such as 2026-06-16T12:44:00+07:00") {
      DateTimeForm.matches($0) ? String(decoding: $0, as: UTF8.self) : nil
    }
  }

  /// Demands 1 to 128 bytes of UTF-8 without control characters, as they stand.
  mutating func words(_ name: String) throws(FormError) -> String {
    try field(name, "1 to 128 bytes of text") { text in
      guard (1...128).contains(text.count), text.allSatisfy({ $0 >= 32 && $0 != 127 }) else {
        return nil
      }
      return String(validating: text, as: UTF8.self)
    }
  }

  /// Demands a SHA-256.
  mutating func hash(_ name: String) throws(FormError) -> ContentHash {
    try field(name, "64 lower-case hex digits") { ContentHash(hex: $0) }
  }

  /// Demands that nothing is left.
  func end() throws(FormError) {
    guard rest.isEmpty else {
      throw FormError(code: code, line: line + 1, value: rest, expected: "the end")
    }
  }
}

/// `YYYY-MM-DDThh:mm:ss`, perhaps a fraction, then `Z` or `±hh:mm`.
enum DateTimeForm {
  static func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard spells(text.prefix(19), "0000-00-00T00:00:00") else { return false }
    var zone = text.dropFirst(19)
    if zone.first == UInt8(ascii: ".") {
      let fraction = zone.dropFirst().prefix(while: digits.contains)
      guard (1...9).contains(fraction.count) else { return false }
      zone = zone.dropFirst(1 + fraction.count)
    }
    return spells(zone, "Z") || spells(zone, "+00:00") || spells(zone, "-00:00")
  }

  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  /// True where `text` has the pattern's characters, any digit for its zeros.
  private static func spells(_ text: ArraySlice<UInt8>, _ pattern: String) -> Bool {
    text.count == pattern.utf8.count
      && zip(text, pattern.utf8).allSatisfy { found, due in
        due == UInt8(ascii: "0") ? digits.contains(found) : found == due
      }
  }
}

/// The last line of every signed text.
enum SignatureLine {
  static func bytes(_ signature: [UInt8]) -> [UInt8] {
    Array("signature: \(Hex.text(signature))\n".utf8)
  }
}
