import ArgumentParser

/// From the start of the program to the first complete screen.
struct FirstScreen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start to first screen, against a probe that links the same libraries.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Points of the route (2000 or any; both 2000 and 374260 where not given).")
  var points: Int?

  @Option(help: "Runs of each, alternately.")
  var runs = 21

  func run() throws {
    try options.run { workbench in
      try (points.map { [$0] } ?? [2000, cityPoints]).map {
        try FirstScreen.measure(workbench, points: $0, runs: runs)
      }
    }
  }

  /// - Throws: `BenchError` where a screen does not come.
  static func measure(_ workbench: Workbench, points: Int, runs: Int) throws -> Figure {
    let home = try workbench.home(points: points)
    let probed = "\(workbench.folder)/probe.sqlite"
    try workbench.run(["sqlite3", probed, "CREATE TABLE IF NOT EXISTS t(x)"])
    var ours = Samples()
    var probe = Samples()
    for run in -2..<runs {
      let screen = try start(
        [workbench.phuctra, "--home", home, "--lang", "vi"], workbench,
        until: [SampleBook.firstSerial, "Trợ giúp"])
      let floor = try start(
        [workbench.ownPath, "probe", probed], workbench, until: [Probe.greeting])
      // The first two runs bring programs and files into the page cache.
      guard run >= 0 else { continue }
      ours.add(screen)
      probe.add(floor)
    }
    let ratio = ours.median / probe.median
    let isRoute = points <= 2000
    return Figure(
      name: "first screen, \(text(points)) points",
      value: "\(text(ours.median)) ms (p95 \(text(ours.percentile(95))))",
      peer: "\(text(ratio)) × probe's \(text(probe.median)) ms",
      mark: isRoute ? "≤ 25 ms or 1.3 × probe, the larger" : "≤ 60 ms",
      passes: ours.median <= (isRoute ? max(25, 1.3 * probe.median) : 60))
  }

  private static func start(
    _ command: [String], _ workbench: Workbench, until texts: [String]
  ) throws -> Double {
    let session = try TerminalSession(command, environment: workbench.environment)
    defer { session.leave("q") }
    return try session.time(until: texts)
  }
}

/// Customers that EVNHCMC re-inspected in June 2020: the largest list there has been.
let cityPoints = 374_260
