/// Syncs through schedules of clocks, networks, crashes, backups, copies and sticks, and once more with
/// a hub that answers before it keeps: that one has to lose entries, or the schedules would prove
/// nothing about one that keeps first.
struct SyncSchedules {
  private let bench: FaultBench
  /// Things that happen in one schedule.
  private static let events = 120

  init(_ bench: FaultBench) { self.bench = bench }

  func run() -> [Outcome] {
    var control = Outcome("\(FaultCase.sync.rawValue) control (answers early)")
    control.mustLose = true
    var met = Met()
    let row = outcome(
      Outcome(FaultCase.sync.rawValue), bench.tries(quick: 500, long: 100_000), false, &met)
    var unused = Met()
    // A control has shown what it can after a thousand.
    let controls = min(bench.tries(quick: 50, long: 1000), 1000)
    return [finished(row, met), outcome(control, controls, true, &unused)]
  }

  /// What the schedules met with: those that never forked would say nothing of forks.
  private struct Met {
    var forks = 0
    var oldCopies = 0
  }

  private func finished(_ row: Outcome, _ met: Met) -> Outcome {
    var row = row
    if row.tries >= 100, met.forks == 0 || met.oldCopies == 0 {
      row.fail("\(met.forks) forks and \(met.oldCopies) old copies were met; there should be some")
    }
    return row
  }

  private func outcome(
    _ row: Outcome, _ tries: Int, _ answersEarly: Bool, _ met: inout Met
  ) -> Outcome {
    var outcome = row
    for number in 0..<tries {
      let seed = bench.seed &+ UInt64(number)
      do {
        var schedule = try Schedule(seed: seed, answersEarly: answersEarly)
        try schedule.run(events: SyncSchedules.events)
        let finding = try schedule.finding()
        met.forks += schedule.forksFound
        met.oldCopies += schedule.oldCopiesFound
        outcome.take(
          HomeCheck.Finding(lost: finding.lost, failure: answersEarly ? nil : finding.failure),
          "--seed \(seed) --runs 1")
      } catch {
        outcome.tries += 1
        outcome.fail("--seed \(seed) --runs 1: \(error)")
      }
      if number % 100 == 0 { bench.progress(outcome.name, number, of: tries) }
    }
    return outcome
  }
}
