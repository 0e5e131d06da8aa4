package import Evidence
import Foundation
import Sync

extension Hub {
  /// Bytes in one piece of a blob, so that no blob is ever held whole.
  package static let pieceLength = 256 << 10
  /// Pieces in one transaction: entries of other devices go in between.
  package static let piecesInTransaction = 4

  /// How long a blob of the device's unit is; nil where the unit has no such blob.
  /// - Throws: `Refusal`: `notEnrolled`, `revoked`; `HubStoreError`.
  package func blobSize(_ hash: ContentHash, for device: DeviceIdentity) async throws -> Int? {
    try await store.read { session in
      let unit = try Hub.unit(of: device, in: session)
      return try Hub.size(of: hash, unit: unit, in: session)
    }
  }

  /// Keeps a blob whose bytes were put into `file`.
  /// - Throws: `Refusal`: `notEnrolled`, `revoked`, `malformed` where the file has another hash;
  ///   `HubStoreError`; what reading throws.
  /// - Complexity: O(bytes), in pieces.
  package func keepBlob(
    _ hash: ContentHash, file: String, from device: DeviceIdentity
  ) async throws {
    let unit = try await store.read { try Hub.unit(of: device, in: $0) }
    try await keep(hash, file: file, unit: unit)
  }

  func hasBlob(_ hash: ContentHash, unit: String) async throws -> Bool {
    try await store.read { try Hub.size(of: hash, unit: unit, in: $0) != nil }
  }

  /// Keeps a file for a unit; pieces left by one that was cut off are written over.
  ///
  /// A blob is there with its row in `blob`, which comes last: no transaction is longer than a few
  /// pieces, and several callers may keep the same blob at once.
  func keep(_ hash: ContentHash, file: String, unit: String) async throws {
    let (isHere, isElsewhere) = try await store.read { session in
      (
        try Hub.size(of: hash, unit: unit, in: session) != nil,
        try session.first("SELECT size FROM blob WHERE hash = $1", [.text(hash.hex)]) != nil
      )
    }
    if isHere { return }
    let (found, size) = try Hub.hash(ofFile: file)
    guard found == hash else { throw Hub.otherBytes(hash) }
    let pieces = (size + Hub.pieceLength - 1) / Hub.pieceLength
    if !isElsewhere { try await writePieces(of: hash, file: file) }
    try await store.write { session in
      try session.execute(
        "DELETE FROM blob_piece WHERE hash = $1 AND piece >= $2",
        [.text(hash.hex), .integer(Int64(pieces))])
      let held = try session.first(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM blob_piece WHERE hash = $1", [.text(hash.hex)])
      guard try held?.integer(0) == Int64(pieces) else {
        throw HubStoreError(code: .unexpected, message: "the pieces of \(hash) are not whole")
      }
      try session.execute(
        "INSERT INTO blob(hash, size, unit) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [.text(hash.hex), .integer(Int64(size)), .text(unit)])
    }
  }

  private func writePieces(of hash: ContentHash, file: String) async throws {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw HubStoreError(code: .failed, message: "the staged file is gone")
    }
    defer { try? handle.close() }
    var hasher = ContentHasher()
    var number: Int64 = 0
    while true {
      var rows: [[SQLValue]] = []
      while rows.count < Hub.piecesInTransaction,
        let piece = try handle.read(upToCount: Hub.pieceLength), !piece.isEmpty
      {
        piece.withUnsafeBytes { hasher.update($0) }
        rows.append([.text(hash.hex), .integer(number), .bytes(Array(piece))])
        number += 1
      }
      guard !rows.isEmpty else { break }
      _ = try await store.write { [rows] session in
        for row in rows {
          try session.execute(
            """
            INSERT INTO blob_piece(hash, piece, bytes) VALUES ($1, $2, $3)
            ON CONFLICT (hash, piece) DO UPDATE SET bytes = $3
            """, row)
        }
      }
    }
    // A stick may be pulled, or a file changed, between the two readings.
    guard hasher.finalized() == hash else { throw Hub.otherBytes(hash) }
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

  /// The unit whose blobs a device may give and take.
  private static func unit(
    of device: DeviceIdentity, in session: any SQLSession
  ) throws -> String {
    guard let held = try HeldDevice.find(device, in: session) else {
      throw Refusal(.notEnrolled, "device \(device) has no certificate of this hub")
    }
    guard held.state != .revoked else {
      throw Refusal(.revoked, "device \(device) was taken out of service")
    }
    return held.unit
  }

  private static func size(
    of hash: ContentHash, unit: String, in session: any SQLSession
  ) throws -> Int? {
    let row = try session.first(
      "SELECT size FROM blob WHERE hash = $1 AND unit = $2", [.text(hash.hex), .text(unit)])
    return try row.map { Int(try $0.integer(0)) }
  }

  private static func otherBytes(_ hash: ContentHash) -> Refusal {
    Refusal(.malformed, "the bytes are not those of \(hash)")
  }
}
