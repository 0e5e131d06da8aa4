import CTerminal
import Frames
import Glibc

extension TerminalDriver {
  /// Bytes taken in one go, so that endless input cannot keep the screen from being drawn.
  private static let inputLimit = 65_536

  /// Waits until something happens, then gives everything that has happened, in order: the loop
  /// folds all of it and draws once.
  ///
  /// - Parameter milliseconds: how long to wait at most; `nil` waits for ever without waking up.
  /// - Returns: the events, none when the time is over.
  package func events(within milliseconds: Int? = nil) -> [TerminalEvent] {
    if isHungUp { return [.hangup] }
    let deadline = milliseconds.map { Self.now() + max(0, $0) }
    while true {
      let silence = decoder.patience.map { lastInput + $0 }
      let until = [deadline, silence].compactMap { $0 }.min()
      let timeout = until.map { Int32(clamping: max(0, $0 - Self.now())) } ?? -1
      var sources = [
        pollfd(fd: input, events: Int16(POLLIN), revents: 0),
        pollfd(fd: terminal_wake_descriptor(), events: Int16(POLLIN), revents: 0),
      ]
      let ready = poll(&sources, 2, timeout)
      if ready < 0, errno != EINTR { return hungUp() }
      var events: [TerminalEvent] = []
      if ready > 0, sources[1].revents != 0 { events += signals() }
      if ready > 0, sources[0].revents != 0 { events += keys() }
      if let silence, events.isEmpty, Self.now() >= silence {
        events += decoder.flush().map(TerminalEvent.key)
      }
      if !events.isEmpty { return events }
      if let deadline, Self.now() >= deadline { return [] }
    }
  }

  private func hungUp() -> [TerminalEvent] {
    isHungUp = true
    return [.hangup]
  }

  private func keys() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    var total = 0
    repeat {
      let count = read(input, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EAGAIN { break }
      if count <= 0 { return events + hungUp() }
      lastInput = Self.now()
      total += count
      events += decoder.feed(buffer.prefix(count)).map(TerminalEvent.key)
    } while total < Self.inputLimit && hasInput()
    return events
  }

  private func hasInput() -> Bool {
    var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, 0) > 0
  }

  /// Reads the wake pipe empty. A burst of window changes is one event, of the last size.
  private func signals() -> [TerminalEvent] {
    var buffer = [UInt8](repeating: 0, count: 512)
    let count = max(0, read(terminal_wake_descriptor(), &buffer, buffer.count))
    let signals = Set(buffer.prefix(count).map { UInt32($0) })
    var events: [TerminalEvent] = []
    if signals.contains(TERMINAL_SIGNAL_STOP.rawValue) { suspend() }
    if signals.contains(TERMINAL_SIGNAL_CONTINUE.rawValue) { resume() }
    let redraws = [TERMINAL_SIGNAL_RESIZE, TERMINAL_SIGNAL_STOP, TERMINAL_SIGNAL_CONTINUE]
    if redraws.contains(where: { signals.contains($0.rawValue) }) {
      forget()
      events.append(.resize(size))
    }
    if signals.contains(TERMINAL_SIGNAL_WAKE.rawValue) { events.append(.wake) }
    if signals.contains(TERMINAL_SIGNAL_TERMINATE.rawValue) { events.append(.terminate) }
    if signals.contains(TERMINAL_SIGNAL_HANGUP.rawValue) { events.append(.hangup) }
    return events
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
