import Glibc

/// The few `errno` values that are told apart.
enum POSIXNumber {
  static let noSpace = ENOSPC
  static let quota = EDQUOT
  static let noEntry = ENOENT
  static let readOnly = EROFS
}

/// The system's words for an `errno`.
func systemMessage(_ number: Int32) -> String {
  guard let words = strerror(number) else { return "error \(number)" }
  return String(cString: words)
}

/// Files as the journal needs them: every call names its path where it fails.
enum FileSystem {
  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Makes a folder of this user's own (0700), and those above it where they are missing.
  /// - Throws: `JournalError` (`cannotCreate`, `diskFull`).
  ///
  /// Their names are durable when this returns: else a power cut could take a whole home away.
  static func makeFolder(_ path: String) throws {
    if try make(path) { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
      throw JournalError.system(
        errno, "cannot make the folder", path: path, otherwise: .cannotCreate)
    }
    try makeFolder(String(path[..<slash]))
    guard try make(path) else {
      throw JournalError.system(
        errno, "cannot make the folder", path: path, otherwise: .cannotCreate)
    }
  }

  /// Makes one folder; false, with `errno`, where that is not possible.
  private static func make(_ path: String) throws -> Bool {
    guard mkdir(path, 0o700) == 0 else { return errno == EEXIST }
    try syncFolder(parent(of: path))
    return true
  }

  /// The folder that holds a path.
  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Opens, hands over the descriptor and closes.
  static func withFile<Result>(
    _ path: String, flags: Int32, mode: mode_t = 0, _ body: (Int32) throws -> Result
  ) throws -> Result {
    let descriptor = open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else {
      throw JournalError.system(
        errno, "cannot open", path: path,
        otherwise: flags & O_CREAT != 0 ? .cannotCreate : .inputOutput)
    }
    defer { close(descriptor) }
    return try body(descriptor)
  }

  /// Makes the names in a folder durable.
  static func syncFolder(_ path: String) throws {
    try withFile(path, flags: O_RDONLY | O_DIRECTORY) { try sync($0, path: path) }
  }

  /// Makes the names of a folder and of those above it durable; what may not be looked into is left
  /// to whoever made it.
  /// - Throws: `JournalError` where a sync fails.
  static func syncFolders(above path: String) throws {
    var folder = path
    while folder != "/", folder != "." {
      folder = parent(of: folder)
      let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      if fsync(descriptor) != 0, errno == EIO || errno == ENOSPC {
        throw JournalError.system(errno, "cannot sync", path: folder)
      }
    }
  }

  static func sync(_ descriptor: Int32, path: String) throws(JournalError) {
    guard fsync(descriptor) == 0 else { throw .system(errno, "cannot sync", path: path) }
  }

  /// Writes all of `bytes`.
  static func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
  ) throws(JournalError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(errno, "cannot write", path: path) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Fills as much of `buffer` as the file has; 0 at its end.
  static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, path: String
  ) throws(JournalError) -> Int {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .system(errno, "cannot read", path: path) }
    }
  }

  /// All bytes of a small file.
  static func contents(_ path: String, atMost limit: Int) throws -> [UInt8] {
    try withFile(path, flags: O_RDONLY) { descriptor in
      var bytes = [UInt8](repeating: 0, count: limit)
      var filled = 0
      while filled < limit {
        let count = try bytes.withUnsafeMutableBytes {
          try read(
            descriptor, into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]), path: path)
        }
        if count == 0 { break }
        filled += count
      }
      bytes.removeSubrange(filled...)
      return bytes
    }
  }

  /// Copies a file to a new one, readable to its owner alone.
  /// - Throws: `JournalError`.
  /// - Complexity: O(bytes), in constant memory.
  static func copy(_ source: String, to target: String, isSynced: Bool = false) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    try withFile(source, flags: O_RDONLY) { from in
      try withFile(target, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o600) { to in
        while true {
          let count = try read(from, into: buffer, path: source)
          if count == 0 { break }
          try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: to, path: target)
        }
        if isSynced { try sync(to, path: target) }
      }
    }
  }

  /// Puts a file in place whole or not at all: temporary name, sync, rename, sync of the folder.
  static func replace(
    _ name: String, in folder: String, mode: mode_t, with bytes: [UInt8]
  ) throws {
    let temporary = "\(folder)/.\(name).new"
    let path = "\(folder)/\(name)"
    unlink(temporary)
    do {
      try withFile(temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode) { descriptor in
        try bytes.withUnsafeBytes { try write($0, to: descriptor, path: temporary) }
        try sync(descriptor, path: temporary)
      }
      guard rename(temporary, path) == 0 else {
        throw JournalError.system(errno, "cannot rename into", path: path)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    try syncFolder(folder)
  }

  /// Bytes free to this user and bytes in all on the file system of `path`; nil where it does not
  /// say.
  static func space(_ path: String) -> (free: Int64, total: Int64)? {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return nil }
    func bytes(_ blocks: UInt) -> Int64 {
      let (product, overflow) = UInt64(blocks).multipliedReportingOverflow(
        by: UInt64(facts.f_frsize))
      return overflow ? .max : Int64(clamping: product)
    }
    return (bytes(facts.f_bavail), bytes(facts.f_blocks))
  }

  /// What the system says of a file; nil where it is not there or cannot be looked at.
  static func facts(_ path: String) -> stat? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts : nil
  }

  /// True where a file is there and this process may not write it.
  static func isWriteProtected(_ path: String) -> Bool {
    guard access(path, W_OK) != 0 else { return false }
    return errno == EROFS || errno == EACCES || errno == EPERM
  }

  /// Has the kernel forget what it holds of a file and has written: the next look is at the disk.
  static func forget(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    close(descriptor)
  }

  /// Names in a folder.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
