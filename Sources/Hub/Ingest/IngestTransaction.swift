import Casework
import Evidence
import Sync

/// Bundles taken within one transaction: judged by what is held, kept, and given their places in the
/// feeds of their units.
struct IngestTransaction {
  let session: any SQLSession
  let signer: DeviceKey
  let surroundings: HubSurroundings
  let now: String
  /// Devices as they stand within this transaction.
  private var devices: [DeviceIdentity: HeldDevice] = [:]
  var feed: FeedPositions
  var office: OfficeLog

  init(_ session: any SQLSession, signer: DeviceKey, surroundings: HubSurroundings) {
    self.session = session
    self.signer = signer
    self.surroundings = surroundings
    now = surroundings.now()
    feed = FeedPositions()
    office = OfficeLog(session, signer: signer, surroundings: surroundings)
  }

  /// The receipt of the bundle's last entry, good once the transaction is committed; or why not.
  /// - Throws: `HubStoreError`.
  mutating func take(_ bundle: CheckedBundle) throws -> Result<Receipt, Refusal> {
    guard var device = try devices[bundle.device] ?? HeldDevice.find(bundle.device, in: session),
      let last = bundle.entries.last
    else { return .failure(Refusal(.notEnrolled, "device \(bundle.device) has no certificate")) }
    defer { devices[bundle.device] = device }
    let marks = try heldMarks(of: bundle, device)
    let verdict = BundleJudge.judge(
      bundle.entries, held: device.log, granted: granted(bundle, device)
    ) { _, sequence in marks[sequence]?.mark }
    switch verdict {
    case .repeated:
      return .success(try receipt(last, received: marks[last.header.sequence]?.received ?? now))
    case .append(let from):
      try append(bundle, from: from, to: &device)
    case .open:
      if device.state == .frozen { device.state = .active }
      device.proven = nil
      try append(bundle, from: 0, to: &device)
    case .fork(let from):
      return .failure(try fork(bundle, from: from, of: &device, marks))
    case .gap:
      return .failure(
        Refusal(.gap, "entries are missing before \(first(bundle))", head: try head(of: device)))
    case .ungranted:
      return .failure(
        Refusal(.ungrantedEpoch, "this epoch was not granted", head: try head(of: device)))
    }
    return .success(try receipt(last, received: now))
  }

  /// Gives everything that was taken its place; last, so that the counters are held shortly.
  mutating func finish() throws {
    try office.write(feed: &feed)
    try feed.write(session)
  }

  private func first(_ bundle: CheckedBundle) -> Int64 {
    bundle.entries.first?.header.sequence ?? 0
  }

  struct HeldMark {
    let mark: EntryMark
    let received: String
  }

  /// What is held at the places of the bundle.
  private func heldMarks(
    of bundle: CheckedBundle, _ device: HeldDevice
  ) throws -> [Int64: HeldMark] {
    guard let first = bundle.entries.first?.header, let last = bundle.entries.last?.header,
      first.epoch < device.head.epoch
        || first.epoch == device.head.epoch && first.sequence <= device.head.sequence
    else { return [:] }
    let rows = try session.query(
      """
      SELECT seq, hash, signature, received FROM entry
      WHERE device = $1 AND epoch = $2 AND seq >= $3 AND seq <= $4
      """,
      [
        .text(bundle.device.hex), .integer(first.epoch), .integer(first.sequence),
        .integer(last.sequence),
      ])
    var marks: [Int64: HeldMark] = [:]
    for row in rows {
      guard let hash = ContentHash(bytes: try row.bytes(1)) else { continue }
      marks[try row.integer(0)] = HeldMark(
        mark: EntryMark(hash: hash, signature: try row.bytes(2)), received: try row.text(3))
    }
    return marks
  }

  /// The head that this hub's own grant in the first entry names; nil where there is none.
  private func granted(_ bundle: CheckedBundle, _ device: HeldDevice) -> ContentHash? {
    guard let first = bundle.entries.first,
      case .epochOpened(let opening)? = bundle.facts[0].record,
      let grant = try? Grant(parsing: Array(opening.grant.utf8)),
      grant.isValid(key: signer.publicKey), grant.device == device.identity,
      grant.epoch == first.header.epoch
    else { return nil }
    return grant.head
  }

  private func receipt(_ entry: Entry, received: String) throws -> Receipt {
    try Receipt(
      device: entry.header.device, epoch: entry.header.epoch, sequence: entry.header.sequence,
      head: entry.hash, received: received, signedBy: signer)
  }

  /// The head that the hub has, with the receipt for it.
  private func head(of device: HeldDevice) throws -> Refusal.Head {
    let receipt = try Receipts.last(of: device, signer: signer, in: session)
    return Refusal.Head(
      epoch: device.head.epoch, seq: device.head.sequence, hash: device.head.hash.hex,
      receipt: receipt.map { String(decoding: $0.bytes, as: UTF8.self) })
  }

  private mutating func fork(
    _ bundle: CheckedBundle, from index: Int, of device: inout HeldDevice,
    _ marks: [Int64: HeldMark]
  ) throws -> Refusal {
    let entries = bundle.entries[index...]
    try session.insert(
      entries.map { entry in
        [
          .text(device.identity.hex), .integer(entry.header.epoch),
          .integer(entry.header.sequence), .bytes(entry.hash.bytes), .bytes(entry.headerBytes),
          .bytes(entry.signature), .bytes(entry.body), .text(now),
        ]
      }, into: "forked_entry",
      ["device", "epoch", "seq", "hash", "header", "signature", "body", "received"],
      passingOverKnown: true)
    if device.state == .active, let other = entries.first {
      device.state = .frozen
      try device.move(to: device.head, adding: 0, in: session)
      let kept = marks[other.header.sequence]?.mark.hash ?? device.head.hash
      try office.append(
        .deviceFrozen(
          DeviceFreeze(
            device: device.identity.hex, epoch: other.header.epoch,
            sequence: other.header.sequence, kept: kept.hex, other: other.hash.hex)),
        unit: device.unit, to: device.identity.hex)
    }
    return Refusal(
      .fork, "the hub holds other entries for the same places; enrol the device again",
      head: try head(of: device))
  }
}
