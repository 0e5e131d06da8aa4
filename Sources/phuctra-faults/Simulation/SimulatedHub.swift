import Evidence
import FoundationEssentials
import Sync

/// A hub as far as sync can tell: its durable store, and the nonces that a restart forgets.
///
/// It reads, checks and judges with the very parts that the real hub uses.
struct SimulatedHub {
  let key: DeviceKey
  /// The entries that count, by device and epoch.
  var logs: [DeviceIdentity: [Int64: [Entry]]] = [:]
  var epochs: [DeviceIdentity: Int64] = [:]
  var anchors: [DeviceIdentity: [Int64: ContentHash]] = [:]
  var frozen: Set<DeviceIdentity> = []
  /// The other bytes of forked places, kept beside.
  var forked: Set<EntryMark> = []
  var keys: [DeviceIdentity: PublicKey] = [:]
  /// All entries in the order in which they were taken; an entry's position is its index + 1.
  var feed: [Entry] = []
  var blobs: [ContentHash: [UInt8]] = [:]
  /// Found sound before, to the last byte: what is sent again is not checked again.
  private var sound: Set<Entry> = []
  /// Not durable.
  var nonces: Set<String> = []
  private var nonceCount = 0
  /// The control's fault: answers are sent before anything is durable.
  var answersEarly = false

  init(key: DeviceKey) { self.key = key }

  mutating func restart() { nonces = [] }

  func held(_ device: PublicKey) -> HeldLog {
    let identity = DeviceIdentity(device)
    let epoch = epochs[identity] ?? 1
    let log = logs[identity]?[epoch] ?? []
    let anchor = anchors[identity]?[epoch] ?? device.hash
    let head = ChainHead(
      device: identity, epoch: epoch, sequence: Int64(log.count), hash: log.last?.hash ?? anchor)
    return HeldLog(head: head, isFrozen: frozen.contains(identity))
  }

  /// Takes a bundle from the network or a stick.
  /// - Throws: `Refusal`.
  mutating func ingest(_ bytes: [UInt8], name: ContentHash) throws -> Receipt {
    guard ContentHash(of: bytes) == name else { throw Refusal(.malformed, "not its name's bytes") }
    let entries: [Entry]
    do {
      entries = try Bundle.entries(in: bytes, limits: .sent)
    } catch {
      throw Refusal(.malformed, "\(error)")
    }
    guard let first = entries.first, let last = entries.last, let key = keys[first.header.device]
    else { throw Refusal(.notEnrolled, "no certificate") }
    for entry in entries where !sound.contains(entry) {
      guard ChainVerifier.contentFault(of: entry, key: key) == nil else {
        throw Refusal(.signature, "entry \(entry.header.sequence)")
      }
      sound.insert(entry)
    }
    let held = held(key)
    let verdict = BundleJudge.judge(entries, held: held, granted: granted(first)) { epoch, place in
      let log = logs[first.header.device]?[epoch] ?? []
      return place <= log.count ? EntryMark(log[Int(place) - 1]) : nil
    }
    switch verdict {
    case .repeated: break
    case .append(let from): append(entries[from...])
    case .open:
      epochs[first.header.device] = first.header.epoch
      anchors[first.header.device, default: [:]][first.header.epoch] = first.header.previous
      frozen.remove(first.header.device)
      append(entries[...])
    case .fork(let from):
      forked.formUnion(entries[from...].map { EntryMark($0) })
      frozen.insert(first.header.device)
      throw Refusal(.fork, "other bytes are held", head: try head(held))
    case .gap: throw Refusal(.gap, "entries are missing", head: try head(held))
    case .ungranted: throw Refusal(.ungrantedEpoch, "no grant", head: try head(held))
    }
    return try receipt(last)
  }

  private mutating func append(_ entries: ArraySlice<Entry>) {
    for entry in entries {
      logs[entry.header.device, default: [:]][entry.header.epoch, default: []].append(entry)
      feed.append(entry)
    }
  }

  private func granted(_ first: Entry) -> ContentHash? {
    guard first.header.kind == EntryKinds.epochOpened,
      let grant = try? Grant(parsing: first.body), grant.isValid(key: key.publicKey),
      grant.device == first.header.device, grant.epoch == first.header.epoch
    else { return nil }
    return grant.head
  }

  func receipt(_ entry: Entry) throws -> Receipt {
    try Receipt(
      device: entry.header.device, epoch: entry.header.epoch, sequence: entry.header.sequence,
      head: entry.hash, received: "2026-06-16T12:44:00+07:00", signedBy: key)
  }

  func head(_ held: HeldLog) throws -> Refusal.Head {
    let last = logs[held.head.device]?[held.head.epoch]?.last
    return Refusal.Head(
      epoch: held.head.epoch, seq: held.head.sequence, hash: held.head.hash.hex,
      receipt: try last.map { String(decoding: try receipt($0).bytes, as: UTF8.self) })
  }

  /// Enrols the key again: what it may go on from, and leave to do so.
  mutating func enrol(_ device: PublicKey) throws -> Grant? {
    keys[DeviceIdentity(device)] = device
    let held = held(device)
    guard held.head.sequence > 0 else { return nil }
    return try Grant(
      device: held.head.device, epoch: held.head.epoch + 1, head: held.head.hash,
      entries: logs[held.head.device]?.values.reduce(0) { $0 + Int64($1.count) } ?? 0,
      granted: "2026-06-16T12:44:00+07:00", signedBy: key)
  }

  mutating func newNonce() -> String {
    nonceCount += 1
    nonces.insert("\(nonceCount)")
    return "\(nonceCount)"
  }

  /// The page of entries of other devices after a position.
  func page(for device: DeviceIdentity, after: Int64, most: Int) throws -> FeedPage {
    let end = min(feed.count, Int(after) + most)
    let entries = (Int(after)..<max(Int(after), end)).compactMap { index -> FeedEntry? in
      let entry = feed[index]
      guard entry.header.device != device else { return nil }
      return FeedEntry(
        position: Int64(index + 1), header: String(decoding: entry.headerBytes, as: UTF8.self),
        signature: Hex.text(entry.signature), body: String(decoding: entry.body, as: UTF8.self))
    }
    let last = keys[device].map { held($0).head }.flatMap { head in
      logs[device]?[head.epoch]?.last
    }
    let content = FeedContent(
      receipt: try last.map { String(decoding: try receipt($0).bytes, as: UTF8.self) },
      entries: entries)
    return try FeedPage(
      device: device, after: after, cursor: Int64(max(Int(after), end)), more: end < feed.count,
      content: Array(try JSONEncoder().encode(content)), signedBy: key)
  }
}
