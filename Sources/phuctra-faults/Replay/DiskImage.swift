import Foundation
import Glibc

/// How far a power cut gets in the way of what was not synced.
enum CutVariant: String, CaseIterable {
  /// Everything written since the last sync is gone; the names of files are there.
  case unwritten = "unsynced writes gone"
  /// A random half of the unsynced sectors arrived, and some of the unsynced names.
  case torn = "half of the sectors"
  /// All that was written arrived; creates, removals and renames not synced by their folder did not.
  case unnamed = "names lost"
}

/// The files that a disk holds after a cut.
struct DiskImage {
  let root: String
  private var folders: [String] = []
  private var files: [(path: String, content: [UInt8], mode: UInt32)] = []

  init(_ disk: DiskModel, _ variant: CutVariant, _ random: inout SeededGenerator) {
    root = disk.root
    let names: [String: DiskModel.Node]
    switch variant {
    case .unwritten: names = disk.names
    case .torn: names = disk.someNames(&random)
    case .unnamed: names = disk.durableNames
    }
    // Sorted, so that the same seed gives the same image, and folders come before what is in them.
    for (path, node) in names.sorted(by: { $0.key < $1.key }) {
      guard DiskImage.isReachable(path, names, root) else { continue }
      switch node {
      case .folder: folders.append(path)
      case .file(let number):
        guard let file = disk.files[number] else { continue }
        switch variant {
        case .unwritten: files.append((path, file.durable, file.mode))
        case .torn: files.append((path, file.torn(&random), file.mode))
        case .unnamed: files.append((path, file.current, file.mode))
        }
      }
    }
  }

  /// True where every folder above is there too.
  private static func isReachable(
    _ path: String, _ names: [String: DiskModel.Node], _ root: String
  ) -> Bool {
    var above = Substring(path)
    while let slash = above.lastIndex(of: "/") {
      above = above[..<slash]
      if above == root { return true }
      if names[String(above)] != .folder { return false }
    }
    return false
  }

  /// Makes the real folder hold these files and no others.
  /// - Throws: `FaultError`.
  func lay() throws {
    try? FileManager.default.removeItem(atPath: root)
    for folder in [root] + folders {
      guard mkdir(folder, 0o700) == 0 else { throw FaultError("cannot make \(folder)") }
    }
    for file in files {
      let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, file.mode)
      guard descriptor >= 0 else { throw FaultError("cannot write \(file.path)") }
      defer { close(descriptor) }
      guard write(descriptor, file.content, file.content.count) == file.content.count else {
        throw FaultError("cannot write \(file.path): is the folder in memory full?")
      }
    }
  }
}
