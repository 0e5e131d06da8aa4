import Evidence
import Sync

/// A handheld's home as far as sync can tell: what is durable, and nothing else.
struct SimulatedHome {
  let key: DeviceKey
  /// Entries of the epoch that is open.
  var log: [Entry] = []
  var epoch: Int64 = 1
  /// What the epoch's first entry names as its predecessor.
  var anchor: ContentHash
  /// The last receipt of each epoch.
  var receipts: [Int64: Receipt] = [:]
  /// Up to where the hub holds the epoch, where it has lost what it gave receipts for.
  var held: Int64?
  var cursor: Int64 = 0
  var isFrozen = false
  /// A receipt contradicts the log, which is a copy or an old one: nothing is written until the
  /// device is enrolled again.
  var isBehind = false
  /// Entries of other devices, by what they are.
  var foreign: Set<ContentHash> = []
  var photos: [ContentHash: [UInt8]] = [:]
  var sentPhotos: Set<ContentHash> = []

  init(key: DeviceKey) {
    self.key = key
    anchor = key.publicKey.hash
  }

  var device: DeviceIdentity { DeviceIdentity(key.publicKey) }

  var head: ChainHead {
    ChainHead(
      device: device, epoch: epoch, sequence: Int64(log.count), hash: log.last?.hash ?? anchor)
  }

  var receipted: Int64 { min(receipts[epoch]?.sequence ?? 0, held ?? .max) }

  func identity(hub: PublicKey, seconds: Int64) -> SyncIdentity {
    SyncIdentity(
      key: key, hub: hub, head: head, receipted: receipted, cursor: cursor, isFrozen: isFrozen,
      seconds: seconds)
  }

  /// Signs and keeps an entry, perhaps with a photo; a frozen home and one that knows it is behind
  /// write nothing.
  mutating func append(_ body: [UInt8], photo: Bool) throws {
    guard !isFrozen, !isBehind else { return }
    try add(EntryKinds.inspection, body)
    if photo { photos[ContentHash(of: body)] = body }
  }

  /// Opens the epoch that the hub granted; its body is the grant.
  mutating func open(_ grant: Grant) throws {
    epoch = grant.epoch
    anchor = grant.head
    held = nil
    log = []
    isFrozen = false
    isBehind = false
    try add(EntryKinds.epochOpened, grant.bytes)
  }

  private mutating func add(_ kind: EntryKind?, _ body: [UInt8]) throws {
    guard let kind else { throw FaultError("no such kind of entry") }
    log.append(try Chain.next(after: head, kind: kind, body: body, key: key))
  }

  /// The bundle that begins after a sequence; nil where nothing comes after it.
  func bundle(after sequence: Int64, limits: Bundle.Limits) -> OutgoingBundle? {
    var writer = BundleWriter(limits: limits)
    for entry in log.dropFirst(Int(sequence)) {
      guard writer.add(entry) else { break }
    }
    guard let range = writer.range else { return nil }
    return OutgoingBundle(
      bytes: writer.bytes, range: range, lastHash: log[Int(range.upperBound) - 1].hash)
  }

  /// Keeps a receipt; one that reaches further than the log, or speaks of another entry, tells that
  /// the home is an old copy.
  mutating func keep(_ receipt: Receipt) {
    if receipt.epoch > epoch || receipt.epoch == epoch && !covers(receipt) {
      isBehind = true
      return
    }
    let before = receipts[receipt.epoch]?.sequence ?? 0
    if receipt.sequence > before { receipts[receipt.epoch] = receipt }
    if let held, receipt.epoch == epoch, receipt.sequence > held {
      self.held = receipt.sequence >= before ? nil : receipt.sequence
    }
  }

  /// The hub holds the epoch no further, whatever receipts it gave.
  mutating func forget(after sequence: Int64) {
    held = sequence
    sentPhotos = []
  }

  /// True where the log holds the very entry that the receipt names.
  func covers(_ receipt: Receipt) -> Bool {
    receipt.epoch == epoch && receipt.sequence <= Int64(log.count)
      && log[Int(receipt.sequence) - 1].hash == receipt.head
  }

  /// Takes a feed page in: the same page again changes nothing.
  mutating func take(_ page: FeedPage, _ content: FeedContent) throws {
    for entry in content.entries {
      foreign.insert(ContentHash(of: Array(entry.header.utf8)))
    }
    cursor = max(cursor, page.cursor)
    guard let words = content.receipt else { return }
    keep(try Receipt(parsing: Array(words.utf8)))
  }

  /// Photos of receipted entries that the hub is not known to have.
  var unsentPhotos: [ContentHash] {
    log.prefix(Int(receipted)).map { ContentHash(of: $0.body) }.filter {
      photos[$0] != nil && !sentPhotos.contains($0)
    }
  }
}

/// The kinds that the simulation writes.
enum EntryKinds {
  static let inspection = EntryKind("inspection")
  static let epochOpened = EntryKind("epoch-opened")
}
