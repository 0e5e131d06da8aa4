import Foundation
import GRDB
import Glibc

/// SIGKILL at every write and sync while a home of the first schema is brought up: it is of the old
/// schema or of a later one, never of both.
struct MigrationKill {
  private let bench: FaultBench

  init(_ bench: FaultBench) { self.bench = bench }

  /// What the tables are: the version they say, and their definitions.
  private struct Shape: Equatable {
    var version: Int
    var definitions: [String]
  }

  /// From the newest schema back to the first: what later ones add, taken away.
  private static let back = [
    "DROP TABLE review_case", "DROP TABLE apart", "DROP TABLE heard_minutes",
    "DROP TABLE book_signing", "ALTER TABLE list DROP COLUMN receiver",
    "ALTER TABLE list DROP COLUMN supplement",
    "DROP TABLE foreign_entry", "DROP TABLE certificate", "DROP TABLE visit",
    "DROP TABLE sync_state", "DROP TABLE sent_blob", "DROP TABLE epoch", "DROP TABLE enrolled",
    "DROP TABLE heard", "DROP TABLE office", "DROP TABLE invoiced",
    "DROP TABLE named", "DROP TABLE dropped", "ALTER TABLE device DROP COLUMN settings",
    "DROP TABLE receipt", "PRAGMA user_version = 1",
  ]

  func run() throws -> [Outcome] {
    let name = FaultCase.migration.rawValue
    if let obstacle = Strace.obstacle(in: bench.folder) {
      return [.skipping(name, because: obstacle)]
    }
    var outcome = Outcome(name)
    try bench.withFolder { path in
      let folder = try SessionFolder(bench, path, points: 12)
      var expected = Acknowledged()
      expected.take(try folder.run(folder.command).output)
      let new = try shape(folder)
      try change(folder, MigrationKill.back)
      let old = try shape(folder)
      let first = "\(path)/first"
      try FileManager.default.moveItem(atPath: folder.disk, toPath: first)
      var seen: Set<Int> = []
      for call in ["pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "write"] {
        for occurrence in 1...(bench.isQuick ? 3 : 1000) {
          try? FileManager.default.removeItem(atPath: folder.disk)
          try FileManager.default.copyItem(atPath: first, toPath: folder.disk)
          let fault = Strace.Injection(call: call, effect: "signal=KILL", occurrence: occurrence)
          let end = try folder.run(
            Strace.injecting(fault, into: folder.command))
          // It was not killed: it makes no more such calls, or it cannot be brought up at all.
          if end.status != 128 + SIGKILL {
            if end.status != 0 { outcome.fail("\(call): \(end.status) \(end.errors)") }
            break
          }
          let found = try shape(folder)
          seen.insert(found.version)
          let words = "killed at \(call) \(occurrence)"
          let isKnown =
            found == old || found == new
            || found.version > old.version && found.version < new.version
          outcome.take(HomeCheck.finding(folder.home, expected: expected, goesOn: true), words)
          if !isKnown { outcome.fail("\(words): the tables are of no one version: \(found)") }
          if try shape(folder) != new { outcome.fail("\(words): not brought up afterwards") }
          bench.progress(name, outcome.tries, of: outcome.tries)
        }
      }
      if !bench.isQuick, !seen.contains(old.version) || !seen.contains(new.version) {
        outcome.fail("no kill fell before and after the change: versions \(seen)")
      }
    }
    return [outcome]
  }

  private func shape(_ folder: SessionFolder) throws -> Shape {
    let queue = try DatabaseQueue(path: "\(folder.home)/journal.sqlite")
    defer { try? queue.close() }
    return try queue.unsafeRead { database in
      Shape(
        version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
        definitions: try String.fetchAll(
          database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"))
    }
  }

  private func change(_ folder: SessionFolder, _ statements: [String]) throws {
    let queue = try DatabaseQueue(path: "\(folder.home)/journal.sqlite")
    try queue.writeWithoutTransaction { database in
      for statement in statements { try database.execute(sql: statement) }
    }
    try queue.close()
  }
}
