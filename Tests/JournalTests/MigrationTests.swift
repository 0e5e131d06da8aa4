import Evidence
import Foundation
import GRDB
import TestSupport
import Testing

@testable import Journal

@Suite("A home of an earlier version")
struct MigrationTests {
  /// Which version the tables are of; nil where they are mixed.
  private func version(_ path: String) throws -> Int? {
    try DatabaseQueue(path: path).read { database in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(database, sql: sql) ?? 0 }
      let version = try count("PRAGMA user_version")
      let tables = try count("SELECT count(*) FROM sqlite_master WHERE type = 'table'")
      let indices = try count(
        "SELECT count(*) FROM sqlite_master WHERE name LIKE 'point\\_%' ESCAPE '\\'")
      let settings = try count(
        "SELECT count(*) FROM pragma_table_info('device') WHERE name = 'settings'")
      let hub = try count(
        "SELECT count(*) FROM pragma_table_info('receipt') WHERE name = 'hub'")
      let supplement = try count(
        "SELECT count(*) FROM pragma_table_info('list') WHERE name = 'supplement'")
      guard (supplement == 1) == (version > 5) else { return nil }
      // Homes of before the index of the walk get it when it is first asked for.
      switch (version, tables, indices, settings, hub) {
      case (0, 0, 0, 0, 0), (1, 9, 8...9, 0, 0), (2, 10, 8...9, 1, 0), (3, 12, 8...9, 1, 1),
        (4, 22...23, 8...9, 1, 1), (5...6, 26...27, 8...9, 1, 1):
        return version
      default: return nil
      }
    }
  }

  private func put(_ home: Home) throws {
    try FileSystem.makeFolder(home.blobs)
    let seed = try #require(Hex.bytes(VersionOneHome.seed, count: 32))
    try FileSystem.replace("device.key", in: home.path, mode: 0o600, with: seed)
    let list = "\(home.blobs)/\(VersionOneHome.blob)"
    try Data(VersionOneHome.list.utf8).write(to: URL(fileURLWithPath: list))
    try DatabaseQueue(path: home.database).writeWithoutTransaction {
      try $0.execute(sql: VersionOneHome.database)
    }
  }

  @Test("is brought up to date when it is opened, and is sound")
  func upgrade() throws {
    try withHome { (home) throws in
      try put(home.home)
      #expect(try version(home.home.database) == 1)
      try home.withJournal { (journal) throws in
        #expect(journal.fault == nil && journal.head.sequence == 4)
        let result = try journal.verify()
        #expect(result.isSound, "\(result)")
        #expect(try journal.configuration()?.inspector == "H11")
        #expect(try journal.sample(1).state == .pending)
        #expect(try journal.minutes(limit: 9).count == 1)
        try journal.append([configured("H12") { $0.reserve = 0 }])
        #expect(journal.settings.reserve == 0)
        try journal.inspect(2, .confirmed)
        #expect(try journal.verify().isSound)
      }
      #expect(try version(home.home.database) == Schema.version)
    }
  }

  /// Migrates a home's database; before each statement `body` sees the home as a kill would leave it.
  private func migrate(
    _ home: TestHome, killed body: (String, TestHome) throws -> Void
  ) throws -> Int {
    var configuration = Configuration()
    // Changed pages go to the log in mid-transaction, as in a large step.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA cache_size = 1") }
    let queue = try DatabaseQueue(path: home.home.database, configuration: configuration)
    var steps = 0
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try Schema.migrate(database) { statement in
        steps += 1
        try home.killed { try body(statement, $0) }
      }
    }
    try queue.close()
    return steps
  }

  @Test("is the old or the new one wherever the program is killed, never a mixture")
  func kills() throws {
    try withHome { (home) throws in
      try put(home.home)
      var last = 1
      let steps = try migrate(home) { statement, killed in
        let found = try #require(try version(killed.home.database), "\(statement)")
        #expect(found >= last && found < Schema.version, "\(statement)")
        last = found
        try killed.withJournal { (journal) throws in
          #expect(journal.head.sequence == 4 && journal.fault == nil, "\(statement)")
          #expect(try journal.verify().isSound, "\(statement)")
        }
      }
      let all = [
        Schema.secondVersion, Schema.thirdVersion, Schema.fourthVersion, Schema.fifthVersion,
        Schema.sixthVersion,
      ].map(\.count)
      #expect(steps == all.reduce(5, +))
      #expect(last == 5)
      #expect(try version(home.home.database) == Schema.version)
    }
  }

  @Test("is made whole or not at all where a new home is killed")
  func newHome() throws {
    try withHome { (home) throws in
      try FileSystem.makeFolder(home.home.path)
      for (name, bytes) in [("making", []), ("device.key", DeviceKey().seed)] {
        try FileSystem.replace(name, in: home.home.path, mode: 0o600, with: bytes)
      }
      var seen: Set<Int> = []
      let steps = try migrate(home) { statement, killed in
        let found = try #require(try version(killed.home.database), "\(statement)")
        seen.insert(found)
        try killed.withJournal { (journal) throws in
          try journal.append([configured()])
          #expect(try journal.verify().isSound, "\(statement)")
        }
      }
      #expect(steps > 20 && seen == [0, 1, 2, 3, 4, 5])
    }
  }

  @Test("stays as it is where any statement of a step fails, and can be brought up later")
  func failures() throws {
    let second = Schema.secondVersion.count
    let third = second + 1 + Schema.thirdVersion.count
    let fourth = third + 1 + Schema.fourthVersion.count
    let fifth = fourth + 1 + Schema.fifthVersion.count
    for failing in 0...(fifth + 1 + Schema.sixthVersion.count) {
      try withHome { (home) throws in
        try put(home.home)
        let queue = try DatabaseQueue(path: home.home.database)
        var place = 0
        #expect(throws: DatabaseError.self) {
          try queue.writeWithoutTransaction { database in
            try Schema.migrate(database) { _ in
              defer { place += 1 }
              if place == failing { throw DatabaseError(resultCode: .SQLITE_FULL) }
            }
          }
        }
        try queue.close()
        let reached = [second, third, fourth, fifth].count { failing > $0 } + 1
        #expect(try version(home.home.database) == reached, "statement \(failing)")
        try home.withJournal { (journal) throws in #expect(try journal.verify().isSound) }
      }
    }
  }
}
