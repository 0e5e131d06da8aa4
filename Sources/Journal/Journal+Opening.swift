import Casework
import Evidence
import FoundationEssentials
import GRDB

extension Journal {
  /// Opens the journal of a home, made where it is new, and checks the journal's end.
  ///
  /// A journal that is not sound opens all the same, with its `fault` set: it can be read, verified
  /// and exported, and nothing is written.
  /// - Throws: `JournalError` where the home cannot be used at all.
  package static func open(
    _ home: Home, context: JournalContext, source: any WorklistSource
  ) throws -> Journal {
    try FileSystem.makeFolder(home.path)
    let lock = try HomeLock(home)
    let key = try home.deviceKey()
    do {
      let queue = try connect(home, context.durability)
      if !FileSystem.exists(home.blobs) {
        try FileSystem.makeFolder(home.blobs)
        try FileSystem.syncFolder(home.path)
      }
      let state = try queue.unsafeRead { try Journal.state($0, key: key, home: home) }
      let journal = Journal(
        home: home, lock: lock, key: key, context: context, source: source, queue: queue,
        state: state)
      journal.blobs.removeLeftovers()
      return journal
    } catch let error as DatabaseError {
      throw JournalError(error, doing: "cannot open \(home.database)")
    }
  }

  /// One connection, in WAL mode, with a sync at every commit.
  private static func connect(
    _ home: Home, _ durability: JournalContext.Durability
  ) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: home.database, configuration: configuration)
    try queue.writeWithoutTransaction { database in
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      // GRDB sets NORMAL whenever it enters WAL, so this comes last and is asked back.
      try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
      let synchronous = try Int.fetchOne(database, sql: "PRAGMA synchronous")
      guard mode == "wal", synchronous == durability.rawValue else {
        throw JournalError(
          code: .inputOutput,
          message: "\(home.database) cannot be made durable (journal_mode \(mode ?? "none"), "
            + "synchronous \(synchronous ?? -1)); use a file system that SQLite's WAL works on")
      }
      try WorkingMemory.everyday.apply(to: database)
      try Schema.migrate(database)
    }
    return queue
  }

  /// Where the journal ends, and what is wrong with its end.
  private static func state(
    _ database: Database, key: DeviceKey, home: Home
  ) throws -> State {
    let start = ChainHead.start(key.publicKey)
    var state = State(head: start)
    try refuseForeignKey(database, start: start, home: home)
    let last = try StoredEntry.last(database)
    if let last {
      do {
        let entry = try last.entry()
        state.head = start.advanced(by: entry, epoch: entry.header.epoch)
        state.lastTime = try RecordBody.read(entry.body, kind: entry.kind.name)?.stamp.time
        state.fault = last.fault(in: entry, key: key.publicKey).map {
          damaged("entry \(last.sequence): \($0)")
        }
      } catch let error as FormError {
        state.fault = damaged("entry \(last.sequence): \(error)")
      } catch let error as RecordBodyError {
        state.fault = damaged("entry \(last.sequence): \(error)")
      }
    }
    let folded = try Counters.value(database, .folded) ?? 0
    let count = try Int64.fetchOne(database, sql: "SELECT count(*) FROM journal") ?? 0
    if state.fault == nil, folded != state.head.sequence || count != folded {
      state.fault = damaged(
        "the journal has \(count) entries up to \(state.head.sequence), its tables know \(folded)")
    }
    if state.fault == nil, let tampering = try Schema.tampering(database) {
      state.fault = damaged(tampering)
    }
    // Going on from a journal that was cut off would contradict what the hub holds.
    if state.fault == nil, let receipt = try? Receipts.last(database)?.receipt,
      let short = try Receipts.contradiction(of: receipt, head: state.head, in: database)
    {
      state.fault = damaged(short)
    }
    return state
  }

  /// Refuses a key that another journal belongs to. The first entry names its device twice, in its
  /// own field and as its predecessor; where only one of them is another's, a row was changed.
  private static func refuseForeignKey(
    _ database: Database, start: ChainHead, home: Home
  ) throws {
    guard let first = (try? StoredEntry.at(1, in: database)?.entry())?.header,
      first.device != start.device, first.previous != start.hash
    else { return }
    throw JournalError(
      code: .keyForeign,
      message: "\(home.database) was signed by device \(first.device), but \(home.keyFile) is the "
        + "key of \(start.device); put the right key back")
  }

  static func damaged(_ what: String) -> JournalError {
    JournalError(
      code: .damaged,
      message: "the journal is not sound: \(what); nothing is written to it: copy the home, then "
        + "run `phuctra journal verify`")
  }
}

extension ChainHead {
  /// As `advanced(by:)`, in the epoch that the entry says.
  func advanced(by entry: Entry, epoch: Int64) -> ChainHead {
    ChainHead(device: device, epoch: epoch, sequence: entry.sequence, hash: entry.hash)
  }
}
