import Foundation
import TestSupport
import Testing

/// The fast slice of the fault suite; at length it is `phuctra-faults all`.
@Suite("The fault suite")
struct FaultSuiteTests {
  /// Cases whose faults need nothing but kills, or more of the machine than every machine gives: those
  /// that cannot be made are skipped by the suite itself, and said so.
  @Test(
    "loses nothing that was acknowledged, whatever is cut, killed or failing",
    arguments: [
      ["kill-at-write", "migration-kill"], ["power-cut"], ["io-errors", "full-disk", "read-only"],
      ["removed-log", "two-processes", "clock", "day"], ["sync"],
    ])
  func losesNothing(cases: [String]) throws {
    for row in try FaultSuiteTests.rows(cases) {
      if let reason = row.skipped {
        print("SKIPPED \(row.name): \(reason)")
        continue
      }
      #expect(row.tries > 0 && row.failures == 0, "\(row.name): \(row.notes)")
      #expect((row.losses > 0) == row.mustLose, "\(row.name): \(row.notes)")
    }
  }

  @Test("loses entries where commits are not synced: the power cuts bite")
  func control() throws {
    for row in try FaultSuiteTests.rows(["control"]) where row.skipped == nil {
      #expect(row.losses > 0 && row.failures == 0, "\(row.notes)")
    }
  }

  private struct Row: Decodable {
    var name: String
    var tries: Int
    var losses: Int
    var failures: Int
    var skipped: String?
    var notes: [String]
    var mustLose: Bool

    private enum CodingKeys: String, CodingKey {
      case name = "case"
      case tries, losses, failures, skipped, notes, mustLose
    }
  }

  private static func rows(_ cases: [String]) throws -> [Row] {
    let program = CommandLineProcess.program.deletingLastPathComponent()
      .appendingPathComponent("phuctra-faults")
    let outcome = try CommandLineProcess.run(program, cases + ["--quick", "--json"])
    let rows = try outcome.output.split(separator: "\n").map {
      try JSONDecoder().decode(Row.self, from: Data($0.utf8))
    }
    try #require(!rows.isEmpty, "\(outcome.status): \(outcome.errors)")
    return rows
  }
}
