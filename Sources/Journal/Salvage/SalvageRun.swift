import Casework
import Evidence

/// One run of `Salvage`: collects places, chooses, writes.
struct SalvageRun {
  private let salvage: Salvage
  private let folder: String
  private let database: DamagedDatabase?
  private let carvers: [EntryCarver]
  private let mirror: String?
  private var entries = SalvagedEntries()
  /// The last number that anything trustworthy speaks of, by epoch.
  private var known: [Int64: Int64] = [:]
  private(set) var report: SalvageReport

  private var key: PublicKey { salvage.publicKey }

  init(_ salvage: Salvage, folder: String) {
    self.salvage = salvage
    self.folder = folder
    let device = DeviceIdentity(salvage.publicKey)
    report = SalvageReport(device: device)
    database = DamagedDatabase(copyOf: salvage.home, in: folder)
    let file = DamagedFile(salvage.home.database)
    let log = DamagedFile(salvage.home.database + "-wal")
    let pages = PageFinder(database: file, log: log)
    let mirror = salvage.mirror ?? database?.mirror
    self.mirror = mirror
    let copies = (mirror.map { FileSystem.names(in: $0) } ?? [])
      .filter { $0.hasPrefix("\(device)-") && $0.hasSuffix(".phuctra") }.sorted()
      .compactMap { DamagedFile("\(mirror ?? "")/\($0)") }
    carvers = ([log, file].compactMap(\.self) + copies).map { EntryCarver($0, pages: pages) }
  }

  mutating func collect() {
    var unsound: [SalvageReport.Unsound] = []
    var entries = entries
    let key = key
    database?.eachRow { stored in
      do throws(FormError) {
        let entry = try stored.entry()
        if let fault = ChainVerifier.contentFault(of: entry, key: key) {
          unsound.append(.init(sequence: entry.sequence, row: stored.row, "\(fault)"))
        } else {
          entries.take(entry, .row(stored.row))
        }
      } catch {
        let number = stored.row
        unsound.append(
          .init(sequence: number, row: number, "\(ChainFault.malformedHeader(error))"))
      }
    }
    for (number, carver) in carvers.enumerated() {
      carver.eachPlace { offset in
        do throws(EntryCarver.Carved) {
          let entry = try carver.entry(at: offset, key: key)
          entries.take(entry, .carved(file: number, offset: offset))
        } catch {
          unsound.append(
            .init(
              sequence: error.sequence, place: "\(carver.file.path), byte \(offset)",
              reason: error.reason))
        }
      }
    }
    self.entries = entries
    report.unsound = unsound
    for receipt in database?.receipts(of: report.device) ?? [] {
      known[receipt.epoch] = max(known[receipt.epoch] ?? 0, receipt.sequence)
    }
  }

  mutating func write() throws {
    try put("\(report.device).pub", Array("\(key.hex)\n".utf8))
    let chosen = entries.chosen()
    note(chosen.map(\.key))
    forgetStaleCopies(saved: Set(chosen.map(\.key.sequence)))
    var writer = BundleWriter()
    var last: (key: SalvagedEntries.Key, hash: ContentHash)?
    var named: [SalvageReport.MissingBlob] = []
    var dropped: Set<String> = []
    for (key, found) in chosen {
      guard let entry = entry(at: found.place) else { continue }
      let follows = last.map { $0.key.isFollowed(by: key) } ?? false
      let isLinked = follows && last?.hash == found.previous
      if follows, !isLinked { report.unlinked.append(key.sequence) }
      if last != nil, !isLinked || !writer.add(entry) {
        try finish(writer, epoch: last?.key.epoch ?? 1)
        writer = BundleWriter()
        _ = writer.add(entry)
      } else if last == nil {
        _ = writer.add(entry)
      }
      report.entries += 1
      last = (key, found.hash)
      let record = (try? RecordBody.read(entry.body, kind: entry.kind.name))??.record
      named += (record?.blobs ?? []).map { .init(hash: $0, sequence: key.sequence) }
      if case .blobsDropped(let dropping) = record { dropped.formUnion(dropping.blobs) }
    }
    try finish(writer, epoch: last?.key.epoch ?? 1)
    try saveBlobs(named.filter { !dropped.contains($0.hash) })
  }

