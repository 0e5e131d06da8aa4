import Casework
import Foundation
import Journal
import Metering
import TestSupport
import Testing

@Suite("What a home reports of its points")
struct ReportedPointTests {
  /// Four points with their readers, classes and methods, and a neighbour for comparison.
  private static let list = """
    MA_DVIQLY,MA_KHANG,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,MA_QUYEN,DIA_CHI,SO_HOM,STT,LY_DO,\
    TT_HDON,CS_CU,CS_MOI,NGAY_MOI,MA_NVGCS,MA_NN,PT_GHI
    PE0700,PE07001,PE07001001,19000037,KT,2026,6,1,Q0012,"1 A",H1,1,TANG,CHUA_PH,1180,1920,\
    2026-06-12T10:37:00,NV1,SH,TAY
    PE0700,PE07002,PE07002001,19000074,BT,2026,6,1,Q0012,"1 A",H1,2,TANG,CHUA_PH,1180,1920,\
    2026-06-12T10:37:00,NV2,SX,XA
    PE0700,PE07002,PE07002001,19000074,CD,2026,6,1,Q0012,"1 A",H1,2,TANG,CHUA_PH,1180,1920,\
    2026-06-12T10:37:00,NV2,SX,XA
    PE0700,PE07003,PE07003001,19000111,KT,2026,6,1,Q0013,"2 B",,3,TANG,DA_PH,1180,1920,\
    2026-06-12T10:37:00,,,
    PE0700,PE07004,PE07004001,19000148,KT,2026,6,1,Q0013,"2 B",,4,CANH,DA_PH,1180,1920,\
    2026-06-12T10:37:00,NV1,SH,TAY

    """

  private func points(_ journal: Journal) throws -> [ReportedPoint] {
    var points: [ReportedPoint] = []
    var walk = try journal.reportWalk()
    // In pieces, as the program that has other work to do between them.
    while try walk.next(1, in: journal, { points.append($0) }) == 1 {}
    return points
  }

  private func load(_ home: TestHome, _ journal: Journal) throws {
    let file = home.folder.appendingPathComponent("list.csv")
    try Self.list.write(to: file, atomically: true, encoding: .utf8)
    try journal.load(fileAt: file.path)
  }

  @Test("is each point once, in the list's order, with what its first row says of the reading")
  func listed() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try load(home, journal)
        let found = try points(journal)
        #expect(
          found.map(\.identity.meter) == ["19000037", "19000074", "19000111", "19000148"])
        #expect(found.map(\.book) == ["Q0012", "Q0012", "Q0013", "Q0013"])
        #expect(found.map(\.reader) == ["NV1", "NV2", "", "NV1"])
        #expect(found.map(\.isResidential) == [true, false, nil, true])
        #expect(found.map(\.method) == [.byHand, .remote, nil, .byHand])
        #expect(found.map(\.isContext) == [false, false, false, true])
        #expect(found.allSatisfy { $0.standing.state == .unvisited && $0.visits.isEmpty })
        #expect(found.allSatisfy { $0.assignee == nil })
      }
    }
  }

  @Test("tells what counts, without what was taken back, and where saves were made")
  func visited() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try load(home, journal)
        let first = try journal.inspect(1, .confirmed)
        try journal.append([journal.withdrawal(1, of: first)])
        _ = try journal.minutes(1)
        try journal.inspect(2, .unread)
        let found = try points(journal)
        #expect(found[0].standing.state == .pending && found[0].visits.count == 1)
        #expect(found[0].cause == .transposition && found[0].correction?.invoice == .notIssued)
        #expect(found[1].standing.state == .unread && found[1].visits[0].noReadingCode == "V")
        // One box is one place.
        #expect(found[0].visits[0].place == found[1].visits[0].place)
        let report = try journal.report()
        #expect(report.isConsistent && report.total.listed == 3 && report.context == 1)
        #expect(report.total[.pending] == 1 && report.unread == ["V": 1])
        #expect(report.readers["NV1"]?.wrong == 1)
        #expect(try journal.report(book: "Q0013").total.listed == 1)
      }
    }
  }

  @Test("says whose list it is: the inspector's own, none where a unit has it")
  func assignees() throws {
    try withTeam { team, inspector, supervisor in
      #expect(try points(inspector).map(\.assignee) == Array(repeating: "H07", count: 5))
      #expect(try points(supervisor).map(\.assignee) == Array(repeating: nil, count: 5))
      // A decided case is reported by the person whose work it was.
      let entries = [try inspector.inspect(1, .deviates), try inspector.minutes(1).entry]
      try team.hand(entries, of: inspector, to: supervisor)
      try supervisor.append([decision(.approve, on: supervisor.onlyCase())])
      let report = try supervisor.report()
      #expect(report.isConsistent && report.inspectors.keys.sorted() == ["H07"])
      #expect(report.total[.approved] == 1)
    }
  }

  @Test("is not told where a list's file is gone")
  func gone() throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try load(home, journal)
        let hash = try #require(try journal.worklists().first?.loading.sha256)
        try FileManager.default.removeItem(atPath: "\(journal.blobs.folder)/\(hash)")
        #expect(throws: (any Error).self) { try journal.report() }
      }
    }
  }
}
