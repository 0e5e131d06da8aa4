import Evidence
import TestSupport
import Testing

@Suite("An entry's header")
struct EntryHeaderTests {
  @Test("is exactly eight lines that parse and print to the same bytes")
  func roundTrip() throws {
    for entry in try sampleLog(3).entries {
      #expect(try EntryHeader(parsing: entry.headerBytes) == entry.header)
      #expect(entry.header.bytes == entry.headerBytes)
      #expect(entry.headerBytes.count { $0 == 10 } == 8)
    }
  }

  static let valid = [
    "phuctra-entry/1", "device: 00112233445566778899aabbccddeeff", "epoch: 1", "seq: 12",
    "previous: " + String(repeating: "ab", count: 32), "kind: worklist-loaded",
    "body-length: 65536", "body-sha256: " + String(repeating: "0f", count: 32),
  ]

  static func text(_ lines: [String]) -> [UInt8] {
    Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  @Test("is accepted at its limits")
  func limits() throws {
    var lines = Self.valid
    lines[2] = "epoch: 999999999999999999"
    lines[5] = "kind: a" + String(repeating: "-", count: 31)
    let header = try EntryHeader(parsing: Self.text(lines))
    #expect(header.epoch == EntryHeader.largestNumber)
    #expect(header.bytes == Self.text(lines))
  }

  @Test(
    "is refused with the line and the value",
    arguments: [
      (1, "phuctra-entry/2"), (1, ""), (2, "device: 00112233445566778899AABBCCDDEEFF"),
      (2, "device:  00112233445566778899aabbccddeeff"), (2, "device: 0011"), (3, "epoch: 0"),
      (3, "epoch: 01"), (3, "epoch: +1"), (3, "epoch: 1000000000000000000"), (4, "seq: "),
      (4, "seq: 1 "), (4, "seq: 1\r"), (4, "sequence: 1"), (4, "seq: -1"),
      (5, "previous: ab"), (6, "kind: Inspection"), (6, "kind: -a"), (6, "kind: a1"),
      (6, "kind: a" + String(repeating: "b", count: 32)), (7, "body-length: 65537"),
      (7, "body-length: 00"), (7, "body-length: 1e3"), (7, "body-length: 99999999999999999999"),
      (8, "body-sha256: " + String(repeating: "0g", count: 32)),
    ] as [(Int, String)])
  func malformed(line: Int, value: String) throws {
    var lines = Self.valid
    lines[line - 1] = value
    let error = try #require(throws: FormError.self) {
      try EntryHeader(parsing: Self.text(lines))
    }
    #expect(error.code == .header)
    #expect(error.line == line)
    #expect(error.value == value.replacing("\r", with: "\\x0d").prefixed(80))
  }

  @Test("needs every line feed and ends with the last one")
  func ends() throws {
    let whole = Self.text(Self.valid)
    #expect(throws: FormError.self) { try EntryHeader(parsing: Array(whole.dropLast())) }
    let more = try #require(throws: FormError.self) { try EntryHeader(parsing: whole + [10]) }
    #expect(more.line == 9)
    #expect(throws: FormError.self) { try EntryHeader(parsing: []) }
  }

  @Test("never traps and never takes a second spelling, whatever the bytes")
  func fuzz() throws {
    var random = SeededGenerator.fresh()
    let whole = Self.text(Self.valid)
    for _ in 0..<5000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        }
      }
      if let header = try? EntryHeader(parsing: bytes) {
        #expect(header.bytes == bytes, "seed \(random.seed)")
      }
    }
  }
}

extension String {
  fileprivate func prefixed(_ count: Int) -> String { String(prefix(count)) }
}
