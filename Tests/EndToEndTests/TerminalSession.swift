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
  init(columns: Int = 80, rows: Int = 24) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("phuctra-e2e-\(UUID().uuidString)")
    home = folder.appendingPathComponent("home")
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
  static func output(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
