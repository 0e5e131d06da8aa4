import Casework
import Foundation
import Journal
import Metering

/// Sets a home up as `device set` does, with settings that a test needs whatever their command line is.
enum HomeSettings {
  static func record(_ settings: DeviceSettings, in home: URL) throws {
    let journal = try Journal.open(
      Home(path: home.path), context: .system(person: "H07"), source: NoList())
    _ = try journal.append([
      .deviceConfigured(DeviceConfiguration(inspector: "H07", unit: nil, settings: settings))
    ])
    try journal.close()
  }

  /// No list is read here.
  struct NoList: WorklistSource {
    func registers(in list: ListFile, each: (RegisterRow) throws -> Void) throws -> String { "csv" }

    func point(in list: ListFile, rows: [RowSpan]) throws -> MeteringPoint { throw Unread() }

    struct Unread: Error {}
  }
}
