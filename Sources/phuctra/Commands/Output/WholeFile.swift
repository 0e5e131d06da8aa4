import Formats
import Glibc

/// A file that appears whole or not at all: written under a temporary name, synced, renamed.
///
/// Until `commit()` nothing of that name is touched; a file that is never committed leaves nothing.
final class WholeFile {
  let path: String
  private let temporary: String
  private var descriptor: Int32
  private var waiting: [UInt8] = []

  /// - Throws: `OutputError` where the folder takes no new file.
  init(_ path: String) throws(OutputError) {
    self.path = path
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    temporary = "\(path[..<slash]).\(path[slash...]).\(getpid()).new"
    unlink(temporary)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw OutputError(code: errno) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  func write(_ bytes: some Collection<UInt8>) throws(OutputError) {
    waiting.append(contentsOf: bytes)
    if waiting.count >= 1 << 16 { try flush() }
  }

  private func flush() throws(OutputError) {
    defer { waiting.removeAll(keepingCapacity: true) }
    try LineOutput.write(waiting, to: descriptor)
  }

  /// Writes out and syncs; the file has still its temporary name.
  func finish() throws(OutputError) {
    try flush()
    guard fsync(descriptor) == 0 else { throw OutputError(code: errno) }
  }

  /// Puts the finished file in its place, durably.
  func commit() throws(OutputError) {
    try finish()
    guard rename(temporary, path) == 0 else { throw OutputError(code: errno) }
    close(descriptor)
    descriptor = -1
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard place >= 0 else { throw OutputError(code: errno) }
    defer { close(place) }
    guard fsync(place) == 0 else { throw OutputError(code: errno) }
  }
}

extension WholeFile {
  /// Copies a file's bytes up to `end`, or to its end, in constant memory.
  /// - Throws: `FileReadError`, `OutputError`.
  func copy(_ input: ByteInput, from start: Int64 = 0, to end: Int64? = nil) throws {
    var place = start
    while end.map({ place < $0 }) ?? true {
      let wanted = min(1 << 16, end.map { Int($0 - place) } ?? 1 << 16)
      let piece = try input.piece(at: place, count: wanted)
      if piece.isEmpty { return }
      try write(piece)
      place += Int64(piece.count)
    }
  }
}
