import Glibc

/// The home belongs to one process at a time: `flock` on a file that says whose it is.
///
/// The kernel lets go of it when the process dies, however it dies.
final class HomeLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock or says who has it.
  /// - Throws: `JournalError` (`homeInUse`, `cannotCreate`).
  init(_ home: Home) throws(JournalError) {
    let path = home.lockFile
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw .system(errno, "cannot open", path: path, otherwise: .cannotCreate)
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno
      let holder = HomeLock.holder(descriptor)
      close(descriptor)
      guard reason == EWOULDBLOCK else { throw .system(reason, "cannot lock", path: path) }
      throw JournalError(
        code: .homeInUse,
        message: "the home \(home.path) is in use by process \(holder ?? "unknown"); end that "
          + "program first, or use another home (--home)")
    }
    ftruncate(descriptor, 0)
    var words = Array("\(getpid())\n".utf8)
    _ = pwrite(descriptor, &words, words.count, 0)
  }

  deinit {
    close(descriptor)
  }

  private static func holder(_ descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
