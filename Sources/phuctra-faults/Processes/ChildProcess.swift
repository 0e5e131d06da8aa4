import Foundation
import Glibc

/// A program that was started, its outputs going to files: what it said survives however it ends.
final class ChildProcess {
  /// How a program ended.
  struct End {
    /// As a shell would say it: the exit status, or 128 + the signal.
    var status: Int32
    var output: String
    var errors: String

    /// True where a signal nobody sent from outside ended it: a trap of the program itself.
    var isCrash: Bool {
      [SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE].contains { status == 128 + $0 }
    }
  }

  let pid: pid_t
  private let outputs: [String]
  private let input: Int32
  private var status: Int32?

  /// Starts a program; its outputs are kept in `folder`, its standard input stays open until `wait`.
  /// - Throws: `FaultError` where it cannot be started.
  init(_ command: [String], in folder: String, environment: [String: String] = [:]) throws {
    outputs = [try ChildProcess.newFile(in: folder), try ChildProcess.newFile(in: folder)]
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FaultError("no pipe (errno \(errno))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    input = ends[1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      close(ends[0])
    }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    for (descriptor, path) in zip([1, 2] as [Int32], outputs) {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    let variables = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8", "PHUCTRA_INSPECTOR": "H07"]) { $1 }
      .merging(environment) { $1 }
    let arguments = command.map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + settings).forEach { free($0) } }
    var started: pid_t = 0
    let code = posix_spawnp(
      &started, command.first ?? "", &actions, nil, arguments, settings)
    guard code == 0 else {
      close(input)
      throw FaultError("\(command.first ?? "") cannot be started (errno \(code))")
    }
    pid = started
  }

  deinit {
    if status == nil {
      kill()
      _ = wait()
    }
    for path in outputs { unlink(path) }
  }

  private static func newFile(in folder: String) throws -> String {
    var template = Array("\(folder)/said-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw FaultError("no file in \(folder) (errno \(errno))") }
    close(descriptor)
    return template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// Kills it as the kernel does when memory runs out.
  func kill() {
    _ = Glibc.kill(pid, SIGKILL)
  }

  /// What it has said so far.
  var output: String { (try? String(contentsOfFile: outputs[0], encoding: .utf8)) ?? "" }

  /// True where it has ended by itself.
  var hasEnded: Bool {
    if status == nil { look(WNOHANG) }
    return status != nil
  }

  /// Waits until it has said `words`; false where it ended or ten seconds passed before.
  func waits(for words: String) -> Bool {
    for _ in 0..<10_000 {
      if output.contains(words) { return true }
      if hasEnded { return output.contains(words) }
      usleep(1000)
    }
    return false
  }

  /// Waits for its end.
  func wait() -> End {
    if status == nil {
      close(input)
      while status == nil { look(0) }
    }
    let errors = (try? String(contentsOfFile: outputs[1], encoding: .utf8)) ?? ""
    return End(status: status ?? -1, output: output, errors: errors)
  }

  private func look(_ options: Int32) {
    var found: Int32 = 0
    guard waitpid(pid, &found, options) == pid else { return }
    let signal = found & 0x7F
    status = signal == 0 ? (found >> 8) & 0xFF : 128 + signal
  }

  /// Runs a program to its end.
  static func run(
    _ command: [String], in folder: String, environment: [String: String] = [:]
  ) throws -> End {
    try ChildProcess(command, in: folder, environment: environment).wait()
  }
}
