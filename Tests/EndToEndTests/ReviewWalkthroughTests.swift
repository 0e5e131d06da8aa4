import Foundation
import TestSupport
import Testing

/// Two inspectors' handhelds, a supervisor's device, one hub: inspect, correct, review, return, redo,
/// approve, sign off, export.
@Suite("From the meter to the corrected book", .serialized)
struct ReviewWalkthroughTests {
  private func reviewed(_ team: ReviewTeam) throws {
    let found = try team.inspect(team.first, ReviewTeam.wrong)
    let number = try #require(found["minutes"] as? String)
    try team.exchange(team.first, team.supervisor)
    let waiting = try #require(try team.queue("awaiting").first)
    #expect(waiting["minutes"] as? String == number)
    #expect(waiting["person"] as? String == "H07")
    #expect(try team.exported()["correctedMinutes"] as? Int == 0)

    // Only a supervisor decides, and only with a reason.
    try team.decide(team.first, number, "approve", status: 77)
    try team.decide(team.supervisor, number, "return", status: 65)
    try team.decide(
      team.supervisor, number, "return", "--reason", "chụp lại niêm phong", "--due", "2026-06-20")
    try team.exchange(team.supervisor, team.first)
    let rows = try team.first.run("worklist", "list", "--json").objects()
    #expect(rows.first?["meter"] as? String == "19013325")
    #expect(rows.first?["state"] as? String == "returned")

    let redone = try team.inspect(team.first, "19013325,KT,1307.6,2026-06-16T15:10:00")
    let second = try #require(redone["minutes"] as? String)
    try team.exchange(team.first, team.supervisor)
    #expect(try team.queue("awaiting").map { $0["minutes"] as? String } == [second])
    #expect(try team.answered(second, "DA_AP_DUNG").status == 65)
    try team.decide(team.supervisor, second, "approve")
    try team.exchange(team.supervisor, team.first)
    for device in [team.first, team.supervisor] {
      #expect(try team.state(of: "19013325", on: device) == "approved")
    }
    let exported = try team.exported()
    #expect(exported["correctedMinutes"] as? Int == 1 && exported["conflicts"] as? Int == 0)
    #expect(exported["unsignedBooks"] as? [String] == ["Q0012"])
    try signed(team)
    let book = try String(
      contentsOf: team.folder.appendingPathComponent("book.xml"), encoding: .utf8)
    #expect(book.contains("<PHUC_TRA>DA_DUYET</PHUC_TRA>") && book.contains(second))

    // Billing answers; until then the invoice is withheld.
    #expect(
      try team.hub.run("holds", "--json").objects().map { $0["minutes"] as? String } == [second])
    #expect(try team.answered(number, "DA_AP_DUNG").status == 65)
    #expect(try team.answered(second, "TU_CHOI").status == 65)
    #expect(try team.answered(second, "TU_CHOI", "kỳ đã khoá").status == 0)
    let applied = try team.answered(second, "DA_AP_DUNG")
    #expect(applied.status == 0, "\(applied.errors)")
    #expect(try team.answered(second, "DA_AP_DUNG").output.contains("0"))
    // The older file again takes nothing back.
    #expect(try team.answered(second, "TU_CHOI", "kỳ đã khoá").output.contains("0"))
    try team.exchange(team.supervisor, team.first)
    for device in [team.first, team.supervisor] {
      #expect(try team.state(of: "19013325", on: device) == "applied")
    }
    #expect(try team.hub.run("holds", "--json").objects().isEmpty)
    try audited(team, number)
  }

  /// The supervisor signs the book in part; the export says so, and its sums are those of the signed list.
  private func signed(_ team: ReviewTeam) throws {
    let sign = ["book", "sign", "Q0012", "--home"]
    #expect(try team.first.run(sign + [team.first.home.path]).status == 77)
    let home = team.supervisor.home.path
    #expect(try team.supervisor.run(sign + [home]).status == 77)
    #expect(try team.supervisor.run(sign + [home, "--partial"]).status == 64)
    let outcome = try team.supervisor.run(
      sign + [home, "--partial", "--due", "2026-06-20", "--json"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    let book = try #require(try outcome.objects().first)
    let signature = try #require(book["signed"] as? [String: Any])
    #expect(signature["by"] as? String == "S01")
    #expect((book["late"] as? [Any])?.isEmpty == true)
    let totals = try #require(signature["totals"] as? [String: Any])
    let held = try #require(signature["held"] as? [[String: Any]])
    #expect(held.allSatisfy { $0["due"] as? String == "2026-06-20" && $0["owner"] is String })

    // The signed list is what the entry names, and its rows are what the entry adds up to.
    let list = team.folder.appendingPathComponent("closed.csv")
    #expect(try team.supervisor.run("book", "show", "Q0012", "-o", list.path).status == 0)
    let bytes = try Data(contentsOf: list)
    let hash = try #require(signature["closedList"] as? String)
    #expect(
      bytes == (try Data(contentsOf: team.supervisor.home.appendingPathComponent("blobs/\(hash)"))))
    let rows = try table(list)
    #expect(rows.count == totals["points"] as? Int)
    func sum(_ column: String) throws -> Decimal {
      let values = rows.compactMap { row in row[column].flatMap { Decimal(string: $0) } }
      try #require(values.count == rows.count, "\(column)")
      return values.reduce(0, +)
    }
    #expect(try sum("SL_DA_TINH") == Decimal(string: totals["consumptionBefore"] as? String ?? ""))
    #expect(try sum("SL_DUNG") == Decimal(string: totals["consumptionAfter"] as? String ?? ""))

    // What the export changes is what was signed.
    let exported = try team.exported()
    #expect(exported["correctedMinutes"] as? Int == rows.count { $0["CACH"] == "HIEU_CHINH" })
    let books = try #require(exported["signedBooks"] as? [[String: Any]])
    let told = try #require(books.first?["signed"] as? [String: Any])
    #expect(
      told["by"] as? String == "S01" && told["entry"] as? String == signature["entry"] as? String)
    let words = try team.supervisor.run(
      "export", "-o", team.folder.appendingPathComponent("book.xml").path, language: "vi")
    #expect(words.output.contains("S01 ký lúc"), "\(words.output)")
    #expect(try team.supervisor.run(sign + [home]).output.contains("S01"))
  }

  /// What is recorded after the signing is named as late and stays out, until the book is signed again.
  private func late(_ team: ReviewTeam) throws {
    let before = try team.exported()
    let found = try team.inspect(
      team.first, "18533341,KT,\(try reading("18533341")),2026-06-17T09:00:00")
    let number = try #require(found["minutes"] as? String)
    try team.exchange(team.first, team.supervisor)
    try team.decide(team.supervisor, number, "approve")
    let exported = try team.exported()
    #expect(exported["correctedMinutes"] as? Int == before["correctedMinutes"] as? Int)
    let reasons = try #require(exported["conflictReasons"] as? [[String: Any]])
    #expect(reasons.contains { $0["reason"] as? String == "late" })
    let books = try #require(exported["signedBooks"] as? [[String: Any]])
    let late = try #require(books.first?["late"] as? [[String: Any]])
    #expect(late.map { $0["meter"] as? String } == ["18533341"])
    #expect(late.map { $0["change"] as? String } == ["closedSince"])
    let again = try team.supervisor.run(
      "book", "sign", "Q0012", "--partial", "--due", "2026-06-21")
    #expect(again.status == 0, "\(again.errors)")
    let taken = try team.exported()
    #expect(taken["correctedMinutes"] as? Int == (before["correctedMinutes"] as? Int ?? 0) + 1)
    // Everybody of the unit hears of it, the office keeps the list.
    try team.exchange(team.supervisor)
  }

  /// A plain CSV by the names of its columns.
  private func table(_ file: URL) throws -> [[String: String]] {
    let lines = try String(contentsOf: file, encoding: .utf8)
      .replacing("\u{FEFF}", with: "").split(separator: "\r\n")
    let names = try #require(lines.first).split(separator: ",").map(String.init)
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(names, cells)) { first, _ in first }
    }
  }

  /// The whole story of the meter, in order, every hash and signature checked.
  private func audited(_ team: ReviewTeam, _ first: String) throws {
    let told = try team.supervisor.run("audit", first, "--json")
    #expect(told.status == 0, "\(told.errors)")
    let story = try #require(try told.objects().first)
    #expect(story["state"] as? String == "applied")
    let entries = try #require(story["entries"] as? [[String: Any]])
    #expect(
      entries.map { $0["kind"] as? String } == [
        "list-assigned", "worklist-loaded", "inspection", "correction", "review", "inspection",
        "correction", "review", "book-signed", "billing-answered", "billing-answered",
      ])
    #expect(entries.allSatisfy { $0["sound"] as? Bool == true })
    #expect(Set(entries[..<2].map { $0["sha256"] as? String }).count == 1)
    #expect(
      entries.map { $0["counts"] as? Bool } == [
        true, true, false, false, true, true, true, true, true, true, true,
      ])
    #expect(Set(entries.compactMap { $0["person"] as? String }) == ["H07", "S01"])
    let words = try team.supervisor.run("audit", "19013325", language: "vi")
    #expect(words.output.contains("trả lại") && words.output.contains("chụp lại niêm phong"))
    #expect(try team.supervisor.run("audit", "00000000").status == 66)
  }

  private func ownWork(_ team: ReviewTeam) throws {
    let found = try team.inspect(
      team.supervisor, "18840266,KT,\(try reading("18840266")),2026-06-16T12:00:00")
    let number = try #require(found["minutes"] as? String)
    try team.decide(team.supervisor, number, "approve", status: 77)
  }

  /// A decision and a later visit cross on their way.
  private func crossing(_ team: ReviewTeam) throws {
    let found = try team.inspect(
      team.first, "20450011,KT,\(try reading("20450011")),2026-06-16T09:00:00")
    let number = try #require(found["minutes"] as? String)
    try team.exchange(team.first, team.supervisor)
    try team.decide(team.supervisor, number, "approve")
    try team.inspect(
      team.first, "20450011,KT,\(try reading("20450011")),2026-06-16T17:00:00", "--again")
    try team.exchange(team.first, team.supervisor, team.first)
    let crossed = try team.queue("crossed")
    #expect(crossed.map { $0["meter"] as? String } == ["20450011"])
    #expect(try team.state(of: "20450011", on: team.first) != "approved")
    #expect(try team.exported()["correctedMinutes"] as? Int == 1)
  }

  private func dispute(_ team: ReviewTeam) throws {
    let meter = "21775126"
    let true_ = try reading(meter)
    try team.inspect(team.first, "\(meter),KT,\(true_),2026-06-16T09:10:00")
    try team.inspect(team.second, "\(meter),KT,12320,2026-06-16T16:20:00")
    try team.exchange(team.first, team.second, team.supervisor, team.first)
    let waiting = try #require(try team.queue("disputed").first)
    #expect(waiting["awaits"] as? String == "dispute")
    try team.decide(team.supervisor, meter, "choose", "--person", "H99", status: 64)
    try team.decide(team.supervisor, meter, "choose", "--person", "H07")
    #expect(try team.queue("disputed").isEmpty)
    #expect(try team.state(of: meter, on: team.supervisor) == "pending")
    try team.exchange(team.supervisor, team.second)
    #expect(try team.state(of: meter, on: team.second) == "rejected")
  }

  /// What the dial of a meter of the sample book shows.
  private func reading(_ meter: String) throws -> String {
    let dials = try String(
      contentsOf: Environment.asset("sample/so-Q0012.dial.csv"), encoding: .utf8)
    let row = try #require(dials.split(separator: "\n").first { $0.hasPrefix(meter) })
    return String(row.split(separator: ",")[2])
  }

  @Test(
    "inspect, correct, review, return, redo, approve, sign off and export, over the network",
    arguments: HubBackend.allCases)
  func overTheNetwork(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let team = try ReviewTeam(hub, stick: false)
      try reviewed(team)
      try crossing(team)
      try dispute(team)
      try late(team)
      try ownWork(team)
      for device in [team.first, team.second, team.supervisor] {
        let verified = try device.run("journal", "verify")
        #expect(verified.status == 0, "\(verified.output)\(verified.errors)")
      }
    }
  }

  @Test("the same with a stick alone", arguments: HubBackend.allCases)
  func byStick(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let team = try ReviewTeam(hub, stick: true)
      try reviewed(team)
      try crossing(team)
      try late(team)
    }
  }
}
