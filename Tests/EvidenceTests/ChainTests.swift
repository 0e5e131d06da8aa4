import Evidence
import TestSupport
import Testing

@Suite("A device's log")
struct ChainTests {
  @Test("starts at the hash of the public key and verifies from end to end")
  func sound() throws {
    let (key, entries) = try sampleLog(5)
    #expect(entries[0].header.previous == ContentHash(of: key.publicKey.bytes))
    #expect(entries[0].header.sequence == 1 && entries[0].header.epoch == 1)
    #expect(entries[4].header.previous == entries[3].hash)
    let result = Verification.of(entries, key: key.publicKey)
    #expect(result.isSound)
    #expect(result.head.sequence == 5 && result.head.hash == entries[4].hash)
  }

  @Test("is named by the first half of its key's hash")
  func identity() throws {
    let key = try #require(DeviceKey(seed: [UInt8](repeating: 7, count: 32)))
    let identity = DeviceIdentity(key.publicKey)
    #expect(identity.hex == String(key.publicKey.hash.hex.prefix(32)))
    #expect(identity.tag == identity.hex.prefix(4).uppercased())
    #expect(DeviceIdentity(hex: identity.hex.uppercased() + "x") == nil)
  }

  @Test("catches any flipped bit of header, signature and body")
  func flippedBits() throws {
    let (key, entries) = try sampleLog(3)
    let before = ChainHead.start(key.publicKey).advanced(by: entries[0])
    let victim = entries[1]
    func isCaught(_ header: [UInt8], _ signature: [UInt8], _ body: [UInt8]) -> Bool {
      guard
        let entry = try? Entry(headerBytes: header, signature: signature, body: body)
      else { return true }
      var verifier = ChainVerifier(key: key.publicKey, after: before)
      return verifier.check(entry) != nil
    }
    let (header, signature, body) = (victim.headerBytes, victim.signature, victim.body)
    #expect(!isCaught(header, signature, body))
    for bit in 0..<(header.count * 8) {
      #expect(isCaught(flipped(header, bit: bit), signature, body), "header bit \(bit)")
    }
    for bit in 0..<(signature.count * 8) {
      #expect(isCaught(header, flipped(signature, bit: bit), body), "signature bit \(bit)")
    }
    for bit in 0..<(body.count * 8) {
      #expect(isCaught(header, signature, flipped(body, bit: bit)), "body bit \(bit)")
    }
  }

  @Test("names the first entry that is not sound, and why")
  func reasons() throws {
    let (key, entries) = try sampleLog(4)
    let other = try sampleLog(4, seed: 8)
    func fault(_ entries: [Entry]) -> Verification.Located? {
      Verification.of(entries, key: key.publicKey).firstFault
    }
    #expect(
      fault([entries[0], entries[2]])
        == .init(sequence: 2, fault: .outOfSequence(due: 2, found: 3)))
    #expect(
      fault([entries[0], entries[1], entries[1]])
        == .init(sequence: 3, fault: .outOfSequence(due: 3, found: 2)))
    let foreign = DeviceIdentity(other.key.publicKey)
    #expect(fault(other.entries) == .init(sequence: 1, fault: .otherDevice(foreign)))
    let cut = try Entry(
      headerBytes: entries[1].headerBytes, signature: entries[1].signature, body: [])
    #expect(
      fault([entries[0], cut])
        == .init(
          sequence: 2, fault: .bodyLength(stated: entries[1].body.count, found: 0)))
    let kind = try #require(EntryKind("correction"))
    let fork = try Chain.next(
      after: ChainHead.start(key.publicKey), kind: kind, body: [1], key: key)
    #expect(fault([fork, entries[1]])?.fault == .otherPredecessor(entries[0].hash))
    let unsigned = try Entry(
      headerBytes: entries[0].headerBytes, signature: [], body: entries[0].body)
    #expect(fault([unsigned]) == .init(sequence: 1, fault: .badSignature))
  }

  @Test("opens a later epoch at the last receipted hash")
  func laterEpoch() throws {
    let (key, entries) = try sampleLog(2)
    let kind = try #require(EntryKind("epoch-opened"))
    let start = ChainHead.start(key.publicKey, epoch: 2, lastReceipted: entries[1].hash)
    let entry = try Chain.next(after: start, kind: kind, body: [], key: key)
    #expect(entry.header.epoch == 2 && entry.sequence == 1)
    #expect(Verification.of([entry], key: key.publicKey, after: start).isSound)
    #expect(
      Verification.of([entry], key: key.publicKey).firstFault?.fault == .otherEpoch(2))
  }

  @Test("refuses a body beyond 64 KiB and a key of another device")
  func refusals() throws {
    let (key, _) = try sampleLog(0)
    let kind = try #require(EntryKind("inspection"))
    let head = ChainHead.start(key.publicKey)
    let longest = [UInt8](repeating: 32, count: 65_536)
    #expect(try Chain.next(after: head, kind: kind, body: longest, key: key).body == longest)
    let error = try #require(throws: SigningError.self) {
      try Chain.next(after: head, kind: kind, body: longest + [32], key: key)
    }
    #expect(error.code == .bodyTooLong && error.message.contains("65537 bytes"))
    let foreign = try #require(throws: SigningError.self) {
      try Chain.next(after: head, kind: kind, body: [], key: DeviceKey())
    }
    #expect(foreign.code == .foreignKey)
  }
}
