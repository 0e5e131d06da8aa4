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
  static func run(
    _ program: URL, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> Outcome {
    try withTemporaryDirectory { folder in
      let files = [folder.appendingPathComponent("1"), folder.appendingPathComponent("2")]
      for file in files { try Data().write(to: file) }
      let process = Process()
      process.executableURL = program
      process.arguments = arguments
      if let environment { process.environment = environment }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: files[0])
      process.standardError = try FileHandle(forWritingTo: files[1])
      try process.run()
      process.waitUntilExit()
      return Outcome(
        status: process.terminationStatus,
        output: try String(contentsOf: files[0], encoding: .utf8),
        errors: try String(contentsOf: files[1], encoding: .utf8))
    }
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
