import Foundation

/// SQLite's files beside the database removed while the home is closed.
struct RemovedLog {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run() throws -> [Outcome] {
    let random = SeededGenerator(seed: bench.seed)
    return [
      try closed(random),
      try killed(random),
    ]
  }

  /// After an orderly end, when there is nothing in them.
  private func closed(_ random: SeededGenerator) throws -> Outcome {
    try tries("removed-log: -wal and -shm of a closed home", random) { folder, until in
      let end = try folder.run(folder.command + ["--until", "\(until)"])
      remove(["-wal", "-shm"], of: folder)
      return end.output
    }
  }

  /// After a kill, when all that was recorded is in the log.
  private func killed(_ random: SeededGenerator) throws -> Outcome {
    try tries("removed-log: -shm of a killed home", random) { folder, until in
      let child = try folder.start(folder.command + ["--until", "\(until)", "--lingering"])
      guard child.waits(for: "waiting") else {
        throw FaultError("a session ended early: \(child.wait().errors)")
      }
      child.kill()
      let end = child.wait()
      remove(["-shm"], of: folder)
      return end.output
    }
  }

  private func tries(
    _ name: String, _ random: SeededGenerator,
    _ record: (SessionFolder, Int) throws -> String
  ) throws -> Outcome {
    var outcome = Outcome(name)
    var random = random
    for _ in 0..<bench.tries(quick: 2, long: 20) {
      try bench.withFolder { path in
        let folder = try SessionFolder(bench, path, points: 30)
        let until = Int.random(in: 1...30, using: &random)
        var expected = Acknowledged()
        expected.take(try record(folder, until))
        outcome.take(
          HomeCheck.finding(
            folder.home, expected: expected, script: SessionScript(points: folder.points),
            goesOn: true), "after \(until) entries")
      }
    }
    return outcome
  }

  private func remove(_ endings: [String], of folder: SessionFolder) {
    for ending in endings {
      try? FileManager.default.removeItem(atPath: "\(folder.home)/journal.sqlite\(ending)")
    }
  }
}
