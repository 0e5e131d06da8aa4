import Glibc
import Wording

/// A photo where the camera has left it.
struct CameraFile: Hashable {
  var path: String
  /// The file's own name.
  var name: String
  /// When it was last written: milliseconds of the wall clock.
  var written: Int64
  var bytes: Int64
}

/// The handheld's camera, as far as a program can reach it: a folder that fills, or a command.
enum Camera {
  private static let endings = [".jpg", ".jpeg", ".png", ".webp", ".heic"]
  /// The times of a card's files come in steps of two seconds, rounded down.
  private static let step: Int64 = 2000
  /// The most bytes a photo may have: what is larger is no photo of a dial, and would fill the home.
  static let largest: Int64 = 32 << 20

  /// The photos of a folder, or of a folder in it, written since a moment of the wall clock; newest
  /// first. What is empty is no photo yet; what may be being written still is for `hasSettled`.
  /// - Throws: `CommandFailure` where the folder cannot be opened.
  static func files(
    in folder: String, since: Int64, _ say: Wording
  ) throws -> [CameraFile] {
    guard let names = SmallFile.readableNames(in: folder) else {
      let reason = String(cString: strerror(errno))
      throw CommandFailure(.noInput, say("photo.folder", folder, reason))
    }
    var found: [CameraFile] = []
    // What starts with a dot is nobody's photo: `.thumbnails` is newer than what it shows.
    for name in names where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      guard let facts = facts(path) else { continue }
      if facts.st_mode & S_IFMT == S_IFDIR {
        let inner = SmallFile.names(in: path)
        found += inner.compactMap { photo("\(path)/\($0)", name: $0, since: since) }
      } else if let photo = photo(path, name: name, since: since) {
        found.append(photo)
      }
    }
    return found.sorted { ($0.written, $0.name) > ($1.written, $1.name) }
  }

  /// Whether the camera is done with a file: it is some seconds old, or has not changed for a second.
  ///
  /// A photo taken in while it is being written would be half a photo for good; an older one in its
  /// place would be another meter's.
  /// - Parameters:
  ///   - now: milliseconds of the wall clock.
  ///   - patience: milliseconds until a file that goes on growing is given up.
  static func hasSettled(_ file: CameraFile, now: Int64, patience: Int64 = 5000) -> Bool {
    if now - file.written > step + 1000 { return true }
    var before = facts(file.path)
    var quiet: Int64 = 0
    var waited: Int64 = 0
    let pause: Int64 = 100
    while quiet < 1000 {
      guard waited < patience, let last = before else { return false }
      poll(nil, 0, Int32(pause))
      waited += pause
      before = facts(file.path)
      let isSame = before.map {
        $0.st_size == last.st_size && milliseconds($0) == milliseconds(last)
      }
      quiet = isSame == true ? quiet + pause : 0
    }
    return true
  }

  private static func photo(_ path: String, name: String, since: Int64) -> CameraFile? {
    let lower = name.lowercased()
    guard !name.hasPrefix("."), endings.contains(where: { lower.hasSuffix($0) }),
      let facts = facts(path), facts.st_mode & S_IFMT == S_IFREG, facts.st_size > 0
    else { return nil }
    let written = milliseconds(facts)
    guard written + step > since else { return nil }
    return CameraFile(path: path, name: name, written: written, bytes: Int64(facts.st_size))
  }

  /// Runs the capture command with the path to write to as `$1`, and gives the photo it left there.
  /// - Throws: `CommandFailure` where it fails, takes longer than `patience` or leaves nothing.
  static func capture(
    _ command: String, to path: String, patience: Int32 = 60, _ say: Wording
  ) throws -> CameraFile {
    discard(path)
    func failure(_ reason: String) -> CommandFailure {
      CommandFailure(.inputOutput, say("photo.capture", reason))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own: a command that hangs is ended with all that it has started. No signal is
    // blocked as on our threads: else `timeout` in the command could end nothing.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = []
    for word in ["/bin/sh", "-c", command, "sh", path] { words.append(strdup(word)) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
    guard code == 0 else { throw failure(String(cString: strerror(code))) }
    guard let status = wait(for: child, patience: patience) else {
      throw failure(say("photo.capture.slow", String(patience)))
    }
    guard status == 0 else { throw failure(say("photo.capture.status", String(status))) }
    guard let facts = facts(path), facts.st_size > 0 else {
      throw failure(say("photo.capture.empty"))
    }
    let written = milliseconds(facts)
    return CameraFile(
      path: path, name: "capture-\(written / 1000).jpg", written: written,
      bytes: Int64(facts.st_size))
  }

  static func discard(_ path: String) {
    unlink(path)
  }

  /// The exit status; nil where the time was over and the command was ended.
  private static func wait(for child: pid_t, patience: Int32) -> Int32? {
    let step: Int32 = 20
    var waited: Int32 = 0
    var status: Int32 = 0
    while waitpid(child, &status, WNOHANG) == 0 {
      guard waited < patience * 1000 else {
        kill(-child, SIGKILL)
        waitpid(child, &status, 0)
        return nil
      }
      poll(nil, 0, step)
      waited += step
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  private static func facts(_ path: String) -> stat? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts : nil
  }

  private static func milliseconds(_ facts: stat) -> Int64 {
    Int64(facts.st_mtim.tv_sec) * 1000 + Int64(facts.st_mtim.tv_nsec) / 1_000_000
  }
}
