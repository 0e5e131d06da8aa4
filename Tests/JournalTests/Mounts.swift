import Foundation
import Glibc
import TestSupport

/// File systems of a test's own, where the machine lets it mount any.
enum Mounts {
  /// True where this process may mount: a superuser's right.
  static let isPermitted: Bool = {
    let tried = try? withTemporaryDirectory { folder in
      guard mount("none", folder.path, "tmpfs", 0, "size=64k") == 0 else { return false }
      return umount2(folder.path, Int32(MNT_DETACH)) == 0
    }
    return tried ?? false
  }()

  /// Runs `body` with a file system in memory of so many KiB.
  static func withMemory(_ kibibytes: Int, _ body: (URL) throws -> Void) throws {
    try withTemporaryDirectory { folder in
      try mountMemory(kibibytes, at: folder.path)
      defer { unmount(folder.path) }
      try body(folder)
    }
  }

  static func mountMemory(_ kibibytes: Int, at path: String) throws {
    guard mount("none", path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else { throw failure }
  }

  static func unmount(_ path: String) {
    umount2(path, Int32(MNT_DETACH))
  }

  /// Sets or takes away the write protection of a file system in memory.
  static func protect(_ path: String, _ isProtected: Bool) throws {
    let flags = UInt(MS_REMOUNT | MS_BIND | (isProtected ? MS_RDONLY : 0))
    guard mount(nil, path, nil, flags, nil) == 0 else { throw failure }
  }

  private static var failure: POSIXError { POSIXError(.init(rawValue: errno) ?? .EPERM) }

  /// Runs `body` while a folder can be read and not written.
  static func withReadOnly(_ folder: String, _ body: () throws -> Void) throws {
    let bind = UInt(MS_BIND)
    let readOnly = UInt(MS_REMOUNT | MS_BIND | MS_RDONLY)
    guard mount(folder, folder, nil, bind, nil) == 0, mount(nil, folder, nil, readOnly, nil) == 0
    else { throw failure }
    defer { unmount(folder) }
    try body()
  }

  /// Fills a folder's file system to the last byte; gives the file that did it.
  static func fill(_ folder: URL, leaving bytes: Int = 0) throws -> String {
    let path = folder.appendingPathComponent("filler").path
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    for size in [65_536, 4096, 512, 1] {
      let piece = [UInt8](repeating: 0x5A, count: size)
      while write(descriptor, piece, size) == size {}
    }
    if bytes > 0 {
      var facts = stat()
      guard fstat(descriptor, &facts) == 0 else { throw POSIXError(.EIO) }
      ftruncate(descriptor, facts.st_size - bytes)
    }
    return path
  }
}
