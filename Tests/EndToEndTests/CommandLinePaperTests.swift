import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Command line: papers")
struct CommandLinePaperTests {
  @Test("minutes and slips come as HTML and ESC/POS, to a file or to standard output")
  func formats() throws {
    try withMinutes { program, folder, number in
      let html = try program.run("minutes", "show", number, "--format", "html", language: "vi")
      #expect(html.status == 0)
      #expect(html.output.hasPrefix("<!DOCTYPE html>\n<html lang=\"vi\">"))
      #expect(html.output.contains("Số: \(number)"))
      let file = folder.appendingPathComponent("slip.bin")
      for format in ["html", "escpos"] {
        let slip = try program.run(
          "minutes", "slip", "19013325", "--format", format, "-o", file.path)
        #expect(slip.status == 0)
        #expect(slip.output == "")
        let written = [UInt8](try Data(contentsOf: file))
        #expect(written.starts(with: format == "html" ? Array("<!DOCTYPE".utf8) : [0x1B, 0x40]))
      }
      let page = try program.run(
        "minutes", "slip", "19013325", "--format", "escpos", "--code-page", "cp1258", "-o",
        file.path)
      #expect(page.status == 0)
      #expect(
        [UInt8](try Data(contentsOf: file)).prefix(7) == [0x1B, 0x40, 0x1C, 0x2E, 0x1B, 0x74, 52])
    }
  }

  @Test("a paper goes to the printer behind what it already took, all of it")
  func printed() throws {
    try withMinutes { program, folder, number in
      let shown = folder.appendingPathComponent("shown.bin")
      try program.run("minutes", "show", number, "--format", "escpos", "-o", shown.path)
      let job = try Data(contentsOf: shown)
      let printer = folder.appendingPathComponent("printer")
      try Data("before".utf8).write(to: printer)
      let outcome = try program.run("minutes", "print", number, "--printer", printer.path)
      #expect(outcome.status == 0)
      #expect(outcome.output == "Minutes \(number) were sent to the printer \(printer.path)\n")
      #expect(try Data(contentsOf: printer) == Data("before".utf8) + job)
    }
  }

  @Test("a pipe that somebody reads gets the whole job, however small it is")
  func pipe() throws {
    try withMinutes { program, folder, number in
      let shown = folder.appendingPathComponent("shown.bin")
      try program.run("minutes", "show", number, "--format", "escpos", "-o", shown.path)
      let job = try Data(contentsOf: shown)
      let path = folder.appendingPathComponent("fifo").path
      #expect(mkfifo(path, 0o600) == 0)
      let reader = open(path, O_RDONLY | O_NONBLOCK)
      // One page holds less than the job, so that the program has to wait for the reader.
      #expect(fcntl(reader, Self.setPipeSize, 4096) == 4096)
      let collected = Collected()
      let thread = Thread { collected.read(reader) }
      thread.start()
      let outcome = try program.run("minutes", "print", number, "--printer", path)
      #expect(outcome.status == 0, "\(outcome.errors)")
      collected.wait()
      #expect(collected.data == job)
    }
  }

  @Test("a printer that is not there, or is none, is said with what to do, and nothing hangs")
  func absent() throws {
    try withMinutes { program, folder, number in
      let unset = try program.run("minutes", "print", number)
      #expect(unset.status == 78)
      #expect(
        unset.errors
          == "phuctra: No printer is set. Set one with: phuctra device set --printer PATH\n")
      let missing = folder.appendingPathComponent("rfcomm0").path
      let gone = try program.run("minutes", "print", number, "--printer", missing)
      #expect(gone.status == 66)
      #expect(gone.errors.hasPrefix("phuctra: No printer at \(missing): "))
      #expect(!FileManager.default.fileExists(atPath: missing))
      let fifo = folder.appendingPathComponent("fifo").path
      #expect(mkfifo(fifo, 0o600) == 0)
      let silent = try program.run("minutes", "print", number, "--printer", fifo)
      #expect(silent.status == 69)
      #expect(silent.errors.contains("does not answer"))
      let directory = try program.run("minutes", "print", number, "--printer", folder.path)
      #expect(directory.status == 78)
      #expect(directory.errors.contains("is a folder"))
      #expect(try program.run("minutes", "print", "PE0700-0000-2026-00001").status == 66)
    }
  }

  /// F_SETPIPE_SZ, which the C library's module does not show.
  private static let setPipeSize: Int32 = 1031

  private func withMinutes(_ body: (CommandLineProcess, URL, String) throws -> Void) throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial, "--write-corrections")
      let listed = try program.run("minutes", "list", "--json").objects()
      let of = listed.first { $0["meter"] as? String == "19013325" }
      try body(program, folder, try #require(of?["number"] as? String))
    }
  }
}

/// What a pipe gave until its writer closed it, read on a thread of its own.
private final class Collected: @unchecked Sendable {
  private let done = NSCondition()
  private var isDone = false
  private(set) var data = Data()

  func read(_ descriptor: Int32) {
    var gathered = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    var hasBegun = false
    while true {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 30_000) > 0 else { break }
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count > 0 {
        gathered += buffer[..<count]
        hasBegun = true
      } else if hasBegun {
        break
      }
    }
    close(descriptor)
    done.withLock {
      data = gathered
      isDone = true
      done.broadcast()
    }
  }

  func wait() {
    done.lock()
    while !isDone { done.wait() }
    done.unlock()
  }
}
