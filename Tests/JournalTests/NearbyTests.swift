import Casework
import Foundation
import GRDB
import Metering
import Testing

@testable import Journal

@Suite("The meters beside a point")
struct NearbyTests {
  private func list(_ registers: [SampleList.Register]) -> SampleList { SampleList(registers) }

  private func nearby(_ journal: Journal, _ point: Int) throws -> [NearbyMeter] {
    try #require(try journal.dossier(id: try journal.sample(point).id)).nearby
  }

  @Test("are the two before and the two after in walk order, nearest by their steps")
  func walk() throws {
    try withHome { home in
      try home.withJournal { journal in
        // The file's order is not the walk's.
        let shuffled = [5, 2, 1, 4, 3, 6].map { SampleList.Register(point: $0, walk: $0 * 10) }
        try journal.load(fileAt: home.file(list(shuffled)))
        let beside = try nearby(journal, 3)
        #expect(beside.map(\.meter) == [1, 2, 4, 5].map(SampleList.meter))
        #expect(beside.map(\.steps) == [-2, -1, 1, 2])
        #expect(try nearby(journal, 1).map(\.steps) == [1, 2])
        #expect(try nearby(journal, 6).map(\.steps) == [-2, -1])
      }
    }
  }

  @Test("take context rows in, which are never work")
  func context() throws {
    try withHome { home in
      try home.withJournal { journal in
        var rows = (1...3).map { SampleList.Register(point: $0, walk: $0) }
        rows[1].reason = "CANH"
        try journal.load(fileAt: home.file(list(rows)))
        #expect(try nearby(journal, 1).map(\.meter) == [2, 3].map(SampleList.meter))
        #expect(try journal.counters().total == 2)
        let work = try journal.rows(in: .walk, limit: 10)
        #expect(work.map(\.identity.meter) == [1, 3].map(SampleList.meter))
        #expect(try journal.rows(meter: SampleList.meter(2)).isEmpty)
        #expect(try journal.nextUnvisited(after: work[0])?.id == work[1].id)
      }
    }
  }

  @Test("are never of another book, whatever its walk order")
  func otherBook() throws {
    try withHome { home in
      try home.withJournal { journal in
        let rows = (1...4).map {
          SampleList.Register(point: $0, book: $0 % 2 == 0 ? "Q0012" : "Q0013", walk: $0)
        }
        try journal.load(fileAt: home.file(list(rows)))
        #expect(try nearby(journal, 1).map(\.meter) == [SampleList.meter(3)])
        #expect(try nearby(journal, 4).map(\.meter) == [SampleList.meter(2)])
      }
    }
  }

  @Test("without walk order are those beside it in the list")
  func unordered() throws {
    try withHome { home in
      try home.withJournal { journal in
        let rows = [7, 3, 9].map { SampleList.Register(point: $0) }
        try journal.load(fileAt: home.file(list(rows)))
        #expect(try nearby(journal, 3).map(\.meter) == [7, 9].map(SampleList.meter))
      }
    }
  }

  @Test("come from two reads of the walk's index, whatever the book's size")
  func cost() throws {
    try withHome { home in
      try home.withJournal { journal in
        try journal.load(fileAt: home.file(SampleList(points: 1..<400)))
        _ = try journal.dossier(id: 200)
        for (side, order) in [("<", "DESC"), (">", "ASC")] {
          let plan = try journal.queue.read {
            try Row.fetchAll(
              $0, sql: "EXPLAIN QUERY PLAN \(NearbyPoints.query(side, order))", arguments: [200]
            ).map { $0["detail"] as String }
          }
          #expect(plan.contains { $0.contains("INDEX point_route") }, "\(plan)")
          #expect(!plan.contains { $0.contains("SCAN") || $0.contains("TEMP") }, "\(plan)")
        }
      }
    }
  }

  @Test("decide what a wrong record was: the neighbour's index is named as his")
  func verdict() throws {
    try withHome { home in
      try home.withJournal { journal in
        var rows = (1...3).map { SampleList.Register(point: $0, recorded: 1290, walk: $0) }
        rows[0].recorded = 1920
        rows[1].recorded = 1920
        try journal.load(fileAt: home.file(list(rows)))
        let dossier = try #require(try journal.dossier(id: try journal.sample(1).id))
        let reread = Reread(
          kind: .single, index: try #require(Index("1307")),
          at: try #require(LocalMinute("2026-06-16T08:00")))
        let alone = PointAssessment(of: dossier.point, rereads: [reread])
        let beside = dossier.assess([reread])
        func swapped(_ assessment: PointAssessment) -> Int {
          assessment.registers[0].findings.filter { $0.cause == .swappedMeters }
            .reduce(0) { $0 + $1.probability }
        }
        #expect(swapped(beside) > swapped(alone))
        let finding = Finding(cause: .swappedMeters, index: nil, probability: 1)
        let mistaken = dossier.nearby.mistaken(by: finding, for: dossier.point.registers[0])
        #expect(mistaken?.meter == SampleList.meter(2))
        #expect(mistaken?.steps == 1)
      }
    }
  }

  @Test("a neighbour whose list was damaged hinders nobody")
  func damaged() throws {
    try withHome { home in
      let path = try home.withJournal { journal in
        let first = try home.file(SampleList(points: 1..<3), named: "a.csv")
        try journal.load(fileAt: first)
        var second = SampleList(points: 1..<3)
        second.registers[0].recorded = 1921
        let (hash, _) = try journal.blobs.add(fileAt: first)
        _ = try journal.inspect(2, .confirmed)
        try journal.load(fileAt: home.file(second, named: "b.csv"))
        return journal.blobs.path(hash)
      }
      try Data().write(to: URL(fileURLWithPath: path))
      try home.withJournal { journal in
        let dossier = try #require(try journal.dossier(id: try journal.sample(1).id))
        #expect(dossier.point.identity.meter == SampleList.meter(1))
        #expect(dossier.nearby.count <= 1)
      }
    }
  }
}
