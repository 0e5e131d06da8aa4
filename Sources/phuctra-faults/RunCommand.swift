import ArgumentParser
import Foundation

/// Runs cases and prints their table.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run cases (the default).")

  @Argument(
    help: "The cases: \(FaultCase.allCases.map(\.rawValue).joined(separator: ", ")), or all.")
  var cases: [String]

  @OptionGroup var options: FaultOptions

  @Option(help: "Cases to run at the same time.")
  var jobs = 2

  @Flag(help: "Print one JSON object a line for each row of the table.")
  var json = false

  func validate() throws {
    guard jobs > 0 else { throw ValidationError("--jobs must be 1 or more") }
    for name in cases where name != "all" && FaultCase(rawValue: name) == nil {
      throw ValidationError(
        "\(name) is no case; give one of: all, "
          + FaultCase.allCases.map(\.rawValue).joined(separator: ", "))
    }
  }

  func run() throws {
    let bench = try options.bench()
    defer { bench.remove() }
    let chosen =
      cases.contains("all") ? FaultCase.allCases : cases.compactMap(FaultCase.init(rawValue:))
    let outcomes =
      chosen.count == 1
      ? chosen[0].run(on: bench) : try SideBySide(bench, jobs: jobs).run(chosen)
    bench.endProgress()
    print(json ? try outcomes.map { try $0.json }.joined(separator: "\n") : Outcome.table(outcomes))
    if outcomes.contains(where: { !$0.passes }) { throw ExitCode(1) }
  }
}

/// How much is tried, and with what.
struct FaultOptions: ParsableArguments {
  @Flag(help: "A slice of each case.")
  var quick = false

  @Option(help: "Tries of each case.")
  var runs: Int?

  @Option(help: "Seed of all that is left to chance.")
  var seed: UInt64 = 20_200_630

  @Option(help: "The phuctra to try (else the one beside this program).")
  var phuctra: String?

  func bench() throws -> FaultBench {
    try FaultBench(isQuick: quick, runs: runs, seed: seed, phuctra: phuctra)
  }

  /// The options for a process of the suite's own that works as `bench` does.
  static func arguments(of bench: FaultBench) -> [String] {
    (bench.isQuick ? ["--quick"] : []) + (bench.runs.map { ["--runs", "\($0)"] } ?? [])
      + ["--seed", "\(bench.seed)", "--phuctra", bench.phuctra]
  }
}
