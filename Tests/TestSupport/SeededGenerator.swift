/// A random source that repeats itself for the same seed (SplitMix64), so a failure can be replayed.
package struct SeededGenerator: RandomNumberGenerator {
  /// Print this where a test fails.
  package let seed: UInt64
  private var state: UInt64

  package init(seed: UInt64) {
    self.seed = seed
    state = seed
  }

  /// A seed of this run's own, or the one in the environment variable `PHUCTRA_SEED`.
  package static func fresh() -> SeededGenerator {
    let given = Environment.value("PHUCTRA_SEED").flatMap { UInt64($0) }
    return SeededGenerator(seed: given ?? UInt64.random(in: 0...UInt64.max))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
