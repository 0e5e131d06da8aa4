import Evidence
import TestSupport
import Testing

@Suite("What a hub signs for a device")
struct SignedTextTests {
  private let hub: DeviceKey
  private let device: DeviceKey

  init() throws {
    hub = try #require(DeviceKey(seed: [UInt8](repeating: 3, count: 32)))
    device = try #require(DeviceKey(seed: [UInt8](repeating: 4, count: 32)))
  }

  private func certificate(
    unit: String = "PE0700", person: String = "H07", tag: String = "H07", serial: Int64 = 1
  ) throws -> Certificate {
    try Certificate(
      key: device.publicKey, unit: unit, role: .inspector, person: person, tag: tag,
      serial: serial, notBefore: "2026-06-16T06:00:00+07:00", signedBy: hub)
  }

  private func grant(epoch: Int64 = 2) throws -> Grant {
    try Grant(
      device: DeviceIdentity(device.publicKey), epoch: epoch, head: ContentHash(of: [1]),
      entries: 17, granted: "2026-06-16T06:00:00Z", signedBy: hub)
  }

  private func page(after: Int64 = 3, cursor: Int64 = 9, content: String = "{}") throws -> FeedPage
  {
    try FeedPage(
      device: DeviceIdentity(device.publicKey), after: after, cursor: cursor, more: true,
      content: Array(content.utf8), signedBy: hub)
  }

  @Test("a certificate is read as it was written, and stands for its hub alone")
  func certificateRoundTrip() throws {
    let written = try certificate(person: "Trần Văn Đức")
    let read = try Certificate(parsing: written.bytes)
    #expect(read == written && read.bytes == written.bytes)
    #expect(read.device == DeviceIdentity(device.publicKey) && read.person == "Trần Văn Đức")
    #expect(read.isValid(key: hub.publicKey) && !read.isValid(key: device.publicKey))
  }

  @Test(
    "a certificate takes no field that would break its lines",
    arguments: [
      ("PE\n0700", "H07", "H07", 1), ("", "H07", "H07", 1), ("PE0700", "a\u{7F}", "H07", 1),
      ("PE0700", String(repeating: "x", count: 129), "H07", 1), ("PE0700", "H07", "h07", 1),
      ("PE0700", "H07", "H-07", 1), ("PE0700", "H07", "", 1),
      ("PE0700", "H07", "ABCDEFGHIJKLM", 1), ("PE0700", "H07", "H07", 0),
    ])
  func certificateFields(unit: String, person: String, tag: String, serial: Int64) {
    #expect(throws: FormError.self) {
      try certificate(unit: unit, person: person, tag: tag, serial: serial)
    }
  }

  @Test("a grant opens no first epoch, and starts where it says")
  func grantRoundTrip() throws {
    let written = try grant()
    #expect(try Grant(parsing: written.bytes) == written)
    #expect(written.start.epoch == 2 && written.start.sequence == 0)
    #expect(written.start.hash == ContentHash(of: [1]))
    #expect(throws: FormError.self) { try grant(epoch: 1) }
  }

  @Test("a page keeps its content's very bytes, blank lines and all")
  func pageRoundTrip() throws {
    let written = try page(content: "{\"a\":\"đ\\n\\n\"}\n\nsignature: x\n")
    let read = try FeedPage(parsing: written.bytes)
    #expect(read == written && read.bytes == written.bytes && read.more)
  }

  @Test("a page never runs backwards") func backwards() {
    #expect(throws: FormError.self) { try page(after: 4, cursor: 3) }
  }

  @Test("any flipped bit is caught, in every one of them")
  func flippedBits() throws {
    for bit in 0..<(try certificate().bytes.count * 8) {
      let found = try? Certificate(parsing: flipped(try certificate().bytes, bit: bit))
      #expect(found?.isValid(key: hub.publicKey) != true, "certificate, bit \(bit)")
    }
    let granted = try grant().bytes
    for bit in 0..<(granted.count * 8) {
      let found = try? Grant(parsing: flipped(granted, bit: bit))
      #expect(found?.isValid(key: hub.publicKey) != true, "grant, bit \(bit)")
    }
    let paged = try page().bytes
    for bit in 0..<(paged.count * 8) {
      let found = try? FeedPage(parsing: flipped(paged, bit: bit))
      #expect(found?.isValid(key: hub.publicKey) != true, "page, bit \(bit)")
    }
  }

  @Test("what is cut off anywhere is refused", arguments: 0..<3)
  func cut(kind: Int) throws {
    let bytes = [try certificate().bytes, try grant().bytes, try page().bytes][kind]
    for length in 0..<bytes.count {
      let part = Array(bytes.prefix(length))
      #expect(throws: FormError.self, "\(length)") {
        switch kind {
        case 0: _ = try Certificate(parsing: part)
        case 1: _ = try Grant(parsing: part)
        default: _ = try FeedPage(parsing: part)
        }
      }
    }
  }
}

