import Frames
import Glibc
import Testing

@testable import Terminal

/// One screen a process: all that opens one, crashes included, runs one after another.
@Suite("On a real terminal", .serialized)
enum OnATerminal {
  static let settings = TerminalSettings(type: "xterm-256color")

  static func frame(_ text: String, columns: Int = 40, rows: Int = 10) -> Frame {
    var frame = Frame(Size(columns: columns, rows: rows))
    frame.write(text, row: 0, column: 0, role: .large)
    return frame
  }
}

extension OnATerminal {
  @Suite("drawing", .serialized)
  struct Drawing {
    @Test("a frame is shown, and a changed digit costs a few bytes")
    func digit() throws {
      let terminal = try #require(PseudoTerminal())
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      #expect(driver.size == Size(columns: 40, rows: 10))
      driver.draw(frame("CÔNG TƠ 19013325 0 1 _"))
      #expect(terminal.output().contains("CÔNG TƠ 19013325 0 1 _"))
      driver.draw(frame("CÔNG TƠ 19013325 0 1 3"))
      let bytes = terminal.output()
      #expect(bytes.contains("3") && bytes.utf8.count <= 40, "\(bytes.debugDescription)")
      driver.draw(frame("CÔNG TƠ 19013325 0 1 3"))
      #expect(terminal.output() == "")
      driver.close()
    }

    @Test("ASCII is all that is sent where nothing else can be shown")
    func ascii() throws {
      let terminal = try #require(PseudoTerminal())
      var settings = settings
      settings.asciiOnly = true
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      #expect(driver.isASCII)
      driver.draw(frame("✓ ĐÚNG ┏━┓"))
      let bytes = terminal.output()
      #expect(bytes.contains("+ DUNG +-+"))
      #expect(bytes.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test("without colour no colour is sent")
    func noColour() throws {
      let terminal = try #require(PseudoTerminal())
      var settings = settings
      settings.usesColour = false
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      var frame = Frame(driver.size)
      frame.write("sai", row: 1, column: 1, role: .bad)
      driver.draw(frame)
      let bytes = terminal.output()
      #expect(bytes.contains("sai"))
      #expect(!bytes.contains("\u{1B}[31m") && !bytes.contains("\u{1B}[38"))
    }

    @Test("the bottom right cell is drawn and nothing wraps")
    func lastCell() throws {
      let terminal = try #require(PseudoTerminal(columns: 8, rows: 3))
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      var frame = Frame(Size(columns: 12, rows: 5))
      frame.write("abcdefghijkl", row: 0, column: 0)
      frame.write("12345678", row: 2, column: 0)
      driver.draw(frame)
      let bytes = terminal.output()
      #expect(bytes.contains("abcdefgh") && !bytes.contains("i"))
      #expect(bytes.filter { ("1"..."8").contains($0) }.contains("8"))
    }

    @Test("what is no terminal is refused by name, and so is an unknown one")
    func refused() throws {
      let terminal = try #require(PseudoTerminal())
      let file = open("/dev/null", O_RDWR)
      defer { close(file) }
      let before = terminal.modes
      #expect(throws: TerminalError(.notATerminal, type: "xterm")) {
        try TerminalDriver(input: file, output: file, settings: TerminalSettings(type: "xterm"))
      }
      for type in ["no-such", "dumb", ""] {
        #expect(throws: TerminalError(.unknownType, type: type)) {
          try TerminalDriver(
            input: terminal.slave, output: terminal.slave, settings: TerminalSettings(type: type))
        }
      }
      #expect(terminal.modes == before)
      #expect(TerminalError(.unknownType, type: "no-such").message.contains("'no-such'"))
    }

    @Test("closing gives the modes back and leaves the screen")
    func closing() throws {
      let terminal = try #require(PseudoTerminal())
      let before = terminal.modes
      let driver = try TerminalDriver(
        input: terminal.slave, output: terminal.slave, settings: settings)
      #expect(terminal.modes != before)
      driver.close()
      driver.close()
      driver.draw(frame("nothing"))
      #expect(terminal.modes == before)
      let bytes = terminal.output()
      #expect(bytes.contains("\u{1B}[?1049l") && bytes.contains("\u{1B}[?2004l"))
      #expect(!bytes.contains("nothing"))
    }
  }
}
