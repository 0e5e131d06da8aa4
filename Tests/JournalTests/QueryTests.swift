import Casework
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("The worklist")
struct QueryTests {
  /// Sixty points with ties and gaps in everything that is sorted by.
  private func withWorklist(_ body: (Journal) throws -> Void) throws {
    try withHome { (home) throws in
      var random = SeededGenerator(seed: 20_260_616)
      let streets = ["Lũy Bán Bích", "Tân Sơn Nhì", "Gò Dầu", "Âu Cơ"]
      let reasons = ["TANG", "GIAM", "AM", "KHONG", "KHIEU_NAI", "CANH", ""]
      let list = SampleList(
        (0..<60).map { point in
          SampleList.Register(
            point: point, walk: point % 7 == 0 ? nil : point % 20,
            address: "\(point % 9)/\(point) \(streets[point % 4]), P. Tân Thành",
            pole: "C\(point / 6)", box: "H1",
            reason: reasons[Int.random(in: 0..<7, using: &random)])
        })
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(list))
        let verdicts = Verdict.allCases
        for point in stride(from: 0, to: 60, by: 4) {
          try journal.inspect(point, verdicts[point / 4 % 4])
        }
        try journal.inspect(12, .unread)
        try body(journal)
      }
    }
  }

  @Test(
    "pages through every order, forwards and backwards, each point once",
    arguments: WorklistOrder.allCases)
  func paging(order: WorklistOrder) throws {
    try withWorklist { (journal) throws in
      let all = try journal.rows(in: order, limit: 1000)
      #expect(all.count == (try journal.counters().total))
      #expect(Set(all.map(\.id)).count == all.count)
      #expect(all.allSatisfy { $0.reason != .context })
      var forwards: [WorklistRow] = []
      while true {
        let place = forwards.last.map { WorklistPosition($0, order: order) }
        let page = try journal.rows(in: order, after: place, limit: 7)
        if page.isEmpty { break }
        forwards += page
      }
      #expect(forwards == all)
      var backwards: [WorklistRow] = []
      while true {
        let place = backwards.first.map { WorklistPosition($0, order: order) }
        let page = try journal.rows(in: order, after: place, backwards: true, limit: 7)
        if page.isEmpty { break }
        backwards = page + backwards
      }
      #expect(backwards == all)
    }
  }

  @Test("puts unread points last in walk order, the fewest attempts first")
  func walk() throws {
    try withWorklist { (journal) throws in
      let rows = try journal.rows(in: .walk, limit: 1000)
      let unread = rows.drop { $0.state != .unread }
      #expect(!unread.isEmpty && unread.allSatisfy { $0.state == .unread })
      #expect(unread.map(\.attempts) == unread.map(\.attempts).sorted())
      let orders = rows.prefix { $0.state != .unread }.map { $0.walkOrder ?? Int.max }
      #expect(orders == orders.sorted())
      let states = try journal.rows(in: .state, limit: 1000).map(\.state)
      #expect(states.first == .unvisited && states.last == .confirmed)
    }
  }

  @Test("sorts addresses by street, then by house number")
  func addresses() throws {
    try withHome { (home) throws in
      let addresses = ["38 Gò Dầu", "Tổ 4", "9/2 Gò Dầu", "374/2 Gò Dầu", "12", "5 An Dương"]
      let list = SampleList(
        addresses.enumerated().map { .init(point: $0.offset, address: $0.element) })
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(list))
        #expect(
          try journal.rows(in: .address, limit: 9).map(\.address)
            == ["12", "5 An Dương", "9/2 Gò Dầu", "38 Gò Dầu", "374/2 Gò Dầu", "Tổ 4"])
      }
    }
  }

  @Test("finds a serial by its tail")
  func tail() throws {
    try withWorklist { (journal) throws in
      let all = try journal.rows(in: .serial, limit: 1000)
      for tail in ["1", "37", "137", "000", "99999999", ""] {
        let found = try journal.rows(serialTail: tail, limit: 1000).map(\.id)
        let due = tail.isEmpty ? [] : all.filter { $0.identity.meter.hasSuffix(tail) }.map(\.id)
        #expect(Set(found) == Set(due), "\(tail)")
      }
      #expect(try journal.rows(meter: SampleList.meter(8)).count <= 1)
    }
  }

  @Test(
    "filters by words, accents and capitals ignored, in slices that can be broken off",
    arguments: ["luy ban", "LŨY", "au co", "tân sơn 3/", "19000", "c3 h1", "khong co", "pe07005"])
  func filter(words: String) throws {
    try withWorklist { (journal) throws in
      for order in WorklistOrder.allCases {
        let query = WorklistQuery(order: order, filter: words)
        let whole = try journal.slice(query, scanning: 1000, limit: 1000)
        #expect(whole.isComplete)
        #expect(whole.rows.isEmpty == (words == "khong co"))
        var found: [WorklistRow] = []
        var place: WorklistPosition?
        while true {
          let slice = try journal.slice(query, after: place, scanning: 5, limit: 3)
          found += slice.rows
          place = slice.position
          if slice.isComplete { break }
        }
        #expect(found == whole.rows)
        let back = try journal.slice(query, backwards: true, scanning: 1000, limit: 1000)
        #expect(back.rows == whole.rows)
      }
    }
  }

  @Test("gives the next unvisited point in walk order, then from the start, then none")
  func nextUnvisited() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<5)))
        try journal.inspect(2, .confirmed)
        let first = try journal.sample(1)
        #expect(try journal.nextUnvisited(after: nil)?.id == first.id)
        #expect(try journal.nextUnvisited(after: first)?.walkOrder == 3)
        #expect(try journal.nextUnvisited(after: journal.sample(4))?.walkOrder == 1)
        for point in [1, 3] { try journal.inspect(point, .unread) }
        #expect(try journal.nextUnvisited(after: journal.sample(4)) == nil)
      }
    }
  }

  @Test("opens a point with its record, its standing and the others of its box")
  func dossier() throws {
    try withWorklist { (journal) throws in
      let row = try journal.sample(4)
      let dossier = try #require(try journal.dossier(id: row.id))
      #expect(dossier.row == row)
      #expect(dossier.point.registers.map(\.recorded) == [Index("1920")])
      #expect(dossier.standing.state == row.state)
      #expect(dossier.inspection?.verdict.rawValue == row.state.rawValue)
      #expect(dossier.list.count == 16)
      #expect(dossier.boxMates.contains(row) == (row.reason != .context))
      #expect(dossier.boxMates.allSatisfy { $0.pole == row.pole && $0.box == row.box })
      #expect(try journal.dossier(id: 9999) == nil)
    }
  }

  @Test("says nothing from which the recorded index could be worked out")
  func blind() throws {
    func rows(_ recorded: Int) throws -> [WorklistRow] {
      var found: [WorklistRow] = []
      try withHome { (home) throws in
        let list = SampleList((1..<6).map { .init(point: $0, recorded: recorded * $0) })
        try home.withJournal { (journal) throws in
          try journal.load(fileAt: home.file(list))
          found = try WorklistOrder.allCases.flatMap { try journal.rows(in: $0, limit: 9) }
        }
      }
      return found
    }
    #expect(try rows(1920) == rows(2000))
  }
}
