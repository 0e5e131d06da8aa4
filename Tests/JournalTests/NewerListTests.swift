import Casework
import Evidence
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("A worklist")
struct NewerListTests {
  /// What a newer list does to one point, by what happened to it before.
  struct Case: Sendable, CustomStringConvertible {
    var verdict: Verdict?
    /// The newer list's record of the point; nil where it leaves the point out.
    var recorded: Int?
    var book = "Q0012"
    var state: Standing.State?
    var isChanged = false

    var description: String {
      "\(verdict.map(\.rawValue) ?? "unvisited"), then \(recorded.map(String.init) ?? "gone")"
    }
  }

  static let cases = [
    Case(verdict: nil, recorded: 1920, state: .unvisited),
    Case(verdict: nil, recorded: 1930, state: .unvisited),
    Case(verdict: nil, recorded: nil, state: nil),
    Case(verdict: .confirmed, recorded: 1920, state: .confirmed),
    Case(verdict: .confirmed, recorded: 1930, state: .confirmed, isChanged: true),
    Case(verdict: .confirmed, recorded: nil, state: .confirmed),
    Case(verdict: .deviates, recorded: 1930, state: .deviates, isChanged: true),
    Case(verdict: .unresolved, recorded: nil, state: .unresolved),
    Case(verdict: .unread, recorded: 1930, state: .unread),
    Case(verdict: .unread, recorded: nil, state: .unread),
    Case(verdict: .confirmed, recorded: 1920, book: "Q0099", state: .confirmed),
  ]