  /// A damaged copy among bytes says nothing where the entry was saved or its row was named: stale
  /// pages are full of them.
  private mutating func forgetStaleCopies(saved: Set<Int64>) {
    var named = saved.union(report.unsound.filter { !$0.isBytes }.compactMap(\.sequence))
    report.unsound.removeAll { unsound in
      guard unsound.isBytes else { return false }
      return unsound.sequence.map { !named.insert($0).inserted } ?? true
    }
  }

  private func entry(at place: SalvagedEntries.Place) -> Entry? {
    switch place {
    case .row(let number): try? database?.row(number)?.entry()
    case .carved(let file, let offset): try? carvers[file].entry(at: offset, key: key)
    }
  }

  private mutating func put(_ name: String, _ bytes: [UInt8]) throws {
    try FileSystem.replace(name, in: folder, mode: 0o644, with: bytes)
    report.files.append("\(folder)/\(name)")
  }

  private mutating func finish(_ writer: BundleWriter, epoch: Int64) throws {
    guard let range = writer.range else { return }
    try put(
      "\(report.device)-\(epoch)-\(range.lowerBound)-\(range.upperBound).phuctra", writer.bytes)
  }

  /// Notes the numbers up to the last one known that were not found. Beyond the entries themselves,
  /// a receipt, the tables' own count and damaged rows say how far the journal had come.
  private mutating func note(_ keys: [SalvagedEntries.Key]) {
    for key in keys { known[key.epoch] = max(known[key.epoch] ?? 0, key.sequence) }
    let epoch = known.keys.max() ?? 1
    let reach = known[epoch] ?? 0
    // The tables count rows, through all epochs.
    let before = known.filter { $0.key < epoch }.reduce(0) { $0 + $1.value }
    // A number that someone wrote into a row or a counter may be any: only near ones are believed.
    let folded = database?.folded
    // A log that is gone took with it what had not come into the database yet, its count included.
    report.isEndKnown = folded != nil && !salvage.isLogMissing
    let hints = report.unsound.compactMap(\.sequence) + [(folded ?? 0) - before]
    known[epoch] = hints.filter { $0 <= reach + 10_000 }.max().map { max($0, reach) } ?? reach
    for (epoch, last) in known.sorted(by: { $0.key < $1.key }) {
      var due: Int64 = 1
      for key in keys where key.epoch == epoch {
        if key.sequence > due {
          report.missing.append(.init(epoch: epoch, first: due, last: key.sequence - 1))
        }
        due = key.sequence + 1
      }
      if due <= last { report.missing.append(.init(epoch: epoch, first: due, last: last)) }
    }
  }

  /// Copies every blob whose content is what its name says, from the home or else from the mirror.
  private mutating func saveBlobs(_ named: [SalvageReport.MissingBlob]) throws {
    let target = Blobs(Home(path: folder))
    var changed: Set<String> = []
    for source in [salvage.home.blobs] + (mirror.map { ["\($0)/blobs"] } ?? []) {
      for name in FileSystem.names(in: source).sorted() {
        guard let hash = ContentHash(hex: name), !target.contains(hash) else { continue }
        try FileSystem.makeFolder(target.folder)
        let found = try? target.add(fileAt: "\(source)/\(name)").hash
        if found == hash {
          report.blobs += 1
          changed.remove(name)
        } else {
          changed.insert(name)
          // The file lies under the hash it really has: no entry named that one.
          if let found, !FileSystem.exists("\(source)/\(found.hex)") { target.discard(found) }
        }
      }
    }
    report.blobsChanged = changed.sorted()
    var noted: Set<String> = []
    for blob in named where !changed.contains(blob.hash) {
      guard let hash = ContentHash(hex: blob.hash), !target.contains(hash),
        noted.insert(blob.hash).inserted
      else { continue }
      report.blobsMissing.append(blob)
    }
  }
}

extension SalvageReport.Unsound {
  fileprivate init(sequence: Int64, row: Int64, _ reason: String) {
    self.init(sequence: sequence, place: "row \(row)", reason: reason)
  }

  /// Found among bytes, not as a row.
  fileprivate var isBytes: Bool { !place.hasPrefix("row ") }
}
