import Casework

/// How much room the home's file system has, and what that means for the work.
package struct Room: Hashable, Sendable {
  /// Bytes that this user may still fill.
  package var free: Int64
  /// Bytes of the whole file system.
  package var total: Int64
  /// Bytes that are kept free (`DeviceSettings.reservedBytes`).
  package var reserve: Int64

  package init(free: Int64, total: Int64, reserve: Int64) {
    self.free = free
    self.total = total
    self.reserve = reserve
  }

  /// Less than a tenth is free: time to make room.
  package var isLow: Bool { free < total / 10 }

  /// Less than the reserve is free: no reading is begun. Browsing, exporting and syncing go on.
  package var refusesReadings: Bool { free < reserve }
}

extension Journal {
  /// The room on the home's file system; nil where the system does not say.
  /// - Complexity: one `statvfs`.
  package var room: Room? {
    FileSystem.space(home.path).map {
      Room(free: $0.free, total: $0.total, reserve: settings.reservedBytes)
    }
  }

  /// Why a reading cannot be recorded now, asked *before* it is keyed; nil where it can be: a fault of
  /// the storage, a home that cannot be written, or less room than the reserve.
  /// - Complexity: one `statvfs`.
  package var recordingProblem: JournalError? {
    if let fault { return fault }
    if let stopping { return stopping }
    if let readOnly = state.withLock(\.readOnly) { return readOnly }
    guard let room, room.refusesReadings else { return nil }
    let mebibyte = Int64(1) << 20
    return JournalError(
      code: .noRoom,
      message:
        "\(home.path) has \(room.free / mebibyte) MiB free, \(room.reserve / mebibyte) MiB are "
        + "kept in reserve; delete what is not needed there, or keep less "
        + "(`phuctra device set --reserve`)")
  }

  /// True while more room than the reserve is left.
  var hasRoom: Bool { room?.refusesReadings != true }

  /// - Throws: `JournalError` (`noRoom`).
  func refuseWithoutRoom() throws {
    if let problem = recordingProblem, problem.code == .noRoom { throw problem }
  }

  /// - Throws: `JournalError` (`readOnly`, or the fault that a private copy is read for).
  func refuseReadOnly() throws {
    if let readOnly = state.withLock(\.readOnly) { throw readOnly }
  }
}

extension Casework.Record {
  /// True for what is not begun without room. A withdrawal, a setting or an outcome that only names
  /// what is there is small and sets things right: it passes as long as the disk takes it.
  var needsRoom: Bool {
    switch self {
    case .inspection, .correction, .attachment: true
    case .deviceConfigured, .worklistLoaded, .withdrawal, .signing, .overruling, .review,
      .bookSigned, .blobsDropped, .deviceEnrolled, .epochOpened, .office:
      false
    }
  }
}

extension Journal {
  /// Makes the reserved file where it is missing and there is more room than the reserve asks for.
  func keepBallast() {
    guard !state.withLock(\.hasBallast), !isReadOnly, let room else { return }
    if Ballast(home).make(in: room) { state.withLock { $0.hasBallast = true } }
  }

  /// Gives the reserved file's room to the journal.
  func giveUpBallast() {
    Ballast(home).remove()
    state.withLock { $0.hasBallast = false }
  }
}
