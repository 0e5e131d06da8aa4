import Glibc
import Journal
import Wording

/// The trust roots that a home was enrolled with: kept in the home, because the terminal program is
/// given no `--ca`.
struct HubTrust {
  /// The file in the home.
  let path: String

  init(_ home: Home) {
    path = "\(home.path)/hub-trust.certificate"
  }

  /// What to believe: the file that was given, else the one that is kept, else the system's (nil).
  func file(given: String?) -> String? {
    given ?? (access(path, F_OK) == 0 ? path : nil)
  }

  /// Keeps a copy of a file of trust roots; nil drops the one that is kept.
  /// - Throws: `CommandFailure`.
  func keep(_ file: String?, _ say: Wording) throws {
    guard let file else {
      unlink(path)
      return
    }
    guard file != path else { return }
    let bytes = try HubTrust.read(file, say)
    do {
      let copy = try WholeFile(path)
      try copy.write(bytes)
      try copy.commit()
    } catch {
      throw CommandFailure(error, to: path, say)
    }
  }

  private static func read(_ path: String, _ say: Wording) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure(.noInput, say("error.hub.trust-file", path)) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      guard count > 0, bytes.count < 1 << 22 else {
        throw CommandFailure(.noInput, say("error.hub.trust-file", path))
      }
      bytes += piece[..<count]
    }
  }
}
