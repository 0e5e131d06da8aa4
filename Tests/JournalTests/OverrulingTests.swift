import Casework
import Journal
import Metering
import Testing

@Suite("A verdict that the inspector overruled")
struct OverrulingTests {
  private func overruling(
    _ point: Int, of inspection: Journal.Appended, _ from: Verdict, _ to: Verdict,
    because: String = "ảnh"
  ) throws -> Casework.Record {
    .overruling(
      Overruling(
        point: PointReference(identity: try SampleList.identity(point), list: "0011223344556677"),
        inspection: inspection.entry.hash.hex,
        verdict: OverruledVerdict(from: from, to: to, reason: because)))
  }

  @Test("moves the point in list and counters, and a rebuilt home says the same")
  func kept() throws {
    try withHome { home in
      try home.withJournal { journal in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let inspection = try journal.inspect(2, .deviates)
        try journal.append([try overruling(2, of: inspection, .deviates, .confirmed)])
        #expect(try journal.sample(2).state == .confirmed)
        #expect(try journal.counters()[.confirmed] == 1)
        #expect(try journal.counters()[.deviates] == 0)
        let dossier = try #require(try journal.dossier(id: try journal.sample(2).id))
        #expect(dossier.inspection?.verdict == .deviates)
        #expect(dossier.standing.overruled?.to == .confirmed)
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test(
    "is refused without a reason, to the same verdict, from another one, or to unread",
    arguments: [
      (Verdict.deviates, Verdict.confirmed, " "), (.deviates, .deviates, "ảnh"),
      (.confirmed, .deviates, "ảnh"), (.deviates, .unread, "ảnh"),
    ])
  func refused(from: Verdict, to: Verdict, reason: String) throws {
    try withHome { home in
      try home.withJournal { journal in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let inspection = try journal.inspect(2, .deviates)
        let record = try overruling(2, of: inspection, from, to, because: reason)
        #expect(throws: JournalError.self) { try journal.append([record]) }
        #expect(try journal.sample(2).state == .deviates)
      }
    }
  }

  @Test("is refused where minutes rest on the verdict, or a later inspection took its place")
  func overtaken() throws {
    try withHome { home in
      try home.withJournal { journal in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let first = try journal.inspect(2, .deviates)
        _ = try journal.minutes(2)
        let record = try overruling(2, of: first, .deviates, .confirmed)
        #expect(throws: JournalError.self) { try journal.append([record]) }
        try journal.inspect(2, .unresolved)
        #expect(throws: JournalError.self) { try journal.append([record]) }
      }
    }
  }

  @Test("can be withdrawn: the program's verdict counts again")
  func withdrawn() throws {
    try withHome { home in
      try home.withJournal { journal in
        try journal.load(fileAt: home.file(SampleList(points: 1..<4)))
        let inspection = try journal.inspect(2, .confirmed)
        let record = try overruling(2, of: inspection, .confirmed, .deviates)
        let entry = try #require(try journal.append([record]).last)
        #expect(try journal.sample(2).state == .deviates)
        try journal.append([try journal.withdrawal(2, of: entry)])
        #expect(try journal.sample(2).state == .confirmed)
      }
    }
  }
}
