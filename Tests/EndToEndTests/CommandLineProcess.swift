import Foundation
import TestSupport
import Testing

/// What a run of the program left behind.
struct Outcome {
  var status: Int32
  var output: String
  var errors: String

  /// Its output's lines, each as a JSON object.
  func objects() throws -> [[String: Any]] {
    try output.split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [String: Any])
    }
  }
}

/// The built program, run as a process of its own on a home of its own.
struct CommandLineProcess {
  let home: URL
  /// Variables beside those that every run gets.
  var environment: [String: String] = [:]

  /// Beside the test bundle, where the build puts both.
  static var program: URL {
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("phuctra")
  }

  @discardableResult
  func run(_ arguments: String..., language: String = "en") throws -> Outcome {
    try run(arguments + ["--home", home.path, "--lang", language])
  }

  /// Runs with these arguments and no others.
  func run(_ arguments: [String]) throws -> Outcome {
    try CommandLineProcess.run(
      CommandLineProcess.program, arguments,
      environment: [
        "PHUCTRA_ASSETS": Environment.packageRoot.appendingPathComponent("Assets").path,
        "PHUCTRA_INSPECTOR": "H07", "TZ": "UTC", "HOME": home.path,
        "PATH": Environment.value("PATH") ?? "/usr/bin:/bin",
      ].merging(environment) { _, given in given })
  }

  /// Runs a program to its end. Its outputs go to files, so that neither can fill a pipe.
  ///
  /// Not by Foundation's `Process`: among the hundreds of sockets of the hub's tests its own ones have
  /// been closed under it, and then it waits for ever.
  static func run(
    _ program: URL, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> Outcome {
    try withTemporaryDirectory { folder in
      let files = [folder.appendingPathComponent("1"), folder.appendingPathComponent("2")]
      for file in files { try Data().write(to: file) }
      let status = try spawn(
        program.path, arguments, environment ?? ProcessInfo.processInfo.environment,
        output: files[0].path, errors: files[1].path)
      return Outcome(
        status: status, output: try String(contentsOf: files[0], encoding: .utf8),
        errors: try String(contentsOf: files[1], encoding: .utf8))
    }
  }

  /// The exit status, or the signal that ended the program.
  private static func spawn(
    _ program: String, _ arguments: [String], _ environment: [String: String], output: String,
    errors: String
  ) throws -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, program, &actions, &attributes, &words, &variables)
    try #require(code == 0, "\(program) does not start: error \(code)")
    var status: Int32 = 0
    while waitpid(child, &status, 0) != child {
      try #require(errno == EINTR, "the end of \(program) cannot be waited for")
    }
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : signal
  }
}

/// Runs `body` with the program on a new home, and a folder for files beside it.
func withProgram(_ body: (CommandLineProcess, URL) throws -> Void) throws {
  try withTemporaryDirectory { folder in
    try body(CommandLineProcess(home: folder.appendingPathComponent("home")), folder)
  }
}

/// Files of the sample book.
enum SampleBook {
  static let list = Environment.asset("sample/so-Q0012.xml").path
  static let dial = Environment.asset("sample/so-Q0012.dial.csv").path

  /// The list's text with the first `old` after `start` replaced.
  static func list(replacing old: String, with new: String, after start: String) throws -> String {
    var text = try String(contentsOfFile: list, encoding: .utf8)
    let from = try #require(text.range(of: start)).upperBound
    let range = try #require(text.range(of: old, range: from..<text.endIndex))
    text.replaceSubrange(range, with: new)
    return text
  }
}
