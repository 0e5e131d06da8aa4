import Foundation
import Glibc

/// All that sessions on one home did to the disk, and what they were told was durable.
struct Recording {
  let folder: SessionFolder
  private(set) var operations: [DiskOperation] = []

  /// Records sessions on a fresh home: one for each of `kills`, ended by it, and one that ends by
  /// itself.
  /// - Throws: `FaultError` where a session fails or the records do not add up.
  init(_ folder: SessionFolder, kills: [Strace.Injection] = []) throws {
    self.folder = folder
    let trace = "\(folder.path)/trace"
    for kill in kills.map(Optional.some) + [nil] {
      let end = try folder.run(
        Strace.recording(to: trace, folder.command, endedBy: kill))
      // A session may be over before it comes to the call that was to end it.
      guard end.status == 0 || kill != nil && end.status == 128 + SIGKILL else {
        throw FaultError("a recorded session ended with \(end.status): \(end.errors)")
      }
      operations += try TraceReader.operations(of: trace, below: folder.disk)
    }
    try check()
  }

  /// The model of the disk has to end where the real one did, or its cuts prove nothing.
  private func check() throws {
    var disk = DiskModel(root: folder.disk)
    for operation in operations { disk.take(operation) }
    for (path, node) in disk.names {
      guard case .file(let number) = node, let file = disk.files[number] else { continue }
      let real = FileManager.default.contents(atPath: path).map { Array($0) }
      guard real == file.current else {
        throw FaultError("the record of \(path) is not what the session left there")
      }
    }
    let found = FileManager.default.enumerator(atPath: folder.disk)?.allObjects.count ?? 0
    guard found == disk.names.count else {
      throw FaultError("the session left \(found) names, its record \(disk.names.count)")
    }
  }
}
