import ArgumentParser
import Glibc

/// A supervisor's queue: how soon it is there, and how soon it follows what is typed into the filter.
struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The queue of 20,000 corrections: start to queue, filtering as one types, memory.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Corrections that wait.")
  var corrections = 20_000

  @Option(help: "Starts of the program.")
  var runs = 11

  func run() throws {
    try options.run { try Review.measure($0, corrections: corrections, runs: runs) }
  }

  /// - Throws: `BenchError` where a screen does not come.
  static func measure(
    _ workbench: Workbench, corrections: Int, runs: Int
  ) throws -> [Figure] {
    let home = "\(workbench.folder)/supervisor"
    // One point in fifty of a sample has three rates; they are corrected like the others.
    try workbench.importing(
      workbench.list(.points(corrections), named: "supervisor.csv"), into: home)
    try SupervisorHome.fill(home, corrections: corrections)
    let command = [workbench.phuctra, "review", "--home", home, "--lang", "vi"]
    var opening = Samples()
    for run in -2..<runs {
      let session = try TerminalSession(command, environment: workbench.environment)
      let time = try session.time(until: ["H07-", "Trợ giúp"])
      session.leave("q")
      if run >= 0 { opening.add(time) }
    }
    return [
      Figure(
        name: "queue of \(text(corrections)), start to queue",
        value: "\(text(opening.median)) ms (p95 \(text(opening.percentile(95))))",
        mark: "≤ 150 ms", passes: opening.median <= 150)
    ] + (try typing(command, workbench))
  }

  /// Words are typed into the filter and taken back, a key at a time.
  private static func typing(_ command: [String], _ workbench: Workbench) throws -> [Figure] {
    let session = try TerminalSession(command, environment: workbench.environment)
    _ = try session.time(until: ["H07-", "Trợ giúp"])
    session.silence(milliseconds: 300)
    _ = try session.press(Array("/".utf8))
    session.silence(milliseconds: 100)
    var echoes = Samples()
    for word in ["tan thanh", "khuong viet", "19 q00", "lũy bán", "1400001"] {
      for character in word {
        echoes.add(try session.press(Array(String(character).utf8)).delay)
      }
      for _ in word.dropFirst() { echoes.add(try session.press([0x7F]).delay) }
      _ = try session.press([0x7F])
    }
    let memory = Double(try ProcessFacts(pid: session.child.pid).peakMemory()) / 1_048_576
    session.leave("\u{1B}q")
    return [
      Figure(
        name: "  filtering as one types",
        value: "p50/95/99 \(text(echoes.percentile(50))) / \(text(echoes.percentile(95))) / "
          + "\(text(echoes.percentile(99))) ms",
        mark: "p95 ≤ 16 ms", passes: echoes.percentile(95) <= 16),
      Figure(
        name: "  memory", value: "\(text(memory, 1)) MB peak resident", mark: "≤ 64 MB",
        passes: memory <= 64),
    ]
  }
}
