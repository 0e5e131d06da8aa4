import Glibc

/// A program that was started.
final class Child {
  /// How a program ended.
  struct End {
    /// As a shell would say it: the exit status, or 128 + the signal.
    var status: Int32
    /// The most memory that was ever resident, in bytes.
    ///
    /// Linux counts the starter's own peak in (it survives the exec), so the starter has to be
    /// smaller than what it measures.
    var peakMemory: Int
    /// Processor time of all its threads, in milliseconds: what a busy machine does not change.
    var processorTime: Double
  }

  /// POSIX_SPAWN_SETSID of glibc, which Swift does not import.
  private static let newSession: Int16 = 0x80

  let pid: pid_t
  private var end: End?

  /// Starts a program.
  /// - Parameters:
  ///   - terminal: path of its controlling terminal; without one it reads nothing, its output goes to
  ///     `output` and its complaints go to `complaints`.
  init(
    _ command: [String], environment: [String: String], terminal: String? = nil,
    output: String = "/dev/null", complaints: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    if let terminal {
      // The first terminal that the leader of a session opens becomes its controlling one.
      posix_spawnattr_setflags(&attributes, Child.newSession)
      posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(
        &actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      posix_spawn_file_actions_addopen(
        &actions, 2, complaints, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (arguments + variables).forEach { free($0) } }
    var started: pid_t = 0
    let code = posix_spawnp(
      &started, command.first ?? "", &actions, &attributes, arguments, variables)
    guard code == 0 else {
      throw BenchError("\(command.first ?? "") cannot be started (errno \(code))")
    }
    pid = started
  }

  deinit {
    if end == nil {
      kill(pid, SIGKILL)
      _ = wait()
    }
  }

  /// Waits for its end.
  func wait() -> End {
    if let end { return end }
    while true {
      if let end = look(0) { return end }
    }
  }

  /// Its end, where it has ended.
  func endIfAny() -> End? { end ?? look(WNOHANG) }

  private func milliseconds(_ time: timeval) -> Double {
    Double(time.tv_sec) * 1000 + Double(time.tv_usec) / 1000
  }

  private func look(_ options: Int32) -> End? {
    var status: Int32 = 0
    var usage = rusage()
    guard wait4(pid, &status, options, &usage) == pid else { return nil }
    let signal = status & 0x7F
    let found = End(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      peakMemory: usage.ru_maxrss * 1024,
      processorTime: milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime))
    end = found
    return found
  }
}
