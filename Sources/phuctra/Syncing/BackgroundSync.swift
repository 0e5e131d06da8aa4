import Dispatch
import Journal
import Metering
import Screens
import Shell
import Sync
import SyncClient
import Synchronization
import Terminal

/// Syncs while the terminal program is open: when a person asks, and by itself when something waits.
///
/// The network has a thread of its own; the journal is used in slices of the worker that also saves,
/// so that a key never waits for a hub. While nothing waits there is no timer and no wake-up.
final class BackgroundSync: Sendable {
  private let office: Office
  private let access: any JournalAccess
  private let clock: SystemClock
  private let queue = DispatchQueue(label: "phuctra.sync")
  private let running = DispatchGroup()
  private let answers = Mutex<[Answer]>([])
  private let state: Mutex<State>

  private struct State {
    /// nil while the device is enrolled with no hub.
    var status: SyncStatus?
    var timetable = SyncTimetable()
    var transport: HTTPTransport?
    var isStopping = false
    /// For when a timer is set.
    var armed: Int64?
  }

  /// - Parameter status: how the device stood with its hub when the program was opened.
  init(_ office: Office, access: any JournalAccess, status: SyncStatus?) {
    self.office = office
    self.access = access
    clock = office.surroundings.clock
    state = Mutex(State(status: status))
    guard let status, status.waitingEntries + status.waitingPhotos > 0, status.standing == .active
    else { return }
    noteSaved()
  }

  /// Something was saved: it is sent once it has settled.
  func noteSaved() {
    let now = clock.monotonic()
    state.withLock { state in
      guard state.status != nil else { return }
      state.timetable.saved(at: now)
    }
    arm()
  }

  /// A person wants to sync now.
  func begin() {
    guard state.withLock({ $0.status != nil && $0.status?.progress == nil }) else { return }
    queue.async(group: running) { self.visit(isAsked: true) }
  }

  /// The answers that have come since the last call.
  func collect() -> [Answer] {
    answers.withLock { answers in
      defer { answers.removeAll() }
      return answers
    }
  }

  /// Ends what runs; nothing begins any more. What the hub has acknowledged is kept.
  func stop() {
    state.withLock { state in
      state.isStopping = true
      state.transport?.cancel()
    }
    _ = running.wait(timeout: .now() + .seconds(5))
  }

  /// Sets one timer for the next attempt that is due; none where none is.
  private func arm() {
    let now = clock.monotonic()
    let wait: Int64? = state.withLock { state in
      guard !state.isStopping, let due = state.timetable.due else { return nil }
      // An earlier timer looks again when it runs out.
      if let armed = state.armed, armed <= due { return nil }
      state.armed = due
      return max(0, due - now)
    }
    guard let wait else { return }
    queue.asyncAfter(deadline: .now() + .milliseconds(Int(wait))) { self.fire() }
  }

  /// A timer has run out; a save since then may have put the attempt off.
  private func fire() {
    let now = clock.monotonic()
    let isDue = state.withLock { state in
      state.armed = nil
      guard let due = state.timetable.due, !state.isStopping else { return false }
      return due <= now
    }
    guard isDue else { return arm() }
    running.enter()
    defer { running.leave() }
    visit(isAsked: false)
  }

  private func visit(isAsked: Bool) {
    TerminalDriver.guardThread()
    let mayBegin = state.withLock { state in
      guard !state.isStopping, state.status != nil else { return false }
      state.timetable.began()
      return true
    }
    guard mayBegin else { return }
    publish { $0.progress = .init(stage: .connecting, sent: 0, total: $0.waitingEntries) }
    let result = visited()
    let ended = clock.local()
    let fresh = try? access.slice { try SyncStatus(office.journal) }
    let isWaiting = fresh.map { $0.waitingEntries > 0 } ?? true
    settle(result.outcome, isWaiting: isWaiting)
    publish { status in
      status.progress = nil
      if let fresh {
        status.waitingEntries = fresh.waitingEntries
        status.waitingPhotos = fresh.waitingPhotos
        status.standing = fresh.standing
      }
      status.last = .init(
        ended: ended, outcome: result.outcome, sentEntries: Int(result.report.sentEntries),
        sentPhotos: result.report.sentPhotos, received: result.report.receipt?.received,
        arrived: result.arrived)
      if !result.arrived.isEmpty { status.arrivals += 1 }
    }
    arm()
  }

  private func visited() -> HubVisit.Result {
    do {
      let journal = office.journal
      guard let enrolment = try access.slice({ try journal.enrolment }) else {
        return HubVisit.Result(
          report: SyncReport(), outcome: .refused, arrived: [], detail: "not enrolled")
      }
      let transport = try HTTPTransport(
        HubAddress(enrolment.address), trust: HubTrust(journal.home).file(given: nil))
      defer { transport.close() }
      let isStopping = state.withLock { state in
        state.transport = transport
        return state.isStopping
      }
      if isStopping { transport.cancel() }
      defer { state.withLock { $0.transport = nil } }
      return try HubVisit(
        journal, hub: enrolment.hub, access: access, transport: transport
      ) { progress in
        self.publish { status in
          status.progress = progress
          status.waitingEntries = max(0, progress.total - progress.sent)
        }
      }.run()
    } catch let error as TransportError {
      return HubVisit.Result(
        report: SyncReport(), outcome: SyncStatus.Outcome(error), arrived: [],
        detail: error.reason)
    } catch {
      return HubVisit.Result(
        report: SyncReport(), outcome: .impossible, arrived: [], detail: "\(error)")
    }
  }

  /// When to try next, by how it ended.
  private func settle(_ outcome: SyncStatus.Outcome, isWaiting: Bool) {
    let now = clock.monotonic()
    let clock = clock
    state.withLock { state in
      var random = SystemRandomNumberGenerator()
      let ended: SyncTimetable.Outcome =
        switch outcome {
        case .complete: .done(isWaiting: isWaiting)
        case let outcome where outcome.mayPass: .failed
        default: .stopped
        }
      state.timetable.ended(ended, at: now, using: &random)
      state.status?.nextAttempt =
        outcome == .complete
        ? nil : state.timetable.due.map { clock.local(after: $0 - now) }
    }
  }

  private func publish(_ change: (inout SyncStatus) -> Void) {
    let status = state.withLock { state in
      if var status = state.status {
        change(&status)
        state.status = status
      }
      return state.status
    }
    answers.withLock { answers in
      // Only how it stands now matters.
      answers = [.sync(status)]
    }
    TerminalDriver.wake()
  }
}
