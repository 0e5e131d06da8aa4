/// The power cut after every operation of recorded runs: what was acknowledged is on the disk.
struct PowerCut {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  /// A run of the suite's sessions on one home.
  private struct Plan {
    var points: Int
    /// Ends of sessions before the last one.
    var kills: [Strace.Injection] = []
    var isMirrored = true
  }

  func run() throws -> [Outcome] {
    let name = "power-cut"
    if let obstacle = Strace.obstacle(in: bench.folder) {
      return [.skipping(name, because: obstacle)]
    }
    var outcome = Outcome(name)
    var random = SeededGenerator(seed: bench.seed)
    let images = bench.tries(quick: 100, long: 10_500)
    let plans = plans(&random)
    for (number, plan) in plans.enumerated() {
      try bench.withFolder { path in
        var folder = try SessionFolder(bench, path, points: plan.points)
        folder.isMirrored = plan.isMirrored
        let recording = try Recording(folder, kills: plan.kills)
        let script = SessionScript(points: plan.points)
        let share = (images - outcome.tries) / (plans.count - number)
        try Replay(recording: recording).run(images: share, &random) { expected, words in
          outcome.take(
            HomeCheck.finding(
              folder.home, expected: expected, script: script,
              goesOn: outcome.tries % 4 == 0),
            "\(plan.points) points, \(words)")
          bench.progress(name, outcome.tries, of: images)
        }
      }
    }
    return [outcome]
  }

  /// Short runs from the making of the home on, runs that were killed before, and one that is long
  /// enough for the log to be taken into the database and begun anew.
  private func plans(_ random: inout SeededGenerator) -> [Plan] {
    if bench.isQuick {
      return [
        Plan(points: 4, kills: [kill("pwrite64", 60)]),
        Plan(points: 6, kills: [kill("fsync", 1)], isMirrored: false),
      ]
    }
    let calls = [("fsync", 12), ("pwrite64", 200), ("rename", 6), ("fdatasync", 30), ("mkdir", 3)]
    let kills = calls.map { call, most in
      (0..<2).map { _ in kill(call, Int.random(in: 1...most, using: &random)) }
    }
    // Whatever a killed process had made and not synced must be made durable by the next.
    let early = (1...8).map { Plan(points: 6, kills: [kill("fsync", $0)], isMirrored: false) }
    return early + [Plan(points: 16), Plan(points: 16, isMirrored: false)]
      + kills.map { Plan(points: 20, kills: $0) }
      + [
        Plan(points: 150), Plan(points: 150, kills: [kill("pwrite64", 900)], isMirrored: false),
      ]
  }

  private func kill(_ call: String, _ occurrence: Int) -> Strace.Injection {
    Strace.Injection(call: call, effect: "signal=KILL", occurrence: occurrence)
  }
}
