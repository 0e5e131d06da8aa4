import ArgumentParser
import Glibc

/// From a key to the first byte back, and what the program costs between keys.
struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Key to first byte against vim; bytes a key; memory; wake-ups.")

  @OptionGroup var options: BenchOptions

  @Option(help: "Points of the route.")
  var points = cityPoints

  @Option(help: "Keys in the worklist, and as many in the reading screen.")
  var keys = 600

  func run() throws {
    try options.run { try Keys.measure($0, points: points, keys: keys) }
  }

  private static let down: [UInt8] = Array("\u{1B}OB".utf8)
  private static let up: [UInt8] = Array("\u{1B}OA".utf8)

  /// - Throws: `BenchError` where a key has no echo.
  static func measure(_ workbench: Workbench, points: Int, keys: Int) throws -> [Figure] {
    let ours = try TerminalSession(
      [workbench.phuctra, "--home", try workbench.home(points: points), "--lang", "vi"],
      environment: workbench.environment)
    _ = try ours.time(until: [SampleBook.firstSerial, "Trợ giúp"])
    let vim = try TerminalSession(
      ["vim", "--clean", "-n", "\(workbench.folder)/points-\(points).csv"],
      environment: workbench.environment)
    _ = try vim.time(until: ["MA_NVGCS"])
    ours.silence(milliseconds: 200)
    vim.silence(milliseconds: 500)

    // Two keys down for one up: pages have to be fetched on the way.
    let moves = (0..<keys).map { $0 % 3 == 2 ? up : down }
    let worklist = try Phase(keys: moves, ours, vim, peerKeys: moves)
    _ = try ours.press([0x0D])
    ours.silence(milliseconds: 200)
    // A dial of five digits and a tenth is keyed and taken back, over and over.
    let dial = Array("013074".utf8).map { [$0] } + Array(repeating: [UInt8(0x7F)], count: 6)
    let digits = (0..<keys).map { dial[$0 % dial.count] }
    let reading = try Phase(keys: digits, ours, vim, peerKeys: moves)
    let idle = try idleFigures(ours, points: points)
    ours.leave("\u{1B}q")
    vim.leave("\u{1B}:q!\r")
    return worklist.figures("worklist ▲▼, \(text(points)) points")
      + reading.figures("reading digits, \(text(points)) points") + idle
  }

  private static func idleFigures(_ ours: TerminalSession, points: Int) throws -> [Figure] {
    let facts = ProcessFacts(pid: ours.child.pid)
    let memory = Double(try facts.peakMemory()) / 1_048_576
    ours.silence(milliseconds: 1000)
    let before = try facts.contextSwitches()
    sleep(3)
    let switches = try facts.contextSwitches() - before
    return [
      Figure(
        name: "memory, \(text(points)) points", value: "\(text(memory, 1)) MB peak resident",
        mark: "≤ 32 MB", passes: memory <= 32),
      Figure(
        name: "idle", value: "\(switches) wake-ups in 3 s", mark: "0", passes: switches == 0),
    ]
  }
}

/// The echoes of a row of keys, phuctra's and vim's, key by key in turn.
private struct Phase {
  private var ours = Samples()
  private var bytes = Samples()
  private var peer = Samples()

  init(
    keys: [[UInt8]], _ session: TerminalSession, _ vim: TerminalSession, peerKeys: [[UInt8]]
  ) throws {
    for (key, peerKey) in zip(keys, peerKeys) {
      let echo = try session.press(key)
      ours.add(echo.delay)
      bytes.add(Double(echo.bytes))
      peer.add(try vim.press(peerKey).delay)
    }
  }

  func figures(_ name: String) -> [Figure] {
    let ranks: [Double] = [50, 95, 99]
    func list(_ samples: Samples) -> String {
      ranks.map { text(samples.percentile($0)) }.joined(separator: " / ")
    }
    let ratio = ours.percentile(95) / peer.percentile(95)
    return [
      Figure(
        name: name, value: "p50/95/99 \(list(ours)) ms",
        peer: "p95 \(text(ratio)) × vim's \(list(peer))", mark: "p95 ≤ 1.5 × vim's",
        passes: ratio <= 1.5),
      Figure(
        name: "  slowest",
        value: "p99 \(text(ours.percentile(99))) ms, most \(text(ours.greatest))",
        mark: "p99 ≤ 5 ms", passes: ours.percentile(99) <= 5),
      Figure(
        name: "  bytes", value: "\(text(bytes.mean, 0)) a key, most \(text(bytes.greatest, 0))",
        mark: "≤ 400 a key", passes: bytes.mean <= 400),
    ]
  }
}
