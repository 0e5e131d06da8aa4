import Evidence
import Foundation
import Sync
import Testing

/// A device, a hub and a log of some entries.
struct Sample {
  let hub: DeviceKey
  let key: DeviceKey
  var entries: [Entry] = []

  init(entries count: Int) throws {
    hub = try #require(DeviceKey(seed: [UInt8](repeating: 3, count: 32)))
    key = try #require(DeviceKey(seed: [UInt8](repeating: 4, count: 32)))
    var head = ChainHead.start(key.publicKey)
    let kind = try #require(EntryKind("inspection"))
    for number in 0..<count {
      let entry = try Chain.next(
        after: head, kind: kind, body: Array("{\"n\":\(number)}".utf8), key: key)
      entries.append(entry)
      head = head.advanced(by: entry)
    }
  }

  var device: DeviceIdentity { DeviceIdentity(key.publicKey) }

  var head: ChainHead { Verification.of(entries, key: key.publicKey).head }

  /// The log with other entries from a place on, as a copy of the home would write it.
  func forked(from sequence: Int, count: Int) throws -> [Entry] {
    var head = Verification.of(entries.prefix(sequence - 1), key: key.publicKey).head
    var fork = Array(entries.prefix(sequence - 1))
    let kind = try #require(EntryKind("inspection"))
    for number in 0..<count {
      let entry = try Chain.next(
        after: head, kind: kind, body: Array("{\"other\":\(number)}".utf8), key: key)
      fork.append(entry)
      head = head.advanced(by: entry)
    }
    return fork
  }

  func receipt(_ sequence: Int, signedBy signer: DeviceKey? = nil) throws -> Receipt {
    try Receipt(
      device: device, epoch: 1, sequence: Int64(sequence), head: entries[sequence - 1].hash,
      received: "2026-06-16T12:44:00+07:00", signedBy: signer ?? hub)
  }

  func bundle(_ range: ClosedRange<Int>) -> OutgoingBundle {
    let part = Array(entries[(range.lowerBound - 1)..<range.upperBound])
    return OutgoingBundle(
      bytes: Bundle.bytes(of: part), range: Int64(range.lowerBound)...Int64(range.upperBound),
      lastHash: entries[range.upperBound - 1].hash)
  }

  func run(receipted: Int = 0, cursor: Int64 = 0, isFrozen: Bool = false) -> SyncRun {
    SyncRun(
      SyncIdentity(
        key: key, hub: hub.publicKey, head: head, receipted: Int64(receipted), cursor: cursor,
        isFrozen: isFrozen, seconds: 1_780_000_000))
  }

  func page(
    after: Int64, cursor: Int64, more: Bool = false, content: FeedContent = FeedContent(),
    signedBy signer: DeviceKey? = nil
  ) throws -> WireAnswer {
    let page = try FeedPage(
      device: device, after: after, cursor: cursor, more: more,
      content: Array(try JSONEncoder().encode(content)), signedBy: signer ?? hub)
    return WireAnswer(status: 200, body: page.bytes)
  }

  func refusal(_ code: Refusal.Code, head: Refusal.Head? = nil) throws -> WireAnswer {
    let refusal = Refusal(code, "vì sao", head: head)
    return WireAnswer(status: refusal.status, body: Array(try JSONEncoder().encode(refusal)))
  }

  var nonce: WireAnswer { WireAnswer(status: 200, body: Array("{\"nonce\":\"n1\"}".utf8)) }
}

extension SyncStep {
  var request: WireRequest? {
    if case .send(let request) = self { return request }
    return nil
  }

  var isFinish: Bool {
    if case .finish = self { return true }
    return false
  }
}
