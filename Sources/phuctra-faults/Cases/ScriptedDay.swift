import Foundation
import Glibc

/// A day's work (a list, 200 inspections, 20 minutes, three withdrawals, photos) that is killed or
/// loses power at random, again and again, and goes on each time.
struct ScriptedDay {
  private let bench: FaultBench
  private let script: SessionScript
  private let points: Int

  init(_ bench: FaultBench) {
    self.bench = bench
    points = bench.isQuick ? 40 : 200
    script = SessionScript(points: points)
  }

  func run() throws -> [Outcome] {
    var random = SeededGenerator(seed: bench.seed)
    let tries = bench.tries(quick: 10, long: 1000)
    let cuts = "day: power cut at random"
    let kills = try killed("day: killed at random", tries / 2, &random)
    if let obstacle = Strace.obstacle(in: bench.folder) {
      return [kills, .skipping(cuts, because: obstacle)]
    }
    return [kills, try cut(cuts, tries - tries / 2, &random)]
  }

  private func newDay(_ path: String) throws -> SessionFolder {
    var folder = try SessionFolder(bench, path, points: points)
    folder.isMirrored = true
    return folder
  }

  /// Days that are killed every few commits, until they end.
  private func killed(
    _ name: String, _ tries: Int, _ random: inout SeededGenerator
  ) throws -> Outcome {
    var outcome = Outcome(name)
    while outcome.tries < tries {
      try bench.withFolder { path in
        let folder = try newDay(path)
        var expected = Acknowledged()
        var hasEnded = false
        while !hasEnded, outcome.tries < tries {
          let end = try killedAtRandom(folder, &random)
          expected.take(end.output)
          hasEnded = end.status == 0
          if !hasEnded, end.status != 128 + SIGKILL { outcome.fail(end.errors) }
          outcome.take(
            HomeCheck.finding(folder.home, expected: expected, script: script),
            "killed after \(expected.hashes.count) entries")
          bench.progress(name, outcome.tries, of: tries)
        }
        if hasEnded, Int64(expected.hashes.count) != script.entries {
          // An entry may be durable and its acknowledgement lost with the process, never more.
          let unheard = script.entries - Int64(expected.hashes.count)
          if unheard > Int64(outcome.tries) * 2 { outcome.fail("\(unheard) entries unheard of") }
        }
      }
    }
    return outcome
  }

  /// Starts the day again where it stands and kills it after some milliseconds at work.
  private func killedAtRandom(
    _ folder: SessionFolder, _ random: inout SeededGenerator
  ) throws -> ChildProcess.End {
    let child = try folder.start(folder.command)
    // Every third within the start itself, the others once the first entries are through.
    if Int.random(in: 0..<3, using: &random) > 0 { _ = child.waits(for: "ack ") }
    usleep(UInt32.random(in: 0...60_000, using: &random))
    child.kill()
    return child.wait()
  }

  /// Recorded days whose power is cut at random; each goes on from what the disk held.
  private func cut(
    _ name: String, _ tries: Int, _ random: inout SeededGenerator
  ) throws -> Outcome {
    var outcome = Outcome(name)
    while outcome.tries < tries {
      try bench.withFolder { path in
        let folder = try newDay(path)
        let kill = Strace.Injection(
          call: "pwrite64", effect: "signal=KILL",
          occurrence: Int.random(in: 1...3000, using: &random))
        let recording = try Recording(folder, kills: [kill])
        let share = min(tries - outcome.tries, bench.isQuick ? 5 : 100)
        var images = SeededGenerator(seed: random.next())
        try Replay(recording: recording).run(images: share, &images) { expected, words in
          var expected = expected
          outcome.take(
            HomeCheck.finding(folder.home, expected: expected, script: script), words)
          bench.progress(name, outcome.tries, of: tries)
          // Every third goes on with its work from there and is looked at again.
          guard outcome.tries % 3 == 0 else { return }
          expected.take(try killedAtRandom(folder, &random).output)
          let after = HomeCheck.finding(folder.home, expected: expected, script: script)
          if after.lost > 0 || after.failure != nil {
            outcome.fail("\(words), then resumed: \(after.lost) lost, \(after.failure ?? "")")
          }
        }
      }
    }
    return outcome
  }
}
