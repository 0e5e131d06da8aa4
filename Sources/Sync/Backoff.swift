/// How long to wait before trying a hub again that did not answer: twice as long after each failure
/// up to a bound, and never all devices at the same moment.
///
/// A crew's handhelds lose the network together and find it together; without the random half they
/// would all knock at once.
package struct Backoff: Hashable, Sendable {
  /// The wait after the first failure, and the longest, in milliseconds.
  package let base: Int64
  package let longest: Int64
  /// Failures since the last success.
  package private(set) var failures = 0

  package init(base: Int64 = 30_000, longest: Int64 = 30 * 60_000) {
    self.base = max(1, base)
    self.longest = max(self.base, longest)
  }

  /// Notes a failure: milliseconds to wait before the next attempt, between half and all of
  /// `base` × 2^(failures before), that bounded by `longest`.
  package mutating func failed(using random: inout some RandomNumberGenerator) -> Int64 {
    let doublings = min(failures, 62)
    failures += 1
    let (doubled, overflow) = base.multipliedReportingOverflow(by: 1 << doublings)
    let full = overflow ? longest : min(doubled, longest)
    return Int64.random(in: (full - full / 2)...full, using: &random)
  }

  /// Notes a success: the next failure waits the shortest time again.
  package mutating func succeeded() {
    failures = 0
  }
}
