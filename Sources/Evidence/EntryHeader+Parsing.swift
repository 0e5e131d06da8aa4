extension EntryHeader {
  /// Reads a header, every byte of it.
  /// - Throws: `FormError` with the line and value of the first fault.
  package init(parsing bytes: [UInt8]) throws(FormError) {
    var lines = LineReader(bytes, code: .header)
    self = try EntryHeader(from: &lines)
    try lines.end()
  }

  /// Reads the eight lines that come next.
  init(from lines: inout LineReader) throws(FormError) {
    try lines.literal("phuctra-entry/1")
    device = try lines.field("device", "32 lower-case hex digits") { DeviceIdentity(hex: $0) }
    epoch = try lines.number("epoch")
    sequence = try lines.number("seq")
    previous = try lines.hash("previous")
    kind = try lines.field("kind", "a lower-case letter, then at most 31 letters or hyphens") {
      EntryKind($0)
    }
    bodyLength = try lines.field("body-length", "a decimal number of bytes, at most 65536") {
      Self.length($0)
    }
    bodyHash = try lines.hash("body-sha256")
  }

  private static func length(_ digits: ArraySlice<UInt8>) -> Int? {
    guard let length = Number.plain(digits, mostDigits: 5), length <= Int64(longestBody) else {
      return nil
    }
    return Int(length)
  }
}

/// Decimal numbers in the one spelling the formats allow.
enum Number {
  /// The value of 1 to `mostDigits` digits without a leading zero (but for 0 itself), else nil.
  static func plain(_ digits: ArraySlice<UInt8>, mostDigits: Int) -> Int64? {
    guard (1...mostDigits).contains(digits.count),
      digits.count == 1 || digits.first != UInt8(ascii: "0")
    else { return nil }
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

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
