import Evidence
import Sync

extension Schedule {
  /// What one schedule came to.
  struct Finding {
    /// Entries that a home was given a receipt for and that the hub does not hold, byte for byte.
    var lost = 0
    /// What else should not have come to pass; nil where nothing did.
    var failure: String?
  }

  /// Lets everything heal, then looks at all that was promised.
  mutating func finding() throws -> Finding {
    var finding = Finding()
    finding.failure = try heal() ?? unsound() ?? apart()
    var seen: Set<EntryMark> = []
    var receipts: Set<Receipt> = []
    for (receipt, entries) in acknowledged {
      if receipts.insert(receipt).inserted, !receipt.isValid(key: hub.key.publicKey) {
        finding.failure = "a receipt is not the hub's"
      }
      for entry in entries where seen.insert(EntryMark(entry)).inserted && !isHeld(entry) {
        finding.lost += 1
      }
    }
    return finding
  }

  private func isHeld(_ entry: Entry) -> Bool {
    let header = entry.header
    let log = hub.logs[header.device]?[header.epoch] ?? []
    return header.sequence <= log.count && log[Int(header.sequence) - 1] == entry
  }

  /// Every home syncs in peace until it is done; those that may not go on are enrolled again.
  ///
  /// Of a home and its copies one goes on: they would freeze each other for ever.
  private mutating func heal() throws -> String? {
    var survivors: [DeviceIdentity: SimulatedHome] = [:]
    for home in homes.shuffled(using: &random) { survivors[home.device] = home }
    homes = homes.compactMap { survivors.removeValue(forKey: $0.device) }
    runs = homes.map { _ in nil }
    steps = homes.map { _ in nil }
    // Twice: the second round brings to each what the first took from the others.
    for round in 1...2 {
      for home in homes.indices {
        var outcome = try syncCalmly(home)
        if homes[home].isFrozen || homes[home].isBehind {
          try enrolAgain(home)
          outcome = try syncCalmly(home)
        }
        guard outcome == .complete else { return "home \(home), round \(round): \(outcome)" }
      }
    }
    return nil
  }

  /// The first log on the hub that is not sound, and the first entry that is there twice.
  private func unsound() -> String? {
    for (device, epochs) in hub.logs {
      guard let key = hub.keys[device] else { return "a log without a key" }
      for (epoch, log) in epochs {
        let anchor = hub.anchors[device]?[epoch] ?? key.hash
        let start = ChainHead(device: device, epoch: epoch, sequence: 0, hash: anchor)
        if let fault = Verification.of(log, key: key, after: start).firstFault {
          return "epoch \(epoch): entry \(fault.sequence) \(fault.fault)"
        }
      }
    }
    let taken = hub.feed.map { EntryMark($0) }
    return Set(taken).count == taken.count ? nil : "an entry was taken twice"
  }

  /// The first way in which a healed home and the hub are not at one.
  private func apart() -> String? {
    for (number, home) in homes.enumerated() {
      let held = hub.held(home.key.publicKey)
      if held.head != home.head { return "home \(number) ends elsewhere than the hub" }
      if held.isFrozen { return "home \(number) is frozen after it healed" }
      if home.receipted != home.head.sequence { return "home \(number) lacks a receipt" }
      let others = Set(hub.feed.filter { $0.header.device != home.device }.map(\.hash))
      if home.foreign != others { return "home \(number) lacks entries of others" }
      for entry in home.log where home.photos[ContentHash(of: entry.body)] != nil {
        let hash = ContentHash(of: entry.body)
        if hub.blobs[hash] != entry.body { return "home \(number): a photo did not arrive" }
      }
    }
    return nil
  }
}
