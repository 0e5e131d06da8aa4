import Journal

/// Clocks that jump: the order of the entries stays, and each that the clock puts before its
/// predecessor is marked.
struct ClockJumps {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  func run() throws -> [Outcome] {
    var outcome = Outcome(FaultCase.clock.rawValue)
    var random = SeededGenerator(seed: bench.seed)
    for _ in 0..<bench.tries(quick: 2, long: 20) {
      let clocks = [SessionClock.steady] + SessionClock.allCases.shuffled(using: &random)
      try bench.withFolder { path in
        var folder = try SessionFolder(bench, path, points: 40)
        var expected = Acknowledged()
        for (number, clock) in clocks.enumerated() {
          folder.clock = clock
          let until = (number + 1) * 8
          expected.take(try folder.run(folder.command + ["--until", "\(until)"]).output)
        }
        let words = clocks.map(\.rawValue).joined(separator: ", ")
        outcome.take(HomeCheck.finding(folder.home, expected: expected), words)
        if let wrong = try wrongMark(folder.home, entries: expected.hashes.count) {
          outcome.fail("\(words): \(wrong)")
        }
      }
    }
    return [outcome]
  }

  /// The first entry out of order or with the wrong mark; nil where all are right.
  private func wrongMark(_ home: String, entries: Int) throws -> String? {
    let journal = try Journal.open(
      Home(path: home), context: SessionClock.steady.context(ClockLooks()),
      source: SessionListSource())
    defer { try? journal.close() }
    var wrong: String?
    var due: Int64 = 1
    var before = ""
    var marked = 0
    try journal.eachEntry { entry in
      guard let stamp = entry.body?.stamp else { return }
      // All times have one form and one offset, so they compare as texts.
      let isBackwards = stamp.time < before
      if entry.sequence != due || (stamp.clock == .backwards) != isBackwards {
        wrong = wrong ?? "entry \(entry.sequence) of \(stamp.time) is marked \(stamp.clock)"
      }
      if isBackwards { marked += 1 }
      before = stamp.time
      due += 1
    }
    if due - 1 < entries { wrong = wrong ?? "only \(due - 1) of \(entries) entries" }
    return wrong ?? (marked == 0 ? "no clock ran backwards" : nil)
  }
}
