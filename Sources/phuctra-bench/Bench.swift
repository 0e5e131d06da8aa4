import ArgumentParser
import Foundation

/// `phuctra-bench`: holds `phuctra` against its peers, each measured in the same run.
///
/// Every figure that has a mark is a ratio to something measured alternately with it on this very
/// machine, so that a busy or a slow machine moves both. Exit status 1 where a mark is missed.
@main
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phuctra-bench",
    abstract: "Speed and memory of phuctra, against its peers in the same run.",
    discussion: """
      Build both in release first:
        swift build -c release --static-swift-stdlib --product phuctra
        swift build -c release --static-swift-stdlib --product phuctra-bench
      The marks stand in brackets; exit status 1 where one is missed. Needs vim, sqlite3 and openssl \
      for `keys`, `import` and `verify`.
      """,
    subcommands: [
      FirstScreen.self, Keys.self, Import.self, FlagBenchmark.self, Append.self, Verify.self,
      Diff.self, Review.self, ReportBenchmark.self, Ingest.self, All.self,
      Probe.self,
    ])
}

/// The options that go with every benchmark.
struct BenchOptions: ParsableArguments {
  @Option(help: "The phuctra to measure (else the one beside this program).")
  var phuctra: String?

  @Option(help: "Where homes and samples are made: the disk that is measured.")
  var work = "/var/tmp"

  @Option(help: "Seed of the samples.")
  var seed: UInt64 = 20_200_630

  /// Runs a benchmark on a bench that is taken down afterwards, prints its figures, and fails where
  /// a mark was missed.
  func run(_ measure: (Workbench) throws -> [Figure]) throws {
    let workbench = try Workbench(self)
    defer { workbench.remove() }
    let figures = try measure(workbench)
    print(Figure.table(figures))
    if figures.contains(where: { $0.isMissed }) { throw ExitCode(1) }
  }
}

/// What keeps a benchmark from measuring.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
