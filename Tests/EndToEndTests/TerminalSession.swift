import Foundation
import TestSupport
import Testing

/// The built program in a real terminal (tmux), driven by keys and read as a person reads it.
///
/// Nothing here sleeps for a result: `see` polls the screen until it shows what is waited for.
final class TerminalSession {
  private let socket = "phuctra-\(UUID().uuidString.prefix(8))"
  let home: URL
  let folder: URL

  /// Starts a shell of its own; `run` starts the program in it.
  /// - Parameter home: a home that is there already; nil for a new one.
  init(columns: Int = 80, rows: Int = 24, home: URL? = nil) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("phuctra-e2e-\(UUID().uuidString)")
    self.home = home ?? folder.appendingPathComponent("home")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env -i PATH=/usr/bin:/bin HOME=\(folder.path) LANG=C.UTF-8 TERM=screen PS1='$ ' sh")
    try tmux("set-option", "-g", "status", "off")
  }

  /// Ends the terminal and removes its files.
  func close() {
    _ = try? tmux("kill-server")
    try? FileManager.default.removeItem(at: folder)
  }

  /// Types a command line that runs the program on this session's home.
  func run(_ arguments: String, environment: String = "PHUCTRA_INSPECTOR=H07") throws {
    try type(
      "\(environment) PHUCTRA_ASSETS=\(Environment.asset("").path) \(Program.path) "
        + "--home \(home.path) \(arguments)")
    try press("Enter")
  }

  /// Presses keys by tmux's names: `Enter`, `BSpace`, `Up`, `Down`, `Escape`, `PPage` …
  func press(_ keys: String...) throws {
    try tmux(["send-keys"] + keys)
  }

  /// Types text as it is.
  func type(_ text: String) throws {
    try tmux("send-keys", "-l", text)
  }

  /// What a person does after `kill -9`, which leaves no program the time to: the terminal is made sane
  /// by hand. Enter is a bare CR in that state, so the line is ended by LF.
  func restoreAfterKill() throws {
    try type("stty sane; clear; printf '\\033[?1049l\\033[2J'; echo restored")
    try press("C-j")
    try see("restored\n")
  }

  /// Resizes the terminal.
  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// What the terminal shows.
  func screen() throws -> String {
    try tmux("capture-pane", "-p")
  }

  /// Waits until the screen shows `text` (or stops showing it), and gives the screen.
  @discardableResult
  func see(
    _ text: String, gone: Bool = false, within seconds: Double = 20,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let deadline = Date(timeIntervalSinceNow: seconds)
    var shown = ""
    repeat {
      shown = try screen()
      if shown.contains(text) != gone { return shown }
      pause()
    } while Date() < deadline
    Issue.record(
      "the screen \(gone ? "still shows" : "never showed") “\(text)”:\n\(shown)",
      sourceLocation: sourceLocation)
    throw Unseen()
  }

  /// The process id of the program that runs in the pane.
  func program() throws -> Int32 {
    let shell = try tmux("display-message", "-p", "#{pane_pid}")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let children = try Program.output("/usr/bin/pgrep", ["-P", shell])
    return try #require(Int32(children.split(separator: "\n").last ?? ""))
  }

  /// Polling gives the terminal's processes the core for a moment; no result hangs on its length.
  private func pause() {
    var time = timespec(tv_sec: 0, tv_nsec: 10_000_000)
    nanosleep(&time, nil)
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    try tmux(arguments)
  }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Program.output("/usr/bin/tmux", ["-L", socket] + arguments)
  }

  /// What was waited for did not come.
  struct Unseen: Error {}
}

/// The built program.
enum Program {
  /// Beside the test bundle, where `swift build` puts it.
  static var path: String {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder =
      bundle?.deletingLastPathComponent()
      ?? URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return folder.appendingPathComponent("phuctra").path
  }

  /// Runs a command and gives what it printed.
  ///
  /// Not with Foundation's `Process`: that waits until every descendant has closed a descriptor it
  /// hands down, and tmux leaves a server behind which never does.
  static func output(_ path: String, _ arguments: [String]) throws -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Unstartable(path: path, code: errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, path, &actions, nil, &words, environ)
    close(ends[1])
    guard code == 0 else { throw Unstartable(path: path, code: code) }
    var output = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(ends[0], &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      output.append(contentsOf: buffer.prefix(count))
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return String(decoding: output, as: UTF8.self)
  }

  /// A command could not be started.
  struct Unstartable: Error {
    var path: String
    var code: Int32
  }
}
