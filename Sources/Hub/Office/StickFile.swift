import Foundation
import Glibc

/// A file on a stick: there whole and readable, or not at all.
enum StickFile {
  /// Writes under a temporary name, syncs, renames, syncs the folder, and reads it back.
  /// - Throws: `HubStoreError` where the stick is full, cannot be written, or gives other bytes back.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let temporary = "\(path).part"
    defer { unlink(temporary) }
    let file = open(temporary, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw failure(path) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard written > 0 else {
        close(file)
        throw failure(path)
      }
      rest = rest.dropFirst(written)
    }
    let isSynced = fsync(file) == 0
    close(file)
    guard isSynced, rename(temporary, path) == 0 else { throw failure(path) }
    let folder = open((path as NSString).deletingLastPathComponent, O_RDONLY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
    guard FileManager.default.contents(atPath: path).map({ Array($0) }) == bytes else {
      throw HubStoreError(
        code: .failed, message: "\(path) reads back other bytes; take another stick")
    }
  }

  private static func failure(_ path: String) -> HubStoreError {
    HubStoreError(
      code: .failed, message: "cannot write \(path): \(String(cString: strerror(errno)))")
  }
}
