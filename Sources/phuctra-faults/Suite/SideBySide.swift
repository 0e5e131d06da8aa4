import Foundation
import Glibc

/// Runs several cases at once, each as a process of this program's own.
struct SideBySide {
  private let bench: FaultBench
  private let jobs: Int

  init(_ bench: FaultBench, jobs: Int) {
    self.bench = bench
    self.jobs = jobs
  }

  /// The outcomes of all cases, in their order.
  /// - Throws: `FaultError` where a process cannot be started.
  func run(_ cases: [FaultCase]) throws -> [Outcome] {
    var outcomes = [[Outcome]](repeating: [], count: cases.count)
    var running: [(number: Int, child: ChildProcess, since: Date)] = []
    var next = 0
    while next < cases.count || !running.isEmpty {
      while next < cases.count, running.count < jobs {
        running.append((next, try start(cases[next]), Date()))
        next += 1
      }
      usleep(20_000)
      for (number, child, since) in running where child.hasEnded {
        outcomes[number] = self.outcomes(cases[number], child.wait())
        let seconds = Int(Date().timeIntervalSince(since))
        let tries = outcomes[number].reduce(0) { $0 + $1.tries }
        Output.write("\(cases[number].rawValue): \(tries) tries, \(seconds) s\n", to: 2)
      }
      running.removeAll { $0.child.hasEnded }
    }
    return outcomes.flatMap { $0 }
  }

  private func start(_ each: FaultCase) throws -> ChildProcess {
    try ChildProcess(
      [bench.ownPath, "run", each.rawValue, "--json"] + FaultOptions.arguments(of: bench),
      in: bench.folder)
  }

  private func outcomes(_ each: FaultCase, _ end: ChildProcess.End) -> [Outcome] {
    let rows = end.output.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Outcome.self, from: Data($0.utf8))
    }
    guard rows.isEmpty || end.status > 1 else { return rows }
    var outcome = Outcome(each.rawValue)
    outcome.fail("ended with \(end.status): \(end.errors)")
    return rows + [outcome]
  }
}
