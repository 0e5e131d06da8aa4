/// The power cuts against a journal that commits without syncs: they have to cost entries, or they
/// would prove nothing about one that syncs.
struct Control {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run() throws -> [Outcome] {
    let name = "control (no syncs)"
    if let obstacle = Strace.obstacle(in: bench.folder) {
      return [.skipping(name, because: obstacle)]
    }
    var outcome = Outcome(name)
    outcome.mustLose = true
    var random = SeededGenerator(seed: bench.seed)
    let images = bench.tries(quick: 25, long: 1000)
    try bench.withFolder { path in
      var folder = try SessionFolder(bench, path, points: 12)
      folder.isUnsynced = true
      let recording = try Recording(folder)
      try Replay(recording: recording).run(images: images, &random) { expected, words in
        // What is left has to be sound all the same: only the end may be missing.
        outcome.take(HomeCheck.finding(folder.home, expected: expected), words)
        bench.progress(name, outcome.tries, of: images)
      }
    }
    return [outcome]
  }
}
