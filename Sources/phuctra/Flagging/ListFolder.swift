import Foundation
import Glibc
import Synchronization
import Wording

/// The folder that a run of `flag` writes into: this run's alone, by a lock on the folder itself, from
/// before it is found empty until the run is over.
///
/// What fails takes back the files that it made, and no others.
final class ListFolder: Sendable {
  let path: String
  private let descriptor: Int32
  private let isNew: Bool
  private let made = Mutex<[String]>([])

  /// Makes the folder, or takes an empty one.
  /// - Throws: `CommandFailure`: 73 where there can be no such folder, 77 where it holds something or
  ///   another run writes into it.
  init(_ path: String, _ say: Wording) throws {
    self.path = path
    isNew = mkdir(path, 0o755) == 0
    guard isNew || errno == EEXIST else { throw ListFolder.cannotBeMade(path, errno, say) }
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ListFolder.cannotBeMade(path, errno, say) }
    // File systems without locks say so; there the exclusive making of each file keeps two runs apart.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw CommandFailure(.refused, say("flag.folder-in-use", path))
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      throw ListFolder.cannotBeMade(path, errno, say)
    }
    guard names.isEmpty else {
      let isWhole = names.contains(ListFolder.report)
      throw CommandFailure(
        .refused, say(isWhole ? "flag.folder-not-empty" : "flag.folder-cut-off", path))
    }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// The name of the report, which comes last.
  static let report = "report.json"

  /// The path of a file that this run is about to make, to be taken back where it fails.
  func willMake(_ name: String) -> String {
    made.withLock { $0.append(name) }
    return "\(path)/\(name)"
  }

  /// Opens a new list for writing.
  /// - Throws: `OutputError`; EEXIST where another run made it.
  func newFile(_ name: String) throws(OutputError) -> Int32 {
    let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw OutputError(code: errno) }
    made.withLock { $0.append(name) }
    return file
  }

  /// Waits until all that was written lies on the disk.
  ///
  /// One `sync` writes ten thousand lists together; as many `fsync`, each with a flush of the disk's
  /// own memory, would take longer than all the rest. It tells of no error, so the folder is asked too.
  /// - Throws: `OutputError` where the folder's names could not be written.
  func sync() throws(OutputError) {
    Glibc.sync()
    guard fsync(descriptor) == 0 else { throw OutputError(code: errno) }
  }

  /// Takes back what this run made; the folder too where it was made for it and holds nothing else.
  func clear() {
    for name in made.withLock({ $0 }) { unlink("\(path)/\(name)") }
    if isNew { rmdir(path) }
  }

  private static func cannotBeMade(
    _ path: String, _ code: Int32, _ say: Wording
  ) -> CommandFailure {
    let reason = OutputError(code: code).reason
    return CommandFailure(.cannotCreate, say("flag.folder-cannot-be-made", path, reason))
  }
}
