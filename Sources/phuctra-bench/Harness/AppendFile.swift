import Glibc

/// The floor of durability: a file that bytes are appended to and synced.
final class AppendFile {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw BenchError("\(path) cannot be written (errno \(errno))") }
  }

  deinit { close(descriptor) }

  /// Appends so many bytes and syncs them; gives the milliseconds it took.
  func append(bytes count: Int) throws -> Double {
    let bytes = [UInt8](repeating: 0x5A, count: count)
    return try Stopwatch.time {
      guard write(descriptor, bytes, count) == count, fdatasync(descriptor) == 0 else {
        throw BenchError("the floor cannot be written (errno \(errno))")
      }
    }
  }
}
