import Glibc

/// A program in a terminal of its own, watched from outside as a person would.
final class TerminalSession {
  /// What a key brought about.
  struct Echo {
    /// Milliseconds from the key to the first byte back.
    var delay: Double
    /// Bytes until the program fell silent.
    var bytes: Int
  }

  private let terminal: PseudoTerminal
  private let watch: Stopwatch
  let child: Child

  init(_ command: [String], environment: [String: String]) throws {
    terminal = try PseudoTerminal()
    watch = Stopwatch()
    child = try Child(command, environment: environment, terminal: terminal.path)
  }

  /// Milliseconds from the start until all of the texts had been shown.
  /// - Throws: `BenchError` where they are not within ten seconds.
  func time(until texts: [String]) throws -> Double {
    var missing = texts.map { Array($0.utf8) }
    var seen: [UInt8] = []
    while watch.milliseconds < 10_000 {
      let bytes = terminal.read(within: 100)
      let now = watch.milliseconds
      seen += bytes
      missing.removeAll { seen.contains($0) }
      if missing.isEmpty { return now }
      if bytes.isEmpty, let end = child.endIfAny() {
        throw BenchError("it ended with \(end.status): \(String(decoding: seen, as: UTF8.self))")
      }
    }
    let lacking = missing.map { String(decoding: $0, as: UTF8.self) }
    throw BenchError(
      "\(lacking) not shown in ten seconds: \(String(decoding: seen, as: UTF8.self))")
  }

  /// Presses a key and waits until the program has fallen silent.
  /// - Throws: `BenchError` where nothing comes back within two seconds.
  func press(_ key: [UInt8]) throws -> Echo {
    let watch = Stopwatch()
    terminal.type(key)
    let first = terminal.read(within: 2000)
    let delay = watch.milliseconds
    guard !first.isEmpty else { throw BenchError("key \(key) has no echo") }
    return Echo(delay: delay, bytes: first.count + silence(milliseconds: 8))
  }

  /// Reads until nothing has come for so long; gives the bytes that came.
  @discardableResult
  func silence(milliseconds: Int32) -> Int {
    var bytes = 0
    while true {
      let more = terminal.read(within: milliseconds)
      if more.isEmpty { return bytes }
      bytes += more.count
    }
  }

  /// Types what ends the program and waits for the end; what does not end is killed.
  func leave(_ keys: String) {
    terminal.type(Array(keys.utf8))
    let patience = Stopwatch()
    while child.endIfAny() == nil {
      if patience.milliseconds > 5000 {
        kill(child.pid, SIGKILL)
        _ = child.wait()
      }
      _ = terminal.read(within: 2)
    }
  }
}
