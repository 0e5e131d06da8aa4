import Foundation

/// A disk of one mebibyte that fills up and is freed: work goes on where it stopped.
struct FullDisk {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run(in path: String) throws -> Outcome {
    var outcome = Outcome(FaultCase.fullDisk.rawValue)
    var random = SeededGenerator(seed: bench.seed)
    let tries = bench.tries(quick: 2, long: 40)
    while outcome.tries < tries {
      try bench.withFolder { path in
        var folder = try SessionFolder(bench, path, points: 60)
        folder.isUnreserved = true
        let mounted = try MountedFolder(folder.disk, size: "1m", in: path)
        try withExtendedLifetime(mounted) { try fill(folder, &outcome, &random) }
      }
      bench.progress(outcome.name, outcome.tries, of: tries)
    }
    return outcome
  }

  /// One day on one small disk: as often as it fills up, something is removed and work resumed.
  private func fill(
    _ folder: SessionFolder, _ outcome: inout Outcome, _ random: inout SeededGenerator
  ) throws {
    let filler = "\(folder.disk)/filler"
    let script = SessionScript(points: folder.points)
    var expected = Acknowledged()
    var idle = 0
    for round in 1...40 {
      let size = Int.random(in: 300...900, using: &random) << 10
      try? Data(count: size).write(to: URL(fileURLWithPath: filler))
      let starved = try folder.run(folder.command)
      expected.take(starved.output)
      if starved.status == 0 { break }
      if starved.isCrash || starved.errors.isEmpty {
        outcome.fail("round \(round): ended with \(starved.status), said “\(starved.errors)”")
      }
      try browse(folder, expected, &outcome)
      try? FileManager.default.removeItem(atPath: filler)
      outcome.take(
        HomeCheck.finding(folder.home, expected: expected, script: script), "round \(round)")
      let before = expected.hashes.count
      let freed = try folder.run(folder.command + ["--until", "\(before + 3)"])
      expected.take(freed.output)
      idle = expected.hashes.count == before ? idle + 1 : 0
      if idle > 1 {
        outcome.fail("round \(round): does not resume on a freed disk: \(freed.errors)")
        return
      }
    }
    outcome.take(
      HomeCheck.finding(folder.home, expected: expected, script: script), "the day's end")
  }

  /// What is there can be read while the disk is full.
  private func browse(
    _ folder: SessionFolder, _ expected: Acknowledged, _ outcome: inout Outcome
  ) throws {
    guard !expected.hashes.isEmpty else { return }
    let list = try folder.run([
      bench.phuctra, "journal", "list", "--json", "--home", folder.home,
    ])
    let shown = list.output.split(separator: "\n").count
    if list.status != 0 || shown < expected.hashes.count {
      outcome.fail(
        "full disk: \(shown) of \(expected.hashes.count) entries listed: \(list.errors)")
    }
  }
}
