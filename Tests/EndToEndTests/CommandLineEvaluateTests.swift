import Foundation
import TestSupport
import Testing

@Suite("Command line: scoring the diagnosis")
struct CommandLineEvaluateTests {
  private static let truth = Environment.asset("sample/so-Q0012.truth.csv").path

  @Test("the sample book's truth is scored, with every share's counts")
  func scores() throws {
    try withProgram { program, _ in
      let outcome = try program.run(
        "evaluate", SampleBook.list, "--readings", SampleBook.dial, "--truth", Self.truth, "--json")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      let score = try #require(try outcome.objects().first)
      let shares = [
        "caught", "deviating", "outside-caught", "honest-wrong", "honest-unresolved", "exact",
        "exact-pinned", "band", "cause",
      ]
      for share in shares {
        let counts = try #require((score[share] as? [[String: Any]])?.first, "\(share)")
        let count = try #require(counts["count"] as? Int)
        let whole = try #require(counts["of"] as? Int)
        #expect(count <= whole, "\(share)")
      }
      func count(_ share: String) -> Int? {
        (score[share] as? [[String: Any]])?.first?["count"] as? Int
      }
      #expect(count("caught") == 10)
      #expect(count("honest-wrong") == 0)
      #expect(count("cause") == 10)
      let bins = try #require(score["bins"] as? [[String: Any]])
      #expect(bins.count == 10)
      #expect(bins.compactMap { $0["registers"] as? Int }.reduce(0, +) == 45)
      let misses = try #require(score["misses"] as? [[String: Any]])
      #expect(misses.compactMap { $0["meter"] as? String } == ["20033519", "19218830"])
      let mistold = try #require(score["mistold"] as? [[String: Any]])
      #expect(mistold.allSatisfy { $0["saidIndex"] != nil })
    }
  }

  @Test("the report for people fits eighty columns but for its lists, and adds up")
  func report() throws {
    try withProgram { program, _ in
      let lines = try program.run(
        "evaluate", SampleBook.list, "--readings", SampleBook.dial, "--truth", Self.truth
      ).output.split(separator: "\n")
      let table = lines.dropFirst().prefix(4)
      #expect(table.allSatisfy { $0.count <= 80 })
      #expect(Set(table.map(\.count)).count == 1, "the columns stand straight")
      #expect(lines.contains { $0.contains("(ECE)") })
    }
  }

  @Test("a prior that is no share is refused", arguments: ["0", "1", "2", "-1", "half", "1e-3"])
  func prior(_ text: String) throws {
    try withProgram { program, _ in
      let outcome = try program.run(
        "evaluate", SampleBook.list, "--readings", SampleBook.dial, "--truth", Self.truth,
        "--prior=\(text)")
      #expect(outcome.status == 64)
      #expect(outcome.output == "")
    }
  }

  @Test("a truth with an unknown cause is named with its line, and nothing is scored")
  func badTruth() throws {
    try withProgram { program, folder in
      let path = folder.appendingPathComponent("truth.csv")
      try "SERY_CTO,LOAI_BCS,CS_THUC,LOAI_LOI\n19013325,KT,1290,mistake\n"
        .write(to: path, atomically: true, encoding: .utf8)
      let outcome = try program.run(
        "evaluate", SampleBook.list, "--readings", SampleBook.dial, "--truth", path.path)
      #expect(outcome.status == 65)
      #expect(outcome.errors.contains("mistake"))
      #expect(outcome.output == "")
    }
  }
}
