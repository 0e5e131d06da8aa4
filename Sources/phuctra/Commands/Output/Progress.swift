import Dispatch
import Glibc
import Synchronization

/// Says on standard error, where that is a terminal, that long work goes on: from half a second on.
///
/// A timer of its own, because the work may be one long call that has no moment to say anything.
final class Progress: Sendable {
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "phuctra.progress")

  private struct State {
    var detail = ""
    var isShown = false
    var hasEnded = false
  }

  /// - Parameter work: what is being done, in the reader's language.
  init(_ work: String) {
    state = Mutex(State(hasEnded: isatty(STDERR_FILENO) != 1))
    show(work, seconds: 0)
  }

  deinit { clear() }

  /// How far the work is; shown at the next tick.
  func note(_ detail: @autoclosure () -> String) {
    state.withLock { if !$0.hasEnded { $0.detail = detail() } }
  }

  /// Takes the line away; call it before anything else is written to the terminal.
  func end() {
    clear()
  }

  private func clear() {
    state.withLock { state in
      state.hasEnded = true
      guard state.isShown else { return }
      state.isShown = false
      try? LineOutput.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
    }
  }

  private func show(_ work: String, seconds halves: Int) {
    queue.asyncAfter(deadline: .now() + .milliseconds(500)) { [weak self] in
      guard let self else { return }
      let goesOn = state.withLock { state in
        guard !state.hasEnded else { return false }
        state.isShown = true
        let dots = String(repeating: ".", count: halves % 3 + 1)
        let line = "\r\u{1B}[K\(work) \(state.detail)\(dots)"
        try? LineOutput.write(Array(line.utf8), to: STDERR_FILENO)
        return true
      }
      if goesOn { show(work, seconds: halves + 1) }
    }
  }
}
