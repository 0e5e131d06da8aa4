/// A file system in memory, mounted over a session's disk for as long as this lives.
final class MountedFolder {
  private let path: String
  private let folder: String

  /// - Parameter size: as `mount` takes it, such as `1m`.
  /// - Throws: `FaultError`.
  init(_ path: String, size: String, in folder: String) throws {
    self.path = path
    self.folder = folder
    try MountedFolder.run(["mount", "-t", "tmpfs", "-o", "size=\(size)", "tmpfs", path], folder)
  }

  deinit {
    try? MountedFolder.run(["umount", "--lazy", path], folder)
  }

  /// Lets nothing be written any more, or again.
  func remount(readOnly: Bool) throws {
    try MountedFolder.run(["mount", "-o", "remount,\(readOnly ? "ro" : "rw")", path], folder)
  }

  private static func run(_ command: [String], _ folder: String) throws {
    let end = try ChildProcess.run(command, in: folder)
    guard end.status == 0 else {
      throw FaultError("\(command.joined(separator: " ")): \(end.errors)")
    }
  }
}
