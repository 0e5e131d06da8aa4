import Foundation

/// Failing system calls: no commit that failed is acknowledged, the program says what happened, and
/// the home is sound when it is opened again.
struct InputOutputErrors {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  /// Which call fails, and how.
  private static let faults = [
    ("fdatasync", "EIO"), ("fsync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC"),
    ("pread64", "EIO"), ("write", "ENOSPC"),
  ]

  func run() throws -> [Outcome] {
    let names = InputOutputErrors.faults.map { "io-errors: \($0.0) \($0.1)" }
    if let obstacle = Strace.obstacle(in: bench.folder) {
      return names.map { .skipping($0, because: obstacle) }
    }
    return try zip(names, InputOutputErrors.faults).map { name, fault in
      try bench.withFolder { path in
        var outcome = Outcome(name)
        var folder = try SessionFolder(bench, path, points: 6)
        folder.isMirrored = true
        try journal(fault, folder, &outcome)
        if fault.0 != "write" {
          try product(
            fault, try SessionFolder(bench, path, points: bench.isQuick ? 20 : 210), &outcome)
        }
        return outcome
      }
    }
  }

  /// Sessions of the suite's own.
  private func journal(
    _ fault: (call: String, error: String), _ folder: SessionFolder, _ outcome: inout Outcome
  ) throws {
    try each(fault, folder.command, in: folder, tries: bench.isQuick ? 2 : .max, &outcome) {
      end, trace, words, outcome in
      if let early = InputOutputErrors.acknowledgedUnsynced(trace) {
        outcome.fail("\(words): acknowledged after a failed sync: \(early)")
      }
      var expected = Acknowledged()
      expected.take(end.output)
      outcome.take(
        HomeCheck.finding(
          folder.home, expected: expected, script: SessionScript(points: folder.points),
          goesOn: true), words)
    }
  }

  /// `phuctra inspect` in bulk.
  private func product(
    _ fault: (call: String, error: String), _ folder: SessionFolder, _ outcome: inout Outcome
  ) throws {
    let product = try Product(bench, folder)
    try each(
      fault, product.inspecting, in: folder, tries: bench.isQuick ? 1 : 40,
      prepare: product.prepare, &outcome
    ) { end, _, words, outcome in
      outcome.take(try product.finding(after: end.output), words)
    }
  }

  /// Runs `command` with the first call failing, then the second, until there is none to fail.
  private func each(
    _ fault: (call: String, error: String), _ command: [String], in folder: SessionFolder,
    tries limit: Int, prepare: () throws -> Void = {}, _ outcome: inout Outcome,
    look: (ChildProcess.End, String, String, inout Outcome) throws -> Void
  ) throws {
    var random = SeededGenerator(seed: bench.seed)
    let trace = "\(folder.path)/trace"
    var occurrence = 1
    for _ in 0..<min(limit, bench.runs ?? .max) {
      try folder.clear()
      try prepare()
      let injection = Strace.Injection(
        call: fault.call, effect: "error=\(fault.error)", occurrence: occurrence)
      let end = try folder.run(Strace.injecting(injection, into: command, trace: trace))
      let words = "\(fault.error) at \(fault.call) \(occurrence)"
      let calls = try String(contentsOfFile: trace, encoding: .utf8)
      guard calls.contains("(INJECTED)") else { return }
      try look(end, calls, words, &outcome)
      if end.isCrash || end.status != 0 && end.errors.isEmpty {
        outcome.fail("\(words): ended with \(end.status) and said “\(end.errors)”")
      }
      bench.progress(outcome.name, outcome.tries, of: outcome.tries)
      occurrence += limit == .max ? 1 : Int.random(in: 1...9, using: &random)
    }
  }

  /// The first acknowledgement after a sync of the log failed, unless the log was opened anew.
  private static func acknowledgedUnsynced(_ trace: String) -> Substring? {
    var failed = false
    for line in trace.split(separator: "\n") {
      if line.contains("(INJECTED)"), line.contains("sync("), line.contains("journal.sqlite-wal") {
        failed = true
      } else if line.contains("openat("), line.contains("journal.sqlite-wal") {
        failed = false
      } else if failed, line.contains("\"ack ") {
        return line
      }
    }
    return nil
  }
}
