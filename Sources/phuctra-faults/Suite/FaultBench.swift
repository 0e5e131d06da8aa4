import Foundation
import Glibc

/// Where the suite works, with what, and how long.
final class FaultBench {
  let isQuick: Bool
  /// Tries of each case that the caller asked for; nil: as many as the case holds for right.
  let runs: Int?
  let seed: UInt64
  /// A folder in memory: nothing here waits for a disk, which is not what is tested.
  let folder: String
  /// This program, for its hidden commands.
  let ownPath: String
  /// The product.
  let phuctra: String
  private var count = 0

  init(isQuick: Bool, runs: Int?, seed: UInt64, phuctra: String?) throws {
    self.isQuick = isQuick
    self.runs = runs
    self.seed = seed
    ownPath = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let beside = URL(fileURLWithPath: ownPath).deletingLastPathComponent().path
    self.phuctra = phuctra ?? "\(beside)/phuctra"
    let memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
    folder = "\(memory)/phuctra-faults-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// How many tries a case makes.
  func tries(quick: Int, long: Int) -> Int { runs ?? (isQuick ? quick : long) }

  /// A new empty folder.
  func newFolder() throws -> String {
    count += 1
    let path = "\(folder)/\(count)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// A folder for the time of `body`.
  func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = try newFolder()
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// Says on stderr how far the suite is, where someone looks on.
  func progress(_ name: String, _ done: Int, of all: Int) {
    guard isatty(2) == 1 else { return }
    Output.write("\r\u{1B}[K\(name) \(done)/\(all)", to: 2)
  }

  func endProgress() {
    if isatty(2) == 1 { Output.write("\r\u{1B}[K", to: 2) }
  }
}
