import Glibc

/// SIGKILL at every write and at every sync of a recording session, from the home's making on.
struct KillAtWrite {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  /// Writes come first: they are the most.
  private static let calls = [
    "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "rename", "unlink", "mkdir",
  ]

  func run() throws -> [Outcome] {
    let names = ["kill-at-write: journal", "kill-at-write: phuctra inspect"]
    if let obstacle = Strace.obstacle(in: bench.folder) {
      return names.map { .skipping($0, because: obstacle) }
    }
    return [try journal(names[0]), try product(names[1])]
  }

  /// Kills sessions of the suite's own, with a second copy beside the home.
  private func journal(_ name: String) throws -> Outcome {
    try bench.withFolder { path in
      var folder = try SessionFolder(bench, path, points: 8)
      folder.isMirrored = true
      let script = SessionScript(points: folder.points)
      return try kill(name, folder.command, in: folder) { end, circumstance, outcome in
        var expected = Acknowledged()
        expected.take(end.output)
        outcome.take(
          HomeCheck.finding(
            folder.home, expected: expected, script: script, goesOn: true), circumstance)
      }
    }
  }

  /// Kills `phuctra inspect`, which prints a line for each meter once its inspection is durable.
  private func product(_ name: String) throws -> Outcome {
    try bench.withFolder { path in
      let folder = try SessionFolder(bench, path, points: bench.isQuick ? 20 : 230)
      let product = try Product(bench, folder)
      return try kill(name, product.inspecting, in: folder, prepare: product.prepare) {
        end, circumstance, outcome in
        outcome.take(try product.finding(after: end.output), circumstance)
      }
    }
  }

  /// Runs `command` again and again, each time killed at a later call, until it ends by itself.
  private func kill(
    _ name: String, _ command: [String], in folder: SessionFolder,
    prepare: () throws -> Void = {},
    look: (ChildProcess.End, String, inout Outcome) throws -> Void
  ) throws -> Outcome {
    var outcome = Outcome(name)
    var random = SeededGenerator(seed: bench.seed)
    // A slice takes calls here and there; at length it is every one.
    let share = (bench.runs ?? (bench.isQuick ? 16 : .max)) / KillAtWrite.calls.count
    let isSlice = bench.isQuick || bench.runs != nil
    for call in KillAtWrite.calls {
      var occurrence = isSlice ? Int.random(in: 1...3, using: &random) : 1
      for _ in 0..<max(1, share) {
        try folder.clear()
        try prepare()
        let fault = Strace.Injection(call: call, effect: "signal=KILL", occurrence: occurrence)
        let end = try folder.run(Strace.injecting(fault, into: command))
        // It was not killed: it makes no more such calls.
        if end.status == 0 { break }
        let words = "killed at \(call) \(occurrence)"
        if end.status != 128 + SIGKILL { outcome.fail("\(words): \(end.status) \(end.errors)") }
        try look(end, words, &outcome)
        bench.progress(name, outcome.tries, of: outcome.tries)
        occurrence += isSlice ? Int.random(in: 1...40, using: &random) : 1
      }
    }
    return outcome
  }
}
