import Foundation
import Glibc
import TestSupport
import Testing

/// `-o` replaces what a person named, so it looks first at what that is.
@Suite("Command line: where output may go")
struct CommandLineOutputTests {
  private func withMinutes(
    _ body: (CommandLineProcess, URL, [[String]]) throws -> Void
  ) throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      let readings = try CommandLineExportTests.readings(
        ["19013325,KT,1307.4,2026-06-16T08:52:00"], in: folder)
      try program.run("inspect", "--readings", readings, "--write-corrections")
      let listed = try program.run("minutes", "list", "--json").objects()
      let number = try #require(listed.first?["number"] as? String)
      try body(
        program, folder,
        [
          ["export"], ["report"], ["book", "show", "Q0012"], ["minutes", "show", number],
          ["minutes", "slip", "19013325"],
        ])
    }
  }

  private func run(
    _ program: CommandLineProcess, _ command: [String], to path: String
  ) throws -> Outcome {
    try program.run(command + ["-o", path, "--home", program.home.path, "--lang", "en"])
  }

  @Test("nothing is written into the home, by whatever name it is reached")
  func home() throws {
    try withMinutes { program, folder, commands in
      let link = folder.appendingPathComponent("link").path
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: program.home.path)
      let key = folder.appendingPathComponent("key").path
      try FileManager.default.createSymbolicLink(
        atPath: key, withDestinationPath: "\(program.home.path)/device.key")
      let blob = try #require(
        try FileManager.default.contentsOfDirectory(atPath: "\(program.home.path)/blobs").first)
      let names = ["journal.sqlite", "device.key", "blobs/\(blob)", "new.xml"]
      let before = try contents(of: program.home)
      for command in commands {
        for path in names.flatMap({ ["\(program.home.path)/\($0)", "\(link)/\($0)"] }) + [key] {
          let outcome = try run(program, command, to: path)
          #expect(outcome.status == 73, "\(command) \(path): \(outcome.errors)")
          #expect(outcome.errors.contains(path) && outcome.errors.contains("lies in the home"))
        }
      }
      #expect(try contents(of: program.home) == before)
    }
  }

  @Test("a folder, a pipe and a link that leads nowhere are left as they are")
  func noFiles() throws {
    try withMinutes { program, folder, commands in
      let pipe = folder.appendingPathComponent("pipe").path
      try #require(mkfifo(pipe, 0o600) == 0)
      let dangling = folder.appendingPathComponent("dangling").path
      try FileManager.default.createSymbolicLink(
        atPath: dangling, withDestinationPath: folder.appendingPathComponent("gone").path)
      for command in commands {
        // Papers may be written through a pipe, and would wait here for a reader.
        let isPaper = command[0] == "minutes"
        for path in [folder.path, dangling] + (isPaper ? [] : [pipe]) {
          let outcome = try run(program, command, to: path)
          #expect(outcome.status == 73, "\(command) \(path): \(outcome.errors)")
        }
      }
      var facts = stat()
      #expect(stat(pipe, &facts) == 0 && facts.st_mode & S_IFMT == S_IFIFO)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: dangling).hasSuffix("gone"))
    }
  }

  @Test("through a link to a file the file is replaced, and the link stays")
  func link() throws {
    try withMinutes { program, folder, commands in
      let target = folder.appendingPathComponent("target")
      let link = folder.appendingPathComponent("out.xml").path
      try FileManager.default.createSymbolicLink(
        atPath: link, withDestinationPath: target.path)
      for command in commands {
        try Data("old".utf8).write(to: target)
        #expect(try run(program, command, to: link).status == 0)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target.path)
        #expect(try Data(contentsOf: target) != Data("old".utf8))
      }
    }
  }

  private func contents(of home: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: home.path)
    where name != "phuctra.log" && name != "reserve" {
      files[name] = FileManager.default.contents(atPath: "\(home.path)/\(name)")
    }
    return files
  }
}