@Suite("An enrolment code")
struct EnrolmentCodeTests {
  private let hub: PublicKey
  private let code: EnrolmentCode

  init() throws {
    hub = try #require(DeviceKey(seed: [UInt8](repeating: 3, count: 32))).publicKey
    code = try #require(EnrolmentCode(secret: Array(0..<10), hub: hub))
  }

  @Test("is thirty letters in six groups and reads back the same")
  func text() throws {
    #expect(code.text.wholeMatch(of: /([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}/) != nil)
    #expect(EnrolmentCode(code.text) == code)
  }

  @Test("is read as people type it")
  func typed() throws {
    #expect(EnrolmentCode(code.text.lowercased().replacing("-", with: " ")) == code)
    let sloppy = code.text.replacing("0", with: "O").replacing("1", with: "l")
    #expect(EnrolmentCode(sloppy) == code)
  }

  @Test("catches every wrong letter and every two swapped ones")
  func slips() throws {
    let letters = Array(code.text.utf8)
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    var missed = 0
    var tried = 0
    for place in letters.indices where letters[place] != UInt8(ascii: "-") {
      for letter in alphabet where letter != letters[place] {
        var typed = letters
        typed[place] = letter
        tried += 1
        if EnrolmentCode(String(decoding: typed, as: UTF8.self)) != nil { missed += 1 }
      }
    }
    // Ten check bits let one slip in 1,024 pass; the hub then does not know the code.
    #expect(tried == 30 * 31 && missed <= 4, "\(missed) of \(tried) slips passed")
  }

  @Test(
    "is refused when it is none",
    arguments: ["", "-", "U", "00000", String(repeating: "0", count: 30), "đồng hồ"])
  func refused(text: String) {
    #expect(EnrolmentCode(text) == nil)
  }

  @Test("knows its hub and no other")
  func hubs() throws {
    #expect(code.names(hub: hub) && !code.names(hub: DeviceKey().publicKey))
  }

  @Test("proves one key to who has its hash, and nothing else")
  func proofs() throws {
    let key = DeviceKey().publicKey
    let proof = code.proof(of: key)
    #expect(EnrolmentCode.isProof(proof, of: key, hash: code.hash))
    #expect(!EnrolmentCode.isProof(proof, of: DeviceKey().publicKey, hash: code.hash))
    let other = try #require(EnrolmentCode(secret: Array(1...10), hub: hub))
    #expect(!EnrolmentCode.isProof(proof, of: key, hash: other.hash))
    #expect(!EnrolmentCode.isProof([], of: key, hash: code.hash))
  }

  @Test("any ten bytes come through as letters")
  func everySecret() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<500 {
      let secret = (0..<10).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let code = try #require(EnrolmentCode(secret: secret, hub: hub))
      #expect(EnrolmentCode(code.text) == code, "seed \(random.seed)")
    }
  }
}
