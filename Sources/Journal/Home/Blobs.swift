package import Evidence
import Glibc

/// Files that entries name by their SHA-256: lists and photos, too large for a body.
///
/// A blob is synced and in place before the entry that names it is committed; identical content is
/// kept once.
package struct Blobs: Sendable {
  /// The folder that holds them.
  package let folder: String

  init(_ home: Home) {
    folder = home.blobs
  }

  /// Where the blob of this hash lies, or would.
  package func path(_ hash: ContentHash) -> String { "\(folder)/\(hash.hex)" }

  /// True where the blob is there (its content is checked by `Journal.verify()`).
  package func contains(_ hash: ContentHash) -> Bool { FileSystem.exists(path(hash)) }

  private static let temporaryPrefix = ".incoming-"
  private static let pieceSize = 1 << 18

  /// Copies the file at `path` in, hashing it on the way.
  /// - Throws: `JournalError` (`fileMissing`, `diskFull`, `inputOutput`); nothing is left then.
  /// - Complexity: O(bytes), in constant memory.
  package func add(fileAt path: String) throws -> (hash: ContentHash, bytes: Int64) {
    let temporary = "\(folder)/\(Blobs.temporaryPrefix)\(getpid())"
    unlink(temporary)
    do {
      let (hash, bytes) = try FileSystem.withFile(path, flags: O_RDONLY) { source in
        try FileSystem.withFile(
          temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600
        ) { target in
          let result = try copy(source, path, to: target, temporary)
          if !contains(result.hash) { try FileSystem.sync(target, path: temporary) }
          return result
        }
      }
      try settle(temporary, as: hash)
      return (hash, bytes)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Puts these bytes in.
  /// - Throws: `JournalError` (`diskFull`, `inputOutput`); nothing is left then.
  package func add(_ bytes: [UInt8]) throws -> ContentHash {
    let temporary = "\(folder)/\(Blobs.temporaryPrefix)\(getpid())"
    let hash = ContentHash(of: bytes)
    unlink(temporary)
    do {
      try FileSystem.withFile(
        temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600
      ) { target in
        try bytes.withUnsafeBytes { try FileSystem.write($0, to: target, path: temporary) }
        try FileSystem.sync(target, path: temporary)
      }
      try settle(temporary, as: hash)
      return hash
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private func settle(_ temporary: String, as hash: ContentHash) throws {
    if contains(hash) {
      unlink(temporary)
      // Whoever put it there may have been killed before its name was synced.
      try FileSystem.syncFolder(folder)
      return
    }
    guard rename(temporary, path(hash)) == 0 else {
      throw JournalError.system(errno, "cannot rename into", path: path(hash))
    }
    try FileSystem.syncFolder(folder)
  }

  private func copy(
    _ source: Int32, _ path: String, to target: Int32, _ temporary: String
  ) throws -> (hash: ContentHash, bytes: Int64) {
    var total: Int64 = 0
    let hash = try Blobs.hash(source, path) { piece in
      total += Int64(piece.count)
      try FileSystem.write(piece, to: target, path: temporary)
    }
    return (hash, total)
  }

  private static func hash(
    _ source: Int32, _ path: String, each: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> ContentHash {
    var hasher = ContentHasher()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try FileSystem.read(source, into: buffer, path: path)
      if count == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hasher.update(piece)
      try each(piece)
    }
    guard let hash = hasher.finalized() else {
      throw JournalError(code: .inputOutput, message: "cannot hash \(path)")
    }
    return hash
  }

  /// The hash that the blob's content really has; nil where the blob is not there.
  /// - Throws: `JournalError` (`inputOutput`).
  package func actualHash(_ hash: ContentHash) throws -> ContentHash? {
    guard contains(hash) else { return nil }
    return try FileSystem.withFile(path(hash), flags: O_RDONLY) { descriptor in
      try Blobs.hash(descriptor, path(hash)) { _ in }
    }
  }

  /// Drops a blob that no entry came to name, and what a killed process left half copied.
  func discard(_ hash: ContentHash) {
    unlink(path(hash))
  }

  /// Removes what a killed process left half copied.
  func removeLeftovers() {
    for name in FileSystem.names(in: folder) where name.hasPrefix(Blobs.temporaryPrefix) {
      unlink("\(folder)/\(name)")
    }
  }
}
