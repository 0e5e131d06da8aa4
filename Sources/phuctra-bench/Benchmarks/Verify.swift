import ArgumentParser
import Casework
import Foundation
import Journal

/// Checking a long journal, against the signatures alone.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "`journal verify`, against openssl's time for as many Ed25519 verifications.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Entries of the journal.")
  var entries = 100_000

  @Option(help: "Runs of each, alternately.")
  var runs = 3

  func run() throws {
    try options.run { try Verify.measure($0, entries: entries, runs: runs) }
  }

  /// - Throws: what the journal reports, or `BenchError` where a program fails.
  static func measure(_ workbench: Workbench, entries: Int, runs: Int) throws -> [Figure] {
    let home = try inspected(workbench, entries: entries)
    defer { try? FileManager.default.removeItem(atPath: home) }
    var ours = Samples()
    var memory = Samples()
    var peer = Samples()
    for _ in 0..<runs {
      peer.add(Double(entries) / (try verificationsInSecond(workbench)) * 1000)
      var end: Child.End?
      ours.add(
        try Stopwatch.time {
          end = try workbench.run([workbench.phuctra, "journal", "verify", "--home", home])
        })
      memory.add(Double(end?.peakMemory ?? 0) / 1_048_576)
    }
    let ratio = ours.median / peer.median
    return [
      Figure(
        name: "verify of \(text(entries)) entries",
        value: "\(text(ours.median / 1000)) s, \(text(memory.greatest, 0)) MB",
        peer: "\(text(ratio)) × openssl's \(text(peer.median / 1000)) s for as many signatures",
        mark: "≤ 3 ×", passes: ratio <= 3)
    ]
  }

  /// A home with a list and an inspection of each of its points.
  private static func inspected(_ workbench: Workbench, entries: Int) throws -> String {
    let home = "\(workbench.folder)/verify-home"
    try workbench.importing(
      try workbench.list(.points(entries), named: "verify.csv"), into: home)
    let journal = try Journal.open(
      Home(path: home), context: .system(person: "H07"), source: NoLists())
    defer { try? journal.close() }
    var row = try journal.nextUnvisited(after: nil)
    var waiting: [Casework.Record] = []
    var made = 0
    while let point = row, made < entries {
      waiting.append(try Append.inspection(point))
      made += 1
      row = try journal.nextUnvisited(after: point)
      if waiting.count == 500 || row == nil || made == entries {
        try journal.append(waiting)
        waiting = []
      }
    }
    guard made == entries else { throw BenchError("only \(made) points were inspected") }
    return home
  }

  /// Ed25519 verifications that openssl makes in a second, on one processor.
  private static func verificationsInSecond(_ workbench: Workbench) throws -> Double {
    let output = "\(workbench.folder)/openssl"
    let command = "openssl speed -seconds 3 ed25519 > \(output) 2>/dev/null"
    guard try Child(["sh", "-c", command], environment: workbench.environment).wait().status == 0
    else { throw BenchError("openssl speed failed; install openssl") }
    let said = try String(contentsOfFile: output, encoding: .utf8)
    let line = said.split(separator: "\n").last { $0.contains("Ed25519") }
    guard let rate = line?.split(separator: " ").last.flatMap({ Double($0) }), rate > 0 else {
      throw BenchError("openssl speed said nothing of Ed25519: \(said)")
    }
    return rate
  }
}
