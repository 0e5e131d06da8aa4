import Foundation
import Journal

/// SQLite's files beside the database removed while the home is closed.
struct RemovedLog {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run() throws -> [Outcome] {
    let random = SeededGenerator(seed: bench.seed)
    return [
      try closed(random),
      try killed(random),
      try lost(random),
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

  /// The log itself after a kill: its entries are gone and nothing on the device brings them back,
  /// but the program knows, says so, and names the second copy that has them.
  private func lost(_ random: SeededGenerator) throws -> Outcome {
    var outcome = Outcome("removed-log: -wal of a killed home is noticed")
    var random = random
    for _ in 0..<bench.tries(quick: 2, long: 20) {
      try bench.withFolder { path in
        var folder = try SessionFolder(bench, path, points: 30)
        folder.isMirrored = true
        let until = Int.random(in: 2...30, using: &random)
        // Closed in order once: the home knows its second copy without the log.
        _ = try folder.run(folder.command + ["--until", "1"])
        let child = try folder.start(folder.command + ["--until", "\(until)", "--lingering"])
        guard child.waits(for: "waiting") else {
          throw FaultError("a session ended early: \(child.wait().errors)")
        }
        child.kill()
        _ = child.wait()
        remove(["-wal", "-shm"], of: folder)
        outcome.tries += 1
        let journal = try Journal.open(
          Home(path: folder.home), context: SessionClock.steady.context(ClockLooks()),
          source: SessionListSource())
        defer { try? journal.close() }
        if !journal.isLogMissing { outcome.fail("after \(until) entries: nobody says so") }
        if try journal.verify().isSound {
          outcome.fail("after \(until) entries: the second copy has more, and verify is silent")
        }
      }
    }
    return outcome
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
