import Casework
package import Evidence
import Glibc

/// Saves what is still whole out of a damaged home. The home is read and never written.
///
/// Entries come from the rows that SQLite still gives of a private copy, from the bytes of the
/// database and its log whatever their structure, and from the mirror; each is taken only where its
/// signature and its body's SHA-256 hold.
package struct Salvage {
  let home: Home
  let mirror: String?
  let publicKey: PublicKey

  /// - Parameters:
  ///   - mirror: the folder of the second copy; nil: the one in the device's settings.
  ///   - publicKey: the device's, where the home has lost its key.
  /// - Throws: `JournalError` (`fileMissing` where there is no home, `keyMissing` where neither the
  ///   home nor the caller has the key).
  package init(home: Home, mirror: String? = nil, publicKey: PublicKey? = nil) throws {
    guard FileSystem.exists(home.path) else {
      throw JournalError(
        code: .fileMissing, message: "there is no home at \(home.path); give its folder (--home)")
    }
    self.home = home
    self.mirror = mirror
    let seed = (try? FileSystem.contents(home.keyFile, atMost: 33)) ?? []
    guard let key = publicKey ?? DeviceKey(seed: seed)?.publicKey else {
      throw JournalError(
        code: .keyMissing,
        message: "\(home.keyFile) is not there or not whole; give the public key that was exported "
          + "(--key FILE.pub)")
    }
    self.publicKey = key
  }

  /// Writes bundles, the public key and the blobs into `folder`, which is made where it is missing.
  /// - Throws: `JournalError`: `cannotCreate` where the folder lies in the home, `homeInUse`, or a
  ///   fault of writing; nothing that can be read wrongly stops it.
  /// - Complexity: O(bytes of the database, its log, the mirror and the blobs).
  package func run(into folder: String) throws -> SalvageReport {
    let lock = try quietLock()
    defer { if lock >= 0 { close(lock) } }
    try refuseInside(folder)
    try FileSystem.makeFolder(folder)
    var run = SalvageRun(self, folder: folder)
    run.collect()
    try run.write()
    return run.report
  }

  /// True where the last process that had the home was killed and the log that it left is gone.
  var isLogMissing: Bool {
    HomeLock.names(aHolderOf: home) && !FileSystem.exists(home.database + "-wal")
  }

  /// Locks the home without writing to it; -1 where there is no lock to take.
  private func quietLock() throws -> Int32 {
    let descriptor = open(home.lockFile, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return -1 }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw JournalError(
        code: .homeInUse,
        message: "the home \(home.path) is in use by another process; end that program first")
    }
    return descriptor
  }

  private func refuseInside(_ folder: String) throws {
    var existing = folder.hasPrefix("/") ? folder : "./\(folder)"
    while !FileSystem.exists(existing), let slash = existing.lastIndex(of: "/") {
      existing = slash == existing.startIndex ? "/" : String(existing[..<slash])
    }
    guard let target = Salvage.realPath(existing), let inside = Salvage.realPath(home.path) else {
      return
    }
    guard target != inside, !target.hasPrefix(inside + "/") else {
      throw JournalError(
        code: .cannotCreate,
        message: "\(folder) lies in the damaged home, which is not written to; give another folder")
    }
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
