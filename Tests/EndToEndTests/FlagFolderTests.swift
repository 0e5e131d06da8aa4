import Foundation
import TestSupport
import Testing

@Suite("The folder of a flagged month")
struct FlagFolderTests {
  private static let month = MonthFixture.csv([
    MonthFixture.row(1, "100", "130"), MonthFixture.row(2, "100", "100"),
  ])

  @Test("belongs to one run at a time: another is refused and takes nothing away")
  func twoRuns() throws {
    try withProgram { program, folder in
      let output = folder.appendingPathComponent("out")
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: false)
      let month = folder.appendingPathComponent("month.csv")
      try Data(Self.month.utf8).write(to: month)
      let lock = open(output.path, O_RDONLY | O_DIRECTORY)
      try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
      let refused = try program.run("flag", month.path, "-o", output.path)
      #expect(refused.status == 77)
      #expect(refused.errors.contains("Another run of flag"))
      flock(lock, LOCK_UN)
      close(lock)
      #expect(try program.run("flag", month.path, "-o", output.path).status == 0)
    }
  }

  @Test("two runs started together leave one whole month, or say that they do not")
  func race() throws {
    try withProgram { program, folder in
      let rows = (0..<4000).map { number in
        MonthFixture.row(number, "100", "200", ["MA_QUYEN": "Q\(number / 10)"])
      }
      let month = folder.appendingPathComponent("month.csv")
      try Data(MonthFixture.csv(rows).utf8).write(to: month)
      let output = folder.appendingPathComponent("out")
      let runs = try (0..<2).map { _ in try start(program, month, output) }
      let statuses = try runs.map { try #require($0.exitStatus(within: 60)) }
      #expect(statuses.sorted() == [0, 77])
      let names = try FileManager.default.contentsOfDirectory(atPath: output.path)
      #expect(names.count == 401)
    }
  }

  private func start(
    _ program: CommandLineProcess, _ month: URL, _ output: URL
  ) throws -> BackgroundProcess {
    try BackgroundProcess(
      CommandLineProcess.program.path,
      ["flag", month.path, "-o", output.path, "--home", program.home.path],
      environment: [
        "PHUCTRA_ASSETS": Environment.packageRoot.appendingPathComponent("Assets").path,
        "HOME": program.home.path,
      ])
  }

  @Test(
    "tells the leavings of a run that was cut off from a month that is whole",
    arguments: [
      ("PE0700-Q1.xml", "cut off"), ("report.json", "holds files already"),
    ])
  func leavings(name: String, word: String) throws {
    try withProgram { program, folder in
      let output = folder.appendingPathComponent("out")
      try FileManager.default.createDirectory(at: output, withIntermediateDirectories: false)
      try Data("x".utf8).write(to: output.appendingPathComponent(name))
      let month = folder.appendingPathComponent("month.csv")
      try Data(Self.month.utf8).write(to: month)
      let run = try program.run("flag", month.path, "-o", output.path)
      #expect(run.status == 77)
      #expect(run.errors.contains(word))
      #expect(try FileManager.default.contentsOfDirectory(atPath: output.path) == [name])
    }
  }

  @Test("cannot be made where a file stands: 73")
  func fileInTheWay() throws {
    try withProgram { program, folder in
      let month = folder.appendingPathComponent("month.csv")
      try Data(Self.month.utf8).write(to: month)
      let run = try program.run("flag", month.path, "-o", month.path)
      #expect(run.status == 73)
      #expect(run.errors.contains(month.path))
    }
  }
}
