import Glibc

/// Time by a clock that only goes forward.
struct Stopwatch {
  private let start = Stopwatch.now()

  /// Milliseconds since it was made.
  var milliseconds: Double { Double(Stopwatch.now() - start) / 1_000_000 }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// What a piece of work took, in milliseconds.
  static func time(_ work: () throws -> Void) rethrows -> Double {
    let watch = Stopwatch()
    try work()
    return watch.milliseconds
  }
}
