import Frames
import Glibc
import Testing

@testable import Terminal

extension OnATerminal {
  @Suite("events", .serialized)
  struct Events {
    @Test("all that was typed comes at once: forty digits, one batch")
    func drained() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      terminal.type(String(repeating: "7", count: 40) + "\u{1B}[A\r")
      let events = driver.events(within: 5000)
      #expect(events.count == 42)
      #expect(events.suffix(2) == [.key(.up), .key(.enter)])
    }

    @Test("a lone ESC is Escape by itself; nothing typed is nothing")
    func escape() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      terminal.type("\u{1B}")
      #expect(driver.events(within: 5000) == [.key(.escape)])
      #expect(driver.events(within: 0) == [])
    }

    @Test("a burst of window changes is one event of the last size")
    func resized() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      driver.draw(frame("before"))
      _ = terminal.output()
      terminal.resize(columns: 132, rows: 43)
      kill(getpid(), SIGWINCH)
      terminal.resize(columns: 80, rows: 24)
      kill(getpid(), SIGWINCH)
      #expect(driver.events(within: 5000) == [.resize(Size(columns: 80, rows: 24))])
      #expect(driver.size == Size(columns: 80, rows: 24))
      driver.draw(frame("before", columns: 80, rows: 24))
      #expect(terminal.output().contains("before"))
    }

    @Test("a worker wakes the loop")
    func woken() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      var thread = pthread_t()
      pthread_create(
        &thread, nil,
        { _ in
          TerminalDriver.guardThread()
          TerminalDriver.wake()
          return nil
        }, nil)
      #expect(driver.events() == [.wake])
      pthread_join(thread, nil)
    }

    @Test("SIGTERM is an event, so that drafts are saved")
    func terminated() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      kill(getpid(), SIGTERM)
      #expect(driver.events(within: 5000) == [.terminate])
      driver.close()
    }

    @Test("a terminal that is gone ends the loop, and goes on doing so")
    func hungUp() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      terminal.type("5")
      #expect(driver.events(within: 5000) == [.key(.character("5"))])
      terminal.hangUp()
      #expect(driver.events(within: 5000) == [.hangup])
      #expect(driver.events() == [.hangup])
    }
  }
}
