package import Casework
package import Evidence
import GRDB
import Synchronization

/// A home's journal: the one place where what people do is kept.
///
/// One process, one connection (the system's SQLite 3.40.1 has a defect in resetting the WAL that
/// needs two). Calls are serialised; any of them may take as long as a sync of the disk takes.
package final class Journal: Sendable {
  package let home: Home
  /// Whose journal this is.
  package let publicKey: PublicKey
  package let blobs: Blobs
  /// True where the last process that had this home was killed and the log of its last commits is
  /// gone: what it saved may be missing. Known only at this opening.
  package let isLogMissing: Bool

  let key: DeviceKey
  let context: JournalContext
  let source: any WorklistSource
  let state: Mutex<State>
  let mirror: Mutex<Mirror>
  /// Points that neighbours on the walk ask for again.
  let memory = PointMemory()

  /// What changes while the journal is open.
  struct State {
    var lock: HomeLock
    /// Nil where the storage failed and could not be opened again.
    var connection: DatabaseQueue?
    /// Why nothing can be written to the home; what is open is a private copy then.
    var readOnly: JournalError?
    var end: JournalEnd
    /// Why nothing is written any more.
    var fault: JournalError?
    /// What was being written when the storage failed: on the disk or not, nobody knows yet.
    var doubt: Attempt?
    /// What was found on the disk although its commit had failed.
    var arrived: Attempt?
    var mirror = MirrorState.none
    /// False where the reserved file is to be made when there is room.
    var hasBallast = false
  }

  init(
    home: Home, key: DeviceKey, context: JournalContext, source: any WorklistSource, state: State,
    isLogMissing: Bool
  ) {
    self.home = home
    self.key = key
    self.context = context
    self.source = source
    self.state = Mutex(state)
    self.isLogMissing = isLogMissing
    publicKey = key.publicKey
    blobs = Blobs(home)
    mirror = Mutex(Mirror(home: home))
  }

  /// Who signs here.
  package var device: DeviceIdentity { DeviceIdentity(publicKey) }

  /// The last durable entry.
  package var head: ChainHead { state.withLock(\.end.head) }

  /// The number of entries of all epochs, which is also the last row of the journal.
  package var lastRow: Int64 { state.withLock(\.end.row) }

  /// Why nothing is written any more; nil while all is well. Reading, verifying and exporting go on,
  /// and `reopen()` clears it once the storage is sound again.
  package var fault: JournalError? { state.withLock(\.fault) }

  /// True where the home cannot be written, so that a private copy of it is read.
  package var isReadOnly: Bool { state.withLock { $0.readOnly != nil } }

  /// How this device is set up, as the last `device-configured` entry says it.
  package var settings: DeviceSettings { state.withLock(\.end.settings) }

  var lastTime: String? { state.withLock(\.end.lastTime) }

  /// The connection.
  /// - Throws: `JournalError`: the fault that took it away.
  var queue: DatabaseQueue {
    get throws {
      try state.withLock { state in
        if let connection = state.connection { return connection }
        throw state.fault
          ?? JournalError(code: .inputOutput, message: "the journal of \(home.path) is not open")
      }
    }
  }

  /// Closes the database and the second copy and gives the home free.
  /// - Throws: what SQLite reports.
  package func close() throws {
    let (connection, lock) = state.withLock { ($0.connection, $0.lock) }
    if let connection {
      if fault == nil { try connection.close() } else { Connection.abandon(connection) }
    }
    state.withLock { $0.connection = nil }
    mirror.withLock { $0.close() }
    lock.unlock()
  }

  deinit {
    // A connection that is let go of copies its log: not after a fault of the storage.
    state.withLock { state in
      if state.fault != nil, let connection = state.connection { Connection.abandon(connection) }
    }
  }
}
