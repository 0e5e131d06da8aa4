import Casework
import Evidence
import Foundation
import GRDB
import Metering
import TestSupport
import Testing

@testable import Journal

@Suite("The tables that follow from the journal")
struct RebuildTests {
  /// A few random acts of an inspector and his office on ten points.
  private struct Acts {
    var random: SeededGenerator
    var inspected: [Int: [Journal.Appended]] = [:]
    var lists = 0

    mutating func next(on journal: Journal, in home: TestHome) throws {
      let point = Int.random(in: 1..<11, using: &random)
      guard try journal.row(SampleList.identity(point)) != nil else {
        return try load(journal, home)
      }
      switch Int.random(in: 0..<10, using: &random) {
      case 0..<5:
        let verdict = Verdict.allCases.randomElement(using: &random) ?? .confirmed
        inspected[point, default: []].append(try journal.inspect(point, verdict))
      case 5..<6:
        if try journal.sample(point).state == .deviates {
          inspected[point, default: []] += try journal.append([journal.correction(point)])
        }
      case 6..<8:
        if let entry = inspected[point]?.randomElement(using: &random) {
          try tryAppending([journal.withdrawal(point, of: entry)], to: journal)
        }
      case 8:
        if let entry = inspected[point]?.randomElement(using: &random) {
          try tryAppending([later(point, entry, journal, in: home)], to: journal)
        }
      default: try load(journal, home)
      }
    }

    /// Appends what may be refused: an entry that was withdrawn already, minutes that were amended.
    private mutating func tryAppending(
      _ records: [Casework.Record], to journal: Journal
    ) throws {
      do {
        for appended in try journal.append(records) {
          guard let point = appended.body.record.point,
            let number = (1..<11).first(where: {
              (try? SampleList.identity($0)) == point.identity
            })
          else { continue }
          if case .withdrawal = appended.body.record { continue }
          inspected[number, default: []].append(appended)
        }
      } catch let error as JournalError where error.code == .bodyRefused {
        #expect(journal.fault == nil)
      }
    }

    /// An amendment, an attachment or a signature, resting on a random entry of the point.
    private mutating func later(
      _ point: Int, _ entry: Journal.Appended, _ journal: Journal, in home: TestHome
    ) throws -> Casework.Record {
      let hash = entry.entry.hash.hex
      switch (entry.body.record, Int.random(in: 0..<3, using: &random)) {
      case (.correction(let old), 0):
        return .correction(try journal.amendment(point, of: old, hash))
      case (.correction(let old), 1):
        return .signing(
          MinutesSigning(
            point: old.point, number: old.number, correction: hash,
            outcome: .allCases.randomElement(using: &random) ?? .signed, witness: "W"))
      default:
        let photo = try home.photo(journal, UInt8.random(in: 0...9, using: &random))
        return try journal.attachment(point, to: hash, [photo])
      }
    }

    /// A list of random points of random books, registers scattered, some records changed.
    private mutating func load(_ journal: Journal, _ home: TestHome) throws {
      lists += 1
      var rows: [SampleList.Register] = []
      for point in 1..<11 where Bool.random(using: &random) {
        let kinds = Bool.random(using: &random) ? ["KT"] : ["BT", "CD", "TD"]
        let book = Bool.random(using: &random) ? "Q1" : "Q2"
        let reason = Int.random(in: 0..<4, using: &random) == 0 ? "CANH" : "TANG"
        let walk = Bool.random(using: &random) ? Int.random(in: 1..<99, using: &random) : nil
        for kind in kinds {
          rows.append(
            .init(
              point: point, kind: kind, recorded: 1920 + Int.random(in: 0..<2, using: &random),
              book: book, walk: walk, reason: reason))
        }
      }
      rows.shuffle(using: &random)
      try journal.load(fileAt: home.file(SampleList(rows), named: "list-\(lists).csv"))
    }
  }

  private func digests(_ journal: Journal) throws -> [String: ContentHash] {
    try journal.queue.read { try Journal.digests($0) }
  }

  @Test("are the same, byte by byte, when they are made anew")
  func equality() throws {
    var seeds = SeededGenerator.fresh()
    for _ in 0..<6 {
      let seed = seeds.next()
      try withHome { (home) throws in
        try home.withJournal { (journal) throws in
          var acts = Acts(random: SeededGenerator(seed: seed))
          for _ in 0..<40 { try acts.next(on: journal, in: home) }
          let grown = try digests(journal)
          try journal.rebuild()
          #expect(try digests(journal) == grown, "seed \(seeds.seed), inner \(seed)")
          #expect(try journal.verify().isSound, "seed \(seeds.seed), inner \(seed)")
        }
      }
    }
  }

  @Test("count what a full look at the points and entries counts")
  func counters() throws {
    var seeds = SeededGenerator.fresh()
    for _ in 0..<4 {
      let seed = seeds.next()
      try withHome { (home) throws in
        try home.withJournal { (journal) throws in
          var acts = Acts(random: SeededGenerator(seed: seed))
          for _ in 0..<30 { try acts.next(on: journal, in: home) }
          let rows = try journal.rows(in: .walk, limit: 100)
          let counters = try journal.counters()
          #expect(counters.total == rows.count, "seed \(seeds.seed), inner \(seed)")
          for state in Standing.State.allCases {
            #expect(counters[state] == rows.count { $0.state == state }, "inner \(seed)")
          }
          #expect(counters.unsent == Int(journal.head.sequence))
          for row in rows {
            let entries = try journal.entries(of: row.identity)
            let standing = Standing.folding(entries)
            #expect(row.state == standing.state && row.attempts == standing.attempts)
          }
        }
      }
    }
  }
}
