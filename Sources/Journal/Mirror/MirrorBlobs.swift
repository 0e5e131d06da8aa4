import Evidence
import Glibc

/// Copies of the blobs beside the mirror's entries, in its folder `blobs`.
///
/// An entry is mirrored without waiting for its photos; what is missing is copied later, one file at
/// a time, each whole or not at all.
struct MirrorBlobs {
  private let source: String
  private let target: String
  private static let temporary = ".incoming"

  init(_ blobs: Blobs, folder: String) {
    source = blobs.folder
    target = "\(folder)/blobs"
  }

  /// Names in the home's blobs that the mirror does not have.
  /// - Complexity: one listing of both folders.
  func missing() -> [String] {
    let there = Set(FileSystem.names(in: target))
    return FileSystem.names(in: source).filter {
      $0.utf8.count == 64 && ContentHash(hex: $0) != nil && !there.contains($0)
    }
  }

  /// Copies one blob.
  /// - Throws: `JournalError`; nothing is left then.
  func copy(_ name: String) throws {
    let path = "\(target)/\(name)"
    guard !FileSystem.exists(path), FileSystem.exists("\(source)/\(name)") else { return }
    if !FileSystem.exists(target) { try FileSystem.makeFolder(target) }
    let temporary = "\(target)/\(MirrorBlobs.temporary)"
    unlink(temporary)
    do {
      try FileSystem.copy("\(source)/\(name)", to: temporary, isSynced: true)
      guard rename(temporary, path) == 0 else {
        throw JournalError.system(errno, "cannot rename into", path: path)
      }
      try FileSystem.syncFolder(target)
    } catch {
      unlink(temporary)
      throw error
    }
  }
}
