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

  /// True where anything of a home is there: its key, or its journal.
  package var isMade: Bool { FileSystem.exists(keyFile) || FileSystem.exists(database) }

  /// Bytes free on the home's file system; nil where the system does not say.
  package var freeBytes: Int64? { FileSystem.space(path)?.free }

  /// True where there is a journal and its files or their folder cannot be written.
  package var isWriteProtected: Bool {
    FileSystem.exists(database)
      && [path, database, database + "-wal"].contains(where: FileSystem.isWriteProtected)
  }

  /// True once the home was made whole: its blobs' folder is made last.
  var isComplete: Bool { FileSystem.exists(blobs) }

  /// Lies in the home from before its key is made until its journal is there.
  private static let making = "making"

  /// True where the home's very first opening was cut short: a key without a journal is no loss then.
  /// Without this a home that lost everything but its key would look like one.
  var isBeingMade: Bool { FileSystem.exists("\(path)/\(Home.making)") }

  /// Notes that the journal is there: from now on its absence is a loss. What a kill leaves of this is
  /// put right at the next opening.
  func settleMaking() throws {
    guard isBeingMade else { return }
    unlink("\(path)/\(Home.making)")
    try FileSystem.syncFolder(path)
  }

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
      try FileSystem.replace(Home.making, in: path, mode: 0o600, with: [])
      let key = DeviceKey()
      try FileSystem.replace(Home.keyName, in: path, mode: 0o600, with: key.seed)
      return key
    }
    if !isBeingMade { try refuseLostJournal() }
    return try readKey()
  }

  /// Refuses a home whose database is gone or was emptied.
  /// - Throws: `JournalError` (`journalMissing`).
  func refuseLostJournal() throws {
    let size = FileSystem.facts(database)?.st_size
    guard size == nil || size == 0 else { return }
    throw JournalError(
      code: .journalMissing,
      message: "\(database) is \(size == nil ? "missing" : "empty"), but its key is there, and "
        + "starting again under the same key would contradict what was sent. Put the journal back "
        + "from a copy of the home; or save what the second copy has (`phuctra journal salvage DIR`), "
        + "move the home away, and enrol the new one that is made then")
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
