import Foundation
import TestSupport
import Testing

@Suite("Command line: the work at a glance")
struct CommandLineReportTests {
  private static func count(_ object: Any?, _ key: String) throws -> Int {
    try #require((object as? [String: Any])?[key] as? Int, "\(key)")
  }

  @Test("a day on the sample book adds up, for scripts and for people")
  func sampleBook() throws {
    try withProgram { program, _ in
      #expect(try program.run("worklist", "import", SampleBook.list).status == 0)
      let inspected = try program.run(
        "inspect", "--readings", SampleBook.dial, "--write-corrections")
      #expect(inspected.status == 0)
      let outcome = try program.run("report", "--json")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      let report = try #require(try outcome.objects().first)
      let total = report["total"]
      let parts = [
        "unvisited", "confirmed", "deviates", "unresolved", "unread", "pending", "returned",
        "approved", "rejected", "disputed", "applied", "onOtherDays",
      ]
      #expect(
        try parts.map { try Self.count(total, $0) }.reduce(0, +) == Self.count(total, "listed"))
      #expect(try Self.count(total, "listed") == 40)
      #expect(try Self.count(report["coverage"], "count") == 40)
      #expect(try Self.count(total, "pending") == 8)
      #expect(try Self.count(report, "context") == 1)
      let money = try #require(report["money"] as? [[String: Any]])
      #expect(try money.map { try Self.count($0, "points") }.reduce(0, +) == 8)
      let readers = try #require(report["readers"] as? [[String: Any]])
      #expect(readers.compactMap { $0["reader"] as? String } == ["NV012"])
      let text = try program.run("report").output.split(separator: "\n")
      #expect(text.allSatisfy { $0.count <= 80 })
      #expect(text.contains { $0.contains("100 %") })
    }
  }

  @Test("days and books that were not asked for are left out, and said to be")
  func narrowed() throws {
    try withProgram { program, _ in
      _ = try program.run("worklist", "import", SampleBook.list)
      _ = try program.run("inspect", "--readings", SampleBook.dial)
      let old = try program.run("report", "--json", "--to", "2020-01-01").objects().first
      #expect(try Self.count(old?["total"], "visited") == 0)
      #expect(try Self.count(old?["total"], "onOtherDays") == 40)
      let other = try program.run("report", "--json", "--book", "Q9999").objects().first
      #expect(try Self.count(other?["total"], "listed") == 0)
    }
  }

  @Test("a home without lists says so, and a day that is none is refused")
  func emptyAndWrong() throws {
    try withProgram { program, _ in
      let empty = try program.run("report")
      #expect(empty.status == 0)
      #expect(!empty.output.isEmpty)
      #expect(try program.run("report", "--from", "2026-13-01").status == 64)
      let backwards = try program.run("report", "--from", "2026-06-02", "--to", "2026-06-01")
      #expect(backwards.status == 64)
    }
  }

  @Test("the page to print is whole, in its language, and runs nothing")
  func html() throws {
    try withProgram { program, folder in
      _ = try program.run("worklist", "import", SampleBook.list)
      _ = try program.run("inspect", "--readings", SampleBook.dial, "--write-corrections")
      let path = folder.appendingPathComponent("report.html").path
      let made = try program.run("report", "--html", "-o", path, language: "vi")
      #expect(made.status == 0)
      let page = try String(contentsOfFile: path, encoding: .utf8)
      #expect(page.contains("<html lang=\"vi\">"))
      #expect(page.contains("<svg") && page.hasSuffix("</html>\n"))
      #expect(!page.contains("<script") && !page.contains("http://") && !page.contains("https://"))
    }
  }
}
