import Glibc
import Synchronization

/// The home belongs to one process at a time: `flock` on a file that says whose it is.
///
/// The kernel lets go of it when the process dies, however it dies. The file is emptied when the home
/// is closed in order, so that the next opener can tell whether it was.
final class HomeLock: Sendable {
  private let descriptor: Int32
  private let isHeld = Mutex(true)
  /// True where other readers may have the home as well.
  let isShared: Bool
  /// True where the last process that held the home did not close it.
  let wasAbandoned: Bool

  /// Takes the lock or says who has it. A home that is only read is shared with other readers, and
  /// goes unlocked where it has no lock file and none can be made.
  /// - Throws: `JournalError` (`homeInUse`, `cannotCreate`).
  init(_ home: Home, readOnly: Bool = false) throws(JournalError) {
    let path = home.lockFile
    isShared = readOnly
    descriptor = open(path, readOnly ? O_RDONLY | O_CLOEXEC : O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      wasAbandoned = false
      if readOnly { return }
      throw .system(errno, "cannot open", path: path, otherwise: .cannotCreate)
    }
    guard flock(descriptor, (readOnly ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
      let reason = errno
      let holder = HomeLock.holder(descriptor)
      close(descriptor)
      guard reason == EWOULDBLOCK else { throw .system(reason, "cannot lock", path: path) }
      throw JournalError(
        code: .homeInUse,
        message: "the home \(home.path) is in use by process \(holder ?? "unknown"); end that "
          + "program first, or use another home (--home)")
    }
    wasAbandoned = HomeLock.holder(descriptor) != nil
    guard !readOnly else { return }
    ftruncate(descriptor, 0)
    var words = Array("\(getpid())\n".utf8)
    _ = pwrite(descriptor, &words, words.count, 0)
  }

  deinit {
    unlock()
    if descriptor >= 0 { close(descriptor) }
  }

  /// Lets others have the home.
  func unlock() {
    isHeld.withLock { isHeld in
      guard isHeld, descriptor >= 0 else { return }
      isHeld = false
      if !isShared { ftruncate(descriptor, 0) }
      flock(descriptor, LOCK_UN)
    }
  }

  /// True while the locked file is the one that lies in the home: a card that was changed, or a home
  /// that was put in the place of another, has its own.
  func isOf(_ home: Home) -> Bool {
    guard descriptor >= 0 else { return false }
    var mine = stat()
    guard fstat(descriptor, &mine) == 0, let theirs = FileSystem.facts(home.lockFile) else {
      return false
    }
    return mine.st_dev == theirs.st_dev && mine.st_ino == theirs.st_ino
  }

  /// True where the file says of a process that it has the home, dead or alive; false without a file.
  static func names(aHolderOf home: Home) -> Bool {
    let descriptor = open(home.lockFile, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return holder(descriptor) != nil
  }

  private static func holder(_ descriptor: Int32) -> String? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
