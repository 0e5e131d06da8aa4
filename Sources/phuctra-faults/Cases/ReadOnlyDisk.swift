import Foundation

/// A disk that turned read-only, as file systems do after an error: what is there can be read, and
/// recording says why it cannot.
struct ReadOnlyDisk {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run(in path: String) throws -> Outcome {
    var outcome = Outcome(FaultCase.readOnly.rawValue)
    let tries = bench.tries(quick: 2, long: 20)
    for number in 0..<tries {
      try bench.withFolder { path in
        var folder = try SessionFolder(bench, path, points: 30)
        folder.isUnreserved = true
        let mounted = try MountedFolder(folder.disk, size: "16m", in: path)
        // Every other home was not closed: all it has is in the log.
        let output = try record(folder, until: 10 + number, isKilled: number % 2 == 0)
        try mounted.remount(readOnly: true)
        try browse(
          folder, entries: output.split(separator: "\n").count { $0.hasPrefix("ack") },
          &outcome)
        try mounted.remount(readOnly: false)
        var expected = Acknowledged()
        expected.take(output)
        outcome.take(
          HomeCheck.finding(folder.home, expected: expected, goesOn: true), "read-only \(number)")
      }
      bench.progress(outcome.name, outcome.tries, of: tries)
    }
    return outcome
  }

  private func record(_ folder: SessionFolder, until: Int, isKilled: Bool) throws -> String {
    let child = try folder.start(
      folder.command + ["--until", "\(until)"] + (isKilled ? ["--lingering"] : []))
    if isKilled {
      guard child.waits(for: "waiting") else {
        throw FaultError("a session ended early: \(child.wait().errors)")
      }
      child.kill()
    }
    return child.wait().output
  }

  private func browse(
    _ folder: SessionFolder, entries: Int, _ outcome: inout Outcome
  ) throws {
    let product = [bench.phuctra, "--home", folder.home, "--lang", "en"]
    let readings = "\(folder.path)/readings.csv"
    try
      "SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA\n\(SessionList.meter(29)),KT,1307.4,2026-06-16T08:00:00\n"
      .write(toFile: readings, atomically: true, encoding: .utf8)
    let list = try folder.run(product + ["journal", "list", "--json"])
    if list.status != 0 || list.output.split(separator: "\n").count != entries {
      outcome.fail("journal list on a read-only disk: \(list.status) \(list.errors)")
    }
    for command in [["minutes", "list"], ["worklist", "list"], ["journal", "verify"]] {
      let end = try folder.run(product + command)
      // The suite's lists are read in its own way, so `verify` may find the tables to differ.
      let isFine = command[1] == "verify" ? end.status <= 1 && !end.isCrash : end.status == 0
      if !isFine {
        outcome.fail("\(command.joined(separator: " ")): \(end.status) \(end.errors)")
      }
    }
    let refused = try folder.run(product + ["inspect", "--readings", readings])
    if refused.status == 0 || refused.isCrash || refused.errors.isEmpty {
      outcome.fail("inspect on a read-only disk: \(refused.status) \(refused.errors)")
    }
  }
}
