import Evidence
import Glibc

/// A device's own folder: key, journal, blobs and lock.
package struct Home: Hashable, Sendable {
  /// Without a slash at its end.
  package let path: String

  package init(path: String) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  /// The SQLite database with the table `journal`.
  package var database: String { "\(path)/journal.sqlite" }
  /// The raw 32-byte seed of the device key, readable to its owner alone.
  package var keyFile: String { "\(path)/\(Home.keyName)" }
  /// Files that entries name by their SHA-256.
  package var blobs: String { "\(path)/blobs" }
  /// Holds the pid of the process that has the home open.
  package var lockFile: String { "\(path)/lock" }

  static let keyName = "device.key"

  /// True where its folder is there.
  package var exists: Bool { FileSystem.exists(path) }

  /// Bytes free on the home's file system; nil where the system does not say.
  package var freeBytes: Int64? { FileSystem.space(path)?.free }

  /// True where there is a journal and its files or their folder cannot be written.
  package var isWriteProtected: Bool {
    FileSystem.exists(database)
      && [path, database, database + "-wal"].contains(where: FileSystem.isWriteProtected)
  }

  /// True once the home was made whole: its blobs' folder is made last.
  var isComplete: Bool { FileSystem.exists(blobs) }

  /// The device key: read, or made where the home is new.
  ///
  /// A home with a journal and no key can sign nothing that would continue its chain; a home with a
  /// key and no journal would start a second chain under the same name. Both are refused.
  /// - Throws: `JournalError` (`keyMissing`, `keyUnusable`, `journalMissing`, or a system fault).
  func deviceKey() throws -> DeviceKey {
    let hasJournal =
      FileSystem.exists(database) || FileSystem.exists(database + "-wal")
      || FileSystem.exists(blobs)
    guard FileSystem.exists(keyFile) else {
      guard !hasJournal else {
        throw JournalError(
          code: .keyMissing,
          message: "\(keyFile) is missing, but the home has a journal; put the key back from a "
            + "copy of the home, or move the home away and start a new one")
      }
      // Whoever made the folders may have been killed before their names were synced.
      try FileSystem.syncFolders(above: path)
      let key = DeviceKey()
      try FileSystem.replace(Home.keyName, in: path, mode: 0o600, with: key.seed)
      return key
    }
    try refuseLostJournal(hasJournal: hasJournal)
    return try readKey()
  }

  /// Refuses a home whose database is gone or was emptied.
  /// - Throws: `JournalError` (`journalMissing`).
  func refuseLostJournal(hasJournal: Bool) throws {
    let size = FileSystem.facts(database)?.st_size
    let isLost = size == nil ? hasJournal : size == 0 && isComplete
    guard isLost else { return }
    throw JournalError(
      code: .journalMissing,
      message: "\(database) is \(size == nil ? "missing" : "empty"), but its key is there; put the "
        + "journal back from a copy of the home: starting again under the same key would contradict "
        + "what was sent")
  }

  private func readKey() throws -> DeviceKey {
    var facts = stat()
    guard stat(keyFile, &facts) == 0 else {
      throw JournalError.system(errno, "cannot look at", path: keyFile)
    }
    guard facts.st_mode & 0o077 == 0 else {
      throw JournalError(
        code: .keyUnusable,
        message: "\(keyFile) is open to others (mode \(String(facts.st_mode & 0o777, radix: 8))); "
          + "run: chmod 600 \(keyFile)")
    }
    guard let key = DeviceKey(seed: try FileSystem.contents(keyFile, atMost: 64)) else {
      throw JournalError(
        code: .keyUnusable,
        message: "\(keyFile) has \(facts.st_size) bytes, a key has 32; put it back from a copy")
    }
    return key
  }
}
