import Foundation
import TestSupport
import Testing

/// On which store a hub is tried: everything holds on both.
enum HubBackend: String, CaseIterable, Sendable {
  case sqlite, postgres

  /// The address of an empty store.
  func freshStore(in folder: URL) throws -> String {
    switch self {
    case .sqlite: "sqlite:\(folder.appendingPathComponent("hub.sqlite").path)"
    case .postgres: try PostgresCluster.shared().freshDatabase()
    }
  }
}

/// The built `phuctra-hub`, serving on loopback for the time of a test.
final class HubProcess {
  let store: String
  let folder: URL
  private(set) var url = ""
  private var process: BackgroundProcess?

  static var program: URL {
    CommandLineProcess.program.deletingLastPathComponent().appendingPathComponent("phuctra-hub")
  }

  init(_ backend: HubBackend, in folder: URL) throws {
    store = try backend.freshStore(in: folder)
    self.folder = folder
  }

  /// On a store that is there already.
  init(store: String, in folder: URL) {
    self.store = store
    self.folder = folder
  }

  /// Starts to serve and waits until it listens.
  /// - Parameters:
  ///   - tracer: a program with its options that runs the hub.
  ///   - mayFail: ending before it listens is no fault.
  /// - Returns: whether it listens.
  @discardableResult
  func start(
    _ options: [String] = [], port: Int = 0, under tracer: [String] = [], mayFail: Bool = false
  ) throws -> Bool {
    let output = folder.appendingPathComponent("hub.out")
    let errors = folder.appendingPathComponent("hub.err")
    try Data().write(to: output)
    let words =
      [
        HubProcess.program.path, "serve", "--store", store, "--listen", "127.0.0.1:\(port)",
        "--lang", "en",
      ] + options
    let command =
      "exec " + (tracer + words).map { "'\($0)'" }.joined(separator: " ")
      + " >'\(output.path)' 2>>'\(errors.path)'"
    process = try BackgroundProcess(
      "/bin/sh", ["-c", command],
      environment: [
        "PHUCTRA_ASSETS": Environment.packageRoot.appendingPathComponent("Assets").path,
        "TZ": "UTC", "PATH": Environment.value("PATH") ?? "/usr/bin:/bin",
      ])
    let deadline = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < deadline {
      let text = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
      if let found = text.firstMatch(of: /https?:\/\/\S+\n/) {
        url = String(text[found.range].dropLast())
        return true
      }
      guard process?.isRunning == true else { break }
      poll(nil, 0, 10)
    }
    let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
    if !mayFail { Issue.record("the hub does not listen: \(said)") }
    return false
  }

  var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

  /// Ends it in order, as a supervisor of services does.
  func stop() { process?.stop() }

  /// Asks it to end in order, and returns at once.
  func terminate() { process?.terminate() }

  /// What it ended with; nil where it still runs after so long.
  func exitStatus(within seconds: Int) -> Int32? { process?.exitStatus(within: seconds) }

  var isRunning: Bool { process?.isRunning ?? false }

  /// All that it ever wrote to its log.
  func log() throws -> String {
    try String(contentsOf: folder.appendingPathComponent("hub.err"), encoding: .utf8)
  }

  /// Runs a command of the hub beside the server.
  @discardableResult
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  @discardableResult
  func run(_ arguments: [String]) throws -> Outcome {
    try CommandLineProcess.run(
      HubProcess.program, arguments + ["--store", store, "--lang", "en"],
      environment: [
        "PHUCTRA_ASSETS": Environment.packageRoot.appendingPathComponent("Assets").path,
        "TZ": "UTC", "PATH": Environment.value("PATH") ?? "/usr/bin:/bin",
      ])
  }

  /// A code for a new device: the last word of what is printed.
  func code(
    unit: String = "PE0700", role: String = "inspector", person: String, tag: String
  ) throws -> String {
    let outcome = try run(
      "enroll", "--unit", unit, "--role", role, "--person", person, "--tag", tag)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return String(
      try #require(outcome.output.split(whereSeparator: \.isWhitespace).last))
  }

  /// The most memory that the server ever held, in MiB.
  func peakMemory() throws -> Int {
    let found = try CommandLineProcess.run(
      URL(fileURLWithPath: "/bin/sh"),
      ["-c", "grep -h VmHWM /proc/$(pgrep -xf '\(HubProcess.program.path) .*\(store) .*')/status"])
    let words = found.output.split(whereSeparator: \.isWhitespace)
    return try #require(words.dropFirst().first.flatMap { Int($0) }, "\(found)") / 1024
  }
}

/// Runs `body` with a hub that serves.
func withHub(
  _ backend: HubBackend, _ options: [String] = [], _ body: (HubProcess) throws -> Void
) throws {
  try withTemporaryDirectory { folder in
    let hub = try HubProcess(backend, in: folder)
    try hub.start(options)
    defer { hub.stop() }
    try body(hub)
  }
}
