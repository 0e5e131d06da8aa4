import Glibc
import Wording

/// Where a person wants a file: looked at before anything is written there.
///
/// A mistyped `-o` must never cost the journal, its key or a photo, nor put a regular file in the
/// place of a device.
struct OutputPlace {
  /// The path to write; of a symbolic link, the file that it leads to.
  let path: String
  /// False for a device, a pipe or a socket, which can be written through and not be replaced.
  let isReplaceable: Bool

  /// - Throws: `CommandFailure` (73) where the place lies in the home, is a folder, or is a link that
  ///   leads nowhere.
  init(_ named: String, outside home: String, _ say: Wording) throws {
    var facts = stat()
    let isThere = lstat(named, &facts) == 0
    if isThere, facts.st_mode & S_IFMT == S_IFLNK {
      guard let target = OutputPlace.realPath(named), stat(named, &facts) == 0 else {
        throw CommandFailure(.cannotCreate, say("command-line.output.not-a-file", named))
      }
      path = target
    } else {
      path = named
    }
    guard !isThere || facts.st_mode & S_IFMT != S_IFDIR else {
      throw CommandFailure(.cannotCreate, say("command-line.output.not-a-file", named))
    }
    isReplaceable = !isThere || facts.st_mode & S_IFMT == S_IFREG
    guard !OutputPlace.lies(path, in: home) else {
      throw CommandFailure(.cannotCreate, say("command-line.output.in-home", named, home))
    }
  }

  /// The path of a file that appears whole or not at all.
  /// - Throws: `CommandFailure` (73) also where only a device or a pipe could be written through.
  static func whole(_ named: String, outside home: String, _ say: Wording) throws -> String {
    let place = try OutputPlace(named, outside: home, say)
    guard place.isReplaceable else {
      throw CommandFailure(.cannotCreate, say("command-line.output.not-a-file", named))
    }
    return place.path
  }

  /// Folders are told by the system's own numbers: a home has as many names as there are links to it.
  private static func lies(_ path: String, in home: String) -> Bool {
    var (homeFacts, facts) = (stat(), stat())
    guard stat(home, &homeFacts) == 0,
      var folder = realPath(path.lastIndex(of: "/").map { String(path[...$0]) } ?? ".")
    else { return false }
    while stat(folder, &facts) == 0 {
      if facts.st_dev == homeFacts.st_dev, facts.st_ino == homeFacts.st_ino { return true }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { return false }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return false
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
