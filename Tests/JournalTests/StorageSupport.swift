import Casework
import Evidence
import Foundation
import GRDB
import Testing

@testable import Journal

extension TestHome {
  /// A copy of the home as a killed process leaves it, while the home itself is still open.
  func killed(_ body: (TestHome) throws -> Void) throws {
    let place = folder.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let copy = TestHome(folder: place)
    try FileManager.default.copyItem(atPath: home.path, toPath: copy.home.path)
    try body(copy)
  }

  func remove(_ suffix: String) throws {
    try FileManager.default.removeItem(atPath: home.database + suffix)
  }
}

/// A `device-configured` of this inspector with settings.
func configured(
  _ inspector: String = "H1", _ change: (inout DeviceSettings) -> Void = { _ in }
) -> Casework.Record {
  var settings = DeviceSettings()
  change(&settings)
  return .deviceConfigured(
    DeviceConfiguration(inspector: inspector, unit: "PE0700", settings: settings))
}

extension Journal {
  /// Puts the journal where a commit left it whose sync failed after its frames were written: the
  /// entries are on the disk, the journal does not know.
  func failLastCommit(of records: [Casework.Record]) throws -> [Appended] {
    let before = state.withLock { $0.end }
    let appended = try append(records)
    state.withLock { state in
      state.end = before
      state.fault = JournalError(
        DatabaseError(resultCode: .SQLITE_IOERR_FSYNC), doing: "cannot append to the journal")
      state.doubt = Attempt(records: records, entries: appended)
    }
    return appended
  }

  /// Puts the journal where any fault of the storage leaves it.
  func fail(_ code: ResultCode) {
    #expect(throws: JournalError.self) {
      try write("cannot append") { _ -> Void in throw DatabaseError(resultCode: code) }
    }
  }

  var numbers: [Int64] {
    get throws { try entries(limit: 1000).map(\.sequence).reversed() }
  }
}
