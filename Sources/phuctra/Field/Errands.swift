import Dispatch
import Screens
import Synchronization
import Terminal

/// Jobs that may take long and that no save may wait for, one after another on a thread of their own;
/// each leaves an answer for the loop.
final class Errands: Sendable {
  private let queue = DispatchQueue(label: "phuctra.errands")
  private let running = DispatchGroup()
  private let answers = Mutex<[Answer]>([])

  /// Queues a job; its answer wakes the loop.
  func post(_ job: @escaping @Sendable () -> Answer) {
    queue.async(group: running) {
      TerminalDriver.guardThread()
      let answer = job()
      self.answers.withLock { $0.append(answer) }
      TerminalDriver.wake()
    }
  }

  /// The answers that have come since the last call.
  func collect() -> [Answer] {
    answers.withLock { answers in
      defer { answers.removeAll() }
      return answers
    }
  }

  /// Returns once every job is done, or the time is over.
  func finish(within seconds: Int) {
    _ = running.wait(timeout: .now() + .seconds(seconds))
  }
}
