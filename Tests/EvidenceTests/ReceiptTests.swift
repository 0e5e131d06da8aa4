import Evidence
import Testing

@Suite("A hub's receipt")
struct ReceiptTests {
  private func sample() throws -> (hub: DeviceKey, receipt: Receipt, head: ChainHead) {
    let hub = try #require(DeviceKey(seed: [UInt8](repeating: 3, count: 32)))
    let (key, entries) = try sampleLog(4)
    let head = Verification.of(entries, key: key.publicKey).head
    let receipt = try Receipt(
      device: head.device, epoch: 1, sequence: 4, head: head.hash,
      received: "2026-06-16T12:44:00+07:00", signedBy: hub)
    return (hub, receipt, head)
  }

  @Test("parses, prints to the same bytes, and is valid for its hub and log alone")
  func roundTrip() throws {
    let (hub, receipt, head) = try sample()
    let parsed = try Receipt(parsing: receipt.bytes)
    #expect(parsed == receipt && parsed.bytes == receipt.bytes)
    #expect(parsed.isValid(key: hub.publicKey))
    #expect(!parsed.isValid(key: DeviceKey().publicKey))
    #expect(parsed.covers(head))
    #expect(
      !parsed.covers(
        ChainHead(device: head.device, epoch: 1, sequence: 5, hash: head.hash)))
  }

  @Test("catches any flipped bit")
  func flippedBits() throws {
    let (hub, receipt, _) = try sample()
    let bytes = receipt.bytes
    for bit in 0..<(bytes.count * 8) {
      let found = try? Receipt(parsing: flipped(bytes, bit: bit))
      #expect(found?.isValid(key: hub.publicKey) != true, "bit \(bit)")
    }
  }

  @Test(
    "is refused with another form of time",
    arguments: [
      "2026-06-16", "2026-06-16 12:44:00Z", "2026-06-16T12:44Z", "2026-06-16T12:44:00",
      "2026-06-16T12:44:00.Z", "2026-06-16T12:44:00+7:00", "",
    ])
  func times(_ time: String) throws {
    let (hub, receipt, _) = try sample()
    #expect(throws: FormError.self) {
      try Receipt(
        device: receipt.device, epoch: 1, sequence: 1, head: receipt.head, received: time,
        signedBy: hub)
    }
  }
}
