import Glibc
import Wording

/// How far long work is, on standard error where that is a terminal, from half a second on.
final class Progress {
  private let clock: Clock
  private let start: Int64
  private var shownAt: Int64?
  private let isTerminal = isatty(STDERR_FILENO) == 1

  init(_ clock: Clock) {
    self.clock = clock
    start = clock.monotonic()
  }

  /// Shows `text` in place of what was shown before, at most four times a second.
  func show(_ text: @autoclosure () -> String) {
    guard isTerminal else { return }
    let now = clock.monotonic()
    guard now - start > 500, shownAt.map({ now - $0 >= 250 }) ?? true else { return }
    shownAt = now
    try? LineOutput.write(Array("\r\u{1B}[K\(text())".utf8), to: STDERR_FILENO)
  }

  /// Takes the line away again.
  func clear() {
    guard shownAt != nil else { return }
    shownAt = nil
    try? LineOutput.write(Array("\r\u{1B}[K".utf8), to: STDERR_FILENO)
  }
}
