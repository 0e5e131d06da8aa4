import Formats
import Glibc
import Wording

/// A file that a command was given, looked at before the home is touched.
enum ReadableFile {
  /// - Throws: `CommandFailure` (66 where nothing is there, 74 where it cannot be read, 65 where it
  ///   is a folder).
  static func check(_ path: String, _ say: Wording) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(errno, path, say) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure(errno, path, say) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw CommandFailure(.badData, say("command-line.not-a-file", path))
    }
  }

  private static func failure(_ code: Int32, _ path: String, _ say: Wording) -> CommandFailure {
    code == ENOENT || code == ENOTDIR
      ? CommandFailure(.noInput, say("command-line.file-missing", path))
      : CommandFailure(
        .inputOutput, say("command-line.file-unreadable", path, OutputError(code: code).reason))
  }
}

extension CommandFailure {
  /// The failure of a file of readings or a list, with the file's path before its faults.
  init(faultsOf error: FormatError, in path: String, _ say: Wording) {
    let language = FaultLanguage(rawValue: say.language.rawValue) ?? .vietnamese
    self.init(.badData, "\(say("command-line.bad-file", path))\n\(error.text(in: language))")
  }

  /// Standard output or an output file did not take what was written.
  init(_ error: OutputError, to path: String?, _ say: Wording) {
    let place = path ?? say("command-line.standard-output")
    self.init(.inputOutput, say("command-line.not-written", place, error.reason))
  }
}
