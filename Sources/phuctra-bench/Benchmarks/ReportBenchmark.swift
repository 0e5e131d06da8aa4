import ArgumentParser

/// The work at a glance and one meter's story on a big home: how long they take, with how much memory.
struct ReportBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report and one meter's story on a home with 20,000 corrections: time and memory.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Corrections that were written.")
  var corrections = 20_000

  @Option(help: "Points of the list.")
  var points = 20_000

  @Option(help: "Reports made.")
  var runs = 7

  func run() throws {
    try options.run {
      try ReportBenchmark.measure($0, corrections: corrections, points: points, runs: runs)
    }
  }

  /// - Throws: `BenchError` where no report comes.
  static func measure(
    _ workbench: Workbench, corrections: Int, points: Int, runs: Int
  ) throws -> [Figure] {
    let home = "\(workbench.folder)/report"
    try workbench.importing(
      workbench.list(.points(max(points, corrections)), named: "report.csv"), into: home)
    try SupervisorHome.fill(home, corrections: corrections)
    let meter = SampleBook.serial(corrections / 2)
    return try figures(
      "report of \(text(corrections)) corrections, \(text(points)) points", ["report"], home,
      workbench, runs)
      + figures("a meter's story among them", ["audit", meter], home, workbench, runs)
  }

  private static func figures(
    _ name: String, _ command: [String], _ home: String, _ workbench: Workbench, _ runs: Int
  ) throws -> [Figure] {
    var times = Samples()
    var memory = 0
    for run in -1..<runs {
      let stopwatch = Stopwatch()
      let end = try workbench.run([workbench.phuctra] + command + ["--json", "--home", home])
      if run >= 0 { times.add(stopwatch.milliseconds) }
      memory = max(memory, end.peakMemory)
    }
    return [
      Figure(
        name: name, value: "\(text(times.median)) ms (p95 \(text(times.percentile(95))))"),
      Figure(name: "  memory", value: "\(text(Double(memory) / 1_048_576, 1)) MB peak resident"),
    ]
  }
}