  @Test("in a newer version changes and removes unvisited points only", arguments: cases)
  func newer(_ example: Case) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        let id = try journal.sample(1).id
        if let verdict = example.verdict { try journal.inspect(1, verdict) }
        var rows = SampleList(points: 2..<4).registers
        if let recorded = example.recorded {
          rows.append(.init(point: 1, recorded: recorded, book: example.book, walk: 77))
        }
        try journal.load(fileAt: home.file(SampleList(rows), named: "newer.csv"))
        let row = try journal.row(SampleList.identity(1))
        #expect(row?.state == example.state)
        #expect((row?.recordChanged ?? false) == example.isChanged)
        if let row {
          #expect(row.id == id)
          #expect(row.walkOrder == (example.recorded == nil ? 1 : 77))
          let record = try journal.dossier(id: id)?.point.registers.first?.recorded
          #expect(record == Index("\(example.recorded ?? 1920)"))
        }
        #expect(try journal.sample(3).state == .unvisited)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("of another scope leaves this one alone")
  func otherScope() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        let other = SampleList([.init(point: 5, book: "Q0099")])
        let loading = try journal.load(fileAt: home.file(other, named: "other.csv"))
        #expect((loading.added, loading.changed, loading.removed) == (1, 0, 0))
        #expect(try journal.counters().total == 3)
        #expect(try journal.worklists().map(\.loading.name) == ["other.csv", "list.csv"])
      }
    }
  }

  @Test("loses its mark once the changed record was inspected, and gets it back on a withdrawal")
  func reinspected() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<3)))
        try journal.inspect(1, .confirmed)
        let newer = SampleList([.init(point: 1, recorded: 1930), .init(point: 2)])
        let loading = try journal.load(fileAt: home.file(newer, named: "newer.csv"))
        #expect(loading.recordChanged == 1)
        let again = try journal.inspect(1, .deviates)
        #expect(try journal.sample(1).recordChanged == false)
        try journal.append([journal.withdrawal(1, of: again)])
        #expect(try journal.sample(1).recordChanged)
        #expect(try journal.sample(1).state == .confirmed)
      }
    }
  }

  @Test("that is loaded again changes nothing and makes no entry")
  func again() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        let path = try home.file(SampleList(points: 1..<3))
        let first = try journal.load(fileAt: path)
        #expect(first.entry?.entry.sequence == 1 && first.points == 2 && first.added == 2)
        let second = try journal.load(fileAt: path)
        #expect(second.entry == nil && second.points == 2 && second.added == 0)
        #expect(journal.head.sequence == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.home.blobs).count == 1)
      }
    }
  }

  @Test("is loaded all or nothing: a fault at its end leaves the home as it was")
  func allOrNothing() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        for round in 0..<2 {
          let path = home.folder.appendingPathComponent("bad.csv")
          let text = SampleList(points: 1..<50).text + "PE0700,cut off\n"
          try text.write(to: path, atomically: true, encoding: .utf8)
          #expect(throws: PlainCSVSource.Malformed(line: 51)) {
            try journal.load(fileAt: path.path)
          }
          #expect(journal.head.sequence == Int64(round) && journal.fault == nil)
          #expect(
            try FileManager.default.contentsOfDirectory(atPath: home.home.blobs).count == round)
          #expect(try journal.counters().total == round * 2)
          #expect(try journal.verify().isSound)
          if round == 0 { try journal.load(fileAt: home.file(SampleList(points: 1..<3))) }
        }
        let missing = try #require(throws: JournalError.self) {
          try journal.load(fileAt: home.folder.path + "/none.csv")
        }
        #expect(missing.code == .fileMissing && missing.code.exitStatus == 66)
      }
    }
  }

  @Test("brings a point's scattered registers together, and names a register that stands twice")
  func registers() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        var rows: [SampleList.Register] = []
        for kind in ["BT", "CD", "TD", "SG"] {
          for point in 1..<4 {
            rows.append(.init(point: point, kind: kind, invoice: kind == "TD" ? "DA_PH" : ""))
          }
        }
        let loading = try journal.load(fileAt: home.file(SampleList(rows)))
        #expect(loading.points == 3 && loading.registers == 12)
        let row = try journal.sample(2)
        #expect(row.registers == [.normal, .peak, .offPeak, .total])
        let point = try journal.dossier(id: row.id)?.point
        #expect(point?.registers.map(\.kind) == row.registers)
        let twice = SampleList(rows + [rows[4]])
        let error = try #require(throws: JournalError.self) {
          try journal.load(fileAt: home.file(twice, named: "twice.csv"))
        }
        #expect(error.code == .badList && error.code.exitStatus == 65)
        #expect(error.message.contains("6") && error.message.contains("14"))
        let adjacent = SampleList([rows[0], rows[0]])
        let second = try #require(throws: JournalError.self) {
          try journal.load(fileAt: home.file(adjacent, named: "adjacent.csv"))
        }
        #expect(second.message.contains("lines 2, 3"))
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("that comes beside a book's own takes nothing away, and no newer list takes it away")
  func supplement() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        func supplement(_ points: Range<Int>, reason: String = "KHIEU_NAI") throws {
          let rows = points.map {
            SampleList.Register(point: $0, walk: $0, reason: reason)
          }
          let hash = try journal.blobs.add(Array(SampleList(rows).text.utf8))
          try journal.load(
            ListAssignment(
              list: WorklistLoading(
                name: "khieu-nai.csv", sha256: hash.hex, bytes: 1, format: "", points: 1,
                registers: 1, isSupplement: true), unit: "PE0700", listVersion: 1))
        }
        func points() throws -> [String] {
          try journal.rows(in: .walk, limit: 9).map(\.identity.meter)
        }
        func meters(_ points: Int...) -> [String] { points.map(SampleList.meter) }
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        try supplement(3..<5)
        #expect(try points() == meters(1, 2, 3, 4))
        #expect(try journal.sample(3).reason == .complaint)
        #expect(try journal.sample(2).reason == .rise)
        // The book's next version knows nothing of 4, and leaves 2 out.
        try journal.load(
          fileAt: home.file(
            SampleList([.init(point: 1, walk: 1), .init(point: 3, walk: 3)]), named: "newer.csv"))
        #expect(try points() == meters(1, 3, 4))
        // Only the supplement itself takes its point back.
        try supplement(5..<6)
        #expect(try points() == meters(1, 3, 5))
        #expect(try journal.verify().isSound)
        try journal.rebuild()
        #expect(try points() == meters(1, 3, 5))
      }
    }
  }
}
