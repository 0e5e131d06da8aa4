/// Two processes on one home: the second is told who has it, and neither harms the other.
struct TwoProcesses {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run() throws -> [Outcome] {
    var outcome = Outcome(FaultCase.twoProcesses.rawValue)
    for _ in 0..<bench.tries(quick: 2, long: 40) {
      try bench.withFolder { path in
        let folder = try SessionFolder(bench, path, points: 12)
        var expected = Acknowledged()
        expected.take(try together(folder, &outcome))
        expected.take(try whileHeld(folder, &outcome))
        outcome.take(
          HomeCheck.finding(
            folder.home, expected: expected, script: SessionScript(points: folder.points),
            goesOn: true), "two processes")
      }
    }
    return [outcome]
  }

  /// Both start at once, on a home that is not there yet: each has it alone or is refused.
  private func together(_ folder: SessionFolder, _ outcome: inout Outcome) throws -> String {
    let children = try (0..<2).map { _ in try folder.start(folder.command + ["--until", "9"]) }
    let ends = children.map { $0.wait() }
    for end in ends where end.status != 0 && end.status != 75 {
      outcome.fail("one of two ended with \(end.status): \(end.errors)")
    }
    return ends.map(\.output).joined()
  }

  /// The second comes while the first is at work.
  private func whileHeld(_ folder: SessionFolder, _ outcome: inout Outcome) throws -> String {
    let holder = try folder.start(folder.command + ["--lingering"])
    guard holder.waits(for: "waiting") else {
      throw FaultError("a session ended early: \(holder.wait().errors)")
    }
    let commands = [
      [bench.phuctra, "journal", "list", "--home", folder.home],
      [bench.phuctra, "worklist", "import", "\(folder.path)/list.csv", "--home", folder.home],
      folder.command,
    ]
    for command in commands {
      let end = try folder.run(command)
      if end.status != 75 || !end.errors.contains("\(holder.pid)") || !end.output.isEmpty {
        outcome.fail(
          "the second was not told of process \(holder.pid): \(end.status) \(end.errors)")
      }
    }
    return holder.wait().output
  }
}
