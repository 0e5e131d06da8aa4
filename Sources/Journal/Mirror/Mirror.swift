import Evidence
import Glibc

/// The second copy: a folder on other storage that gets every entry after its commit.
///
/// Nothing about it ever fails a save: a card that is not there is a state that is said, and the copy
/// is brought up to date when it is back.
struct Mirror {
  private let home: Home
  private var folder: String?
  private var file: MirrorFile?
  private var conflict: MirrorState?

  init(home: Home) {
    self.home = home
  }

  /// Lets go of the file, so that a card can be taken out.
  mutating func close() {
    file = nil
  }

  /// Brings the copy up to the journal's head as far as `budget` bytes go.
  /// - Parameters:
  ///   - fresh: entries just committed, so that they need not be read back.
  ///   - isSetUp: the folder was named just now: it may be made, and a copy begun in it.
  mutating func bring(
    _ journal: Journal, fresh: [Entry] = [], isSetUp: Bool = false, budget: Int64
  ) -> MirrorState {
    let (head, wanted) = journal.state.withLock { ($0.end.head, $0.end.settings.mirror) }
    if wanted != folder || isSetUp {
      folder = wanted
      file = nil
      conflict = nil
    }
    guard let wanted else { return .none }
    if let conflict { return conflict }
    do {
      if isSetUp { try setUp(wanted) }
      if file?.isCurrent != true || file?.epoch != head.epoch {
        file = nil
        file = try MirrorOpening(journal: journal, head: head, folder: wanted, isSetUp: isSetUp)
          .open()
      }
      try catchUp(journal, head, fresh: fresh, budget: budget)
      return .ok(
        upTo: file?.sequence ?? 0, sharesStorage: MirrorOpening.sharesStorage(wanted, home))
    } catch let found as MirrorConflict {
      conflict = found.state
      file = nil
      return found.state
    } catch {
      file = nil
      return .missing("\(error)")
    }
  }

  /// Makes the folder, never the one above it: that is where a card is mounted. A folder on the
  /// home's own storage is noted, so that it is not taken later for the empty place of a card.
  private func setUp(_ folder: String) throws {
    if mkdir(folder, 0o700) == 0 { try FileSystem.syncFolder(FileSystem.parent(of: folder)) }
    if MirrorOpening.sharesStorage(folder, home), !home.isWriteProtected {
      try FileSystem.replace(
        MirrorOpening.note, in: home.path, mode: 0o600, with: Array("\(folder)\n".utf8))
    }
  }

  private mutating func catchUp(
    _ journal: Journal, _ head: ChainHead, fresh: [Entry], budget: Int64
  ) throws {
    guard var file, file.sequence < head.sequence, journal.fault == nil, !journal.isReadOnly else {
      return
    }
    defer { self.file = file }
    guard fresh.first?.sequence == file.sequence + 1 else {
      return try MirrorCatchUp.run(&file, journal, budget: budget)
    }
    var bytes: [UInt8] = []
    for entry in fresh {
      bytes += Bundle.bytes(of: entry)
      guard Int64(bytes.count) >= MirrorCatchUp.piece || entry.sequence == head.sequence else {
        continue
      }
      try file.append(bytes, upTo: entry.sequence)
      bytes.removeAll(keepingCapacity: true)
    }
  }
}

/// Copies entries from the journal, piece by piece.
enum MirrorCatchUp {
  /// Bytes written between two syncs.
  static let piece: Int64 = 1 << 20

  static func run(_ file: inout MirrorFile, _ journal: Journal, budget: Int64) throws {
    var written: Int64 = 0
    while written < budget {
      var bytes: [UInt8] = []
      var last = file.sequence
      try journal.entries(epoch: file.epoch, after: last) { entry in
        bytes += Bundle.bytes(of: entry)
        last = entry.sequence
        return Int64(bytes.count) < piece
      }
      guard !bytes.isEmpty else { return }
      try file.append(bytes, upTo: last)
      written += Int64(bytes.count)
    }
  }
}
