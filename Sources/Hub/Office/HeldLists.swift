import Evidence
import Foundation
import Metering
import Sync

/// The lists that were given away, as they stand now.
struct HeldLists {
  struct List: Sendable {
    /// The device that it was given to; nil: every device of the unit.
    let device: DeviceIdentity?
    let hash: ContentHash
  }

  let session: any SQLSession

  /// The last version of each, those of one device before those of a whole unit.
  func current() throws -> [List] {
    let rows = try session.query(
      "SELECT receiver, hash FROM list_version ORDER BY receiver, name", [])
    let lists = try rows.compactMap { row -> List? in
      guard let hash = ContentHash(hex: try row.text(1)) else { return nil }
      return List(device: DeviceIdentity(hex: try row.text(0)), hash: hash)
    }
    return lists.filter { $0.device != nil } + lists.filter { $0.device == nil }
  }

  /// Writes a list's file from its pieces.
  func stage(_ hash: ContentHash, to path: String) throws {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let target = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? target.close() }
    var piece: Int64 = 0
    while let row = try session.first(
      "SELECT bytes FROM blob_piece WHERE hash = $1 AND piece = $2",
      [.text(hash.hex), .integer(piece)])
    {
      try target.write(contentsOf: Data(try row.bytes(0)))
      piece += 1
    }
  }
}

extension Hub {
  /// Calls `body` with each list that was given away, read for what `body` needs of it, those of one
  /// device before those of a whole unit; ends where `body` says so.
  /// - Parameters:
  ///   - customer: whose points are wanted; nil: all.
  ///   - folder: where a list's file may be staged.
  /// - Complexity: O(rows of the lists).
  func eachHeldList(
    of customer: String? = nil, folder: String,
    _ body: (HeldLists.List, AssignedList) async throws -> Bool
  ) async throws {
    let lists = try await store.read { try HeldLists(session: $0).current() }
    for list in lists {
      let path =
        "\(folder)/list-\(list.hash.hex.prefix(16))-\(ProcessInfo.processInfo.processIdentifier)"
      defer { try? FileManager.default.removeItem(atPath: path) }
      try await store.read { try HeldLists(session: $0).stage(list.hash, to: path) }
      guard try await body(list, AssignedList(path: path, of: customer)) else { return }
    }
  }
}
