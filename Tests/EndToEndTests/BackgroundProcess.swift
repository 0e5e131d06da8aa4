import Foundation
import Testing

/// A program that runs beside a test, in a process group of its own, and ends with it.
///
/// It is started with no signal blocked. Tests run on threads that block them all, a child inherits
/// that (Foundation's `Process` leaves it so), and then no request to end would reach it.
final class BackgroundProcess {
  private let child: pid_t
  private var hasEnded = false
  private var status: Int32 = 0

  init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var started: pid_t = 0
    let code = posix_spawn(&started, program, &actions, &attributes, &words, &variables)
    try #require(code == 0, "\(program) does not start: error \(code)")
    child = started
  }

  deinit { stop() }

  /// True until it has ended by itself or been stopped.
  var isRunning: Bool {
    if !hasEnded, waitpid(child, &status, WNOHANG) == child { hasEnded = true }
    return !hasEnded
  }

  /// Asks it to end in order, and returns at once.
  func terminate() { if isRunning { kill(-child, SIGTERM) } }

  /// What it ended with, or 128 and the signal that ended it; nil where it still runs after so long.
  func exitStatus(within seconds: Int) -> Int32? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while isRunning {
      guard ContinuousClock.now < deadline else { return nil }
      poll(nil, 0, 10)
    }
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }

  /// Asks it to end in order, so that it can end what it has started; makes it after five seconds.
  func stop() {
    guard isRunning else { return }
    terminate()
    guard exitStatus(within: 5) == nil else { return }
    kill(-child, SIGKILL)
    waitpid(child, &status, 0)
    hasEnded = true
  }
}
