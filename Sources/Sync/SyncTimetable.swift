/// When a device that is left to itself tries its hub: soon after something was saved, later and
/// later while the hub does not answer, and never while nothing waits.
///
/// All times are milliseconds of one clock that only goes forward. The value asks for nothing: whoever
/// holds it arms one timer for `due` and none where that is nil.
package struct SyncTimetable: Hashable, Sendable {
  /// Milliseconds after a save before it is sent: the next meter of the same box comes with it.
  package static let settling: Int64 = 20_000
  /// What was saved first waits no longer than this while saves go on.
  package static let patience: Int64 = 120_000

  /// When the next attempt is due; nil while nothing waits, one runs, or a person has to act first.
  package private(set) var due: Int64?
  private var backoff: Backoff
  /// When the first of what waits was saved.
  private var waitingSince: Int64?
  private var isRunning = false
  /// The end of the wait after a failure.
  private var notBefore: Int64?
  /// The hub has refused in a way that no later attempt mends by itself.
  private var isStopped = false

  package init(backoff: Backoff = Backoff()) {
    self.backoff = backoff
  }

  /// How an attempt ended.
  package enum Outcome: Hashable, Sendable {
    /// The hub has answered; `isWaiting` where something is left, saved meanwhile.
    case done(isWaiting: Bool)
    /// No answer, or none that counts: the next attempt may do.
    case failed
    /// The hub has refused for good: frozen, revoked, not enrolled. A person has to act.
    case stopped
  }

  /// Something was saved, or waits since an earlier start. While a wait after a failure lasts, a save
  /// does not shorten it: a dead network costs no battery however much is keyed.
  package mutating func saved(at now: Int64) {
    let first = waitingSince ?? now
    waitingSince = first
    guard !isRunning, !isStopped else { return }
    let settled = min(now + SyncTimetable.settling, first + SyncTimetable.patience)
    due = max(settled, notBefore ?? settled)
  }

  /// An attempt begins, by itself or because a person asked.
  package mutating func began() {
    isRunning = true
    isStopped = false
    due = nil
    waitingSince = nil
  }

  /// An attempt has ended. `isWaiting` in a failure is taken for granted.
  package mutating func ended(
    _ outcome: Outcome, at now: Int64, using random: inout some RandomNumberGenerator
  ) {
    isRunning = false
    notBefore = nil
    switch outcome {
    case .done(let isWaiting):
      backoff.succeeded()
      if isWaiting || waitingSince != nil { saved(at: now) }
    case .failed:
      let wait = backoff.failed(using: &random)
      waitingSince = waitingSince ?? now
      notBefore = now + wait
      due = now + wait
    case .stopped:
      isStopped = true
      due = nil
    }
  }
}
