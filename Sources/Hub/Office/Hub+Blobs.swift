package import Evidence
import Foundation
import Sync

extension Hub {
  /// Bytes in one piece of a blob, so that no blob is ever held whole.
  package static let pieceLength = 256 << 10

  /// - Throws: `HubStoreError`.
  package func hasBlob(_ hash: ContentHash) async throws -> Bool {
    try await store.read { session in
      try session.first("SELECT size FROM blob WHERE hash = $1", [.text(hash.hex)]) != nil
    }
  }

  /// Keeps a blob whose bytes were put into `file`.
  /// - Throws: `Refusal` where the file has another hash; `HubStoreError`; what reading throws.
  /// - Complexity: O(bytes), in pieces.
  package func keepBlob(
    _ hash: ContentHash, file: String, from device: DeviceIdentity
  ) async throws {
    let held = try await store.read { try HeldDevice.find(device, in: $0) }
    guard let held else { throw Refusal(.notEnrolled, "device \(device) has no certificate") }
    try await keep(hash, file: file, unit: held.unit)
  }

  /// Keeps a file for a unit.
  func keep(_ hash: ContentHash, file: String, unit: String) async throws {
    if try await hasBlob(hash) { return }
    try await store.write { session in
      guard let handle = FileHandle(forReadingAtPath: file) else {
        throw HubStoreError(code: .failed, message: "the staged file is gone")
      }
      defer { try? handle.close() }
      var hasher = ContentHasher()
      var size = 0
      var number: Int64 = 0
      while let piece = try handle.read(upToCount: Hub.pieceLength), !piece.isEmpty {
        piece.withUnsafeBytes { hasher.update($0) }
        size += piece.count
        try session.execute(
          """
          INSERT INTO blob_piece(hash, piece, bytes) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
          """, [.text(hash.hex), .integer(number), .bytes(Array(piece))])
        number += 1
      }
      guard hasher.finalized() == hash else {
        throw Refusal(.malformed, "the bytes are not those of \(hash)")
      }
      try session.execute(
        "INSERT INTO blob(hash, size, unit) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [.text(hash.hex), .integer(Int64(size)), .text(unit)])
    }
  }

  /// A piece of a blob for a device of the unit that it was kept for; nil after the last, and where
  /// there is no such blob for this device.
  /// - Throws: `HubStoreError`.
  package func blob(
    _ hash: ContentHash, for device: DeviceIdentity, piece: Int
  ) async throws -> [UInt8]? {
    try await store.read { session in
      guard let held = try HeldDevice.find(device, in: session), held.state != .revoked else {
        return nil
      }
      let row = try session.first(
        """
        SELECT p.bytes FROM blob b, blob_piece p
        WHERE b.hash = $1 AND b.unit = $2 AND p.hash = b.hash AND p.piece = $3
        """, [.text(hash.hex), .text(held.unit), .integer(Int64(piece))])
      return try row?.bytes(0)
    }
  }
}
