import Sync
import TestSupport
import Testing

@Suite("The wait after a failure")
struct BackoffTests {
  @Test(
    "doubles from half a minute to half an hour, and lies in the upper half of that",
    arguments: [
      (1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 960), (7, 1800), (8, 1800), (60, 1800),
      (64, 1800), (200, 1800),
    ])
  func doubling(_ failures: Int, _ seconds: Int64) {
    for seed in 0..<200 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      var backoff = Backoff()
      var wait: Int64 = 0
      for _ in 0..<failures { wait = backoff.failed(using: &random) }
      #expect((seconds * 500...seconds * 1000).contains(wait), "seed \(seed)")
      #expect(backoff.failures == failures)
    }
  }

  @Test("differs from device to device")
  func spread() {
    let waits = (0..<100 as Range<UInt64>).map { seed in
      var random = SeededGenerator(seed: seed)
      var backoff = Backoff()
      return backoff.failed(using: &random)
    }
    #expect(Set(waits).count > 90)
  }

  @Test("begins anew after a success")
  func success() {
    var random = SeededGenerator(seed: 1)
    var backoff = Backoff()
    for _ in 0..<9 { _ = backoff.failed(using: &random) }
    backoff.succeeded()
    #expect(backoff.failed(using: &random) <= 30_000)
  }

  @Test(
    "is never negative or longer than the longest, whatever it is made with",
    arguments: [(0, 0), (-5, -9), (1, 0), (.max, .max), (1 << 40, .max), (7, 5)] as [(Int64, Int64)]
  )
  func odd(_ base: Int64, _ longest: Int64) {
    var random = SeededGenerator.fresh()
    var backoff = Backoff(base: base, longest: longest)
    for _ in 0..<100 {
      let wait = backoff.failed(using: &random)
      #expect(wait >= 0 && wait <= backoff.longest, "seed \(random.seed)")
    }
  }
}
