import Frames
import Glibc
import Testing

@testable import Terminal

extension OnATerminal {
  /// Each death happens in a process of its own, on a pseudo terminal of this one.
  @Suite("a program that dies leaves a sane terminal", .serialized)
  struct Deaths {
    private func expectSane(_ terminal: PseudoTerminal, _ before: [UInt32]) {
      #expect(terminal.modes == before)
      let bytes = terminal.output()
      #expect(bytes.contains("before the end"))
      let farewell = bytes.components(after: "before the end")
      for sequence in ["\u{1B}[?1049l", "\u{1B}[?2004l", "\u{1B}[?25h"] {
        #expect(farewell.contains(sequence), "\(farewell.debugDescription)")
      }
    }

    @Test("of a bad memory access")
    func segmentation() async throws {
      let terminal = try #require(PseudoTerminal())
      let before = terminal.modes
      let path = terminal.path
      await #expect(processExitsWith: .signal(SIGSEGV)) { [path = path as String] in
        let driver = try OnATerminal.opened(path)
        UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
        driver.close()
      }
      expectSane(terminal, before)
    }

    @Test("of a trap of Swift's")
    func trap() async throws {
      let terminal = try #require(PseudoTerminal())
      let before = terminal.modes
      let path = terminal.path
      await #expect(processExitsWith: .failure) { [path = path as String] in
        let driver = try OnATerminal.opened(path)
        let none: [Int] = []
        print(none[driver.size.columns])
      }
      expectSane(terminal, before)
    }

    @Test("of abort")
    func aborted() async throws {
      let terminal = try #require(PseudoTerminal())
      let before = terminal.modes
      let path = terminal.path
      await #expect(processExitsWith: .signal(SIGABRT)) { [path = path as String] in
        let driver = try OnATerminal.opened(path)
        if driver.size.columns == 40 { abort() }
        driver.close()
      }
      expectSane(terminal, before)
    }

    @Test("of a stack that overflows")
    func overflow() async throws {
      let terminal = try #require(PseudoTerminal())
      let before = terminal.modes
      let path = terminal.path
      await #expect(processExitsWith: .signal(SIGSEGV)) { [path = path as String] in
        let driver = try OnATerminal.opened(path)
        TerminalDriver.guardThread()
        print(OnATerminal.deep(driver.size.columns))
      }
      expectSane(terminal, before)
    }

    @Test("of a second SIGTERM, when the loop did not answer the first")
    func terminatedTwice() async throws {
      let terminal = try #require(PseudoTerminal())
      let before = terminal.modes
      let path = terminal.path
      await #expect(processExitsWith: .signal(SIGTERM)) { [path = path as String] in
        let driver = try OnATerminal.opened(path)
        kill(getpid(), SIGTERM)
        #expect(driver.events() == [.terminate])
        kill(getpid(), SIGTERM)
        // Nothing else is waited for: the loop this stands for never comes back.
        while true { pause() }
      }
      expectSane(terminal, before)
    }
  }

  static func opened(_ path: String) throws -> TerminalDriver {
    let descriptor = open(path, O_RDWR | O_NOCTTY)
    let driver = try TerminalDriver(
      input: descriptor, output: descriptor, settings: TerminalSettings(type: "xterm-256color"))
    driver.draw(frame("before the end"))
    return driver
  }

  /// Calls itself until the stack is used up; the optimiser must not make a loop of it.
  @inline(never) static func deep(_ depth: Int) -> Int {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: 128) { room in
      room.initialize(repeating: depth)
      return deep(depth &+ 1) &+ room[depth & 127]
    }
  }
}

extension String {
  fileprivate func components(after mark: String) -> String {
    guard let range = firstRange(of: mark) else { return "" }
    return String(self[range.upperBound...])
  }
}
