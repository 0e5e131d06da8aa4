import Glibc

/// The SQLite file of a hub on the disk: who may read it.
enum StoreFile {
  /// Makes the file where it is missing, and takes from others the right to read what is there: the
  /// store and its rollback journal hold the key that signs receipts, certificates and grants. A journal
  /// that SQLite makes later has the file's own mode.
  /// - Throws: `HubStoreError` (`missing`, `exposed`, `failed`).
  static func secure(_ path: String, mayMake: Bool) throws(HubStoreError) {
    var facts = stat()
    guard stat(path, &facts) == 0 else {
      guard mayMake || errno != ENOENT else {
        throw HubStoreError(
          code: .missing,
          message: "\(path) is not there; check the path. A new hub is made by `phuctra-hub serve` "
            + "or `phuctra-hub enroll`")
      }
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else {
        throw HubStoreError(code: .failed, message: "cannot make \(path): \(reason(errno))")
      }
      close(descriptor)
      return
    }
    for file in [path, "\(path)-journal"] { try hide(file) }
  }

  private static func hide(_ path: String) throws(HubStoreError) {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG,
      facts.st_mode & 0o077 != 0
    else { return }
    guard chmod(path, facts.st_mode & 0o700) == 0 else {
      throw HubStoreError(
        code: .exposed,
        message: "\(path) holds the hub's key and is open to others (mode "
          + "\(String(facts.st_mode & 0o777, radix: 8))); its owner has to run: chmod 600 \(path)")
    }
  }

  private static func reason(_ number: Int32) -> String {
    strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}
