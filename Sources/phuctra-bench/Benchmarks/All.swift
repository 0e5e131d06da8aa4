import ArgumentParser

/// Every benchmark, as one table.
struct All: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Every benchmark, as one table.")

  @OptionGroup var options: BenchOptions

  func run() throws {
    try options.run { workbench in
      var figures = try [2000, cityPoints].map {
        try FirstScreen.measure(workbench, points: $0, runs: 21)
      }
      figures += try Keys.measure(workbench, points: cityPoints, keys: 600)
      figures += try Import.measure(workbench, rows: cityPoints, runs: 7)
      figures += try Append.measure(workbench, runs: 300)
      figures += try Append.measure(workbench, runs: 300, isMirrored: true)
      figures += try Verify.measure(workbench, entries: 100_000, runs: 3)
      figures += try Review.measure(workbench, corrections: 20_000, runs: 11)
      figures += try Diff.measure(seed: workbench.seed, points: 20_000)
      return figures
    }
  }
}
