import Foundation
import TestSupport
import Testing

/// What supervisors do with keys alone, in a real terminal on a device with a hub.
@Suite("Review in the terminal program", .serialized)
struct ReviewLoopTests {
  @Test(
    "a supervisor returns minutes, approves them when they come back, looks at the day and signs the book",
    arguments: [(80, 24), (40, 15)])
  func supervising(columns: Int, rows: Int) throws {
    try withHub(.sqlite) { hub in
      let team = try ReviewTeam(hub, stick: false)
      try team.inspect(team.first, ReviewTeam.wrong)
      try team.exchange(team.first, team.supervisor)

      let session = try TerminalSession(
        columns: columns, rows: rows, home: team.supervisor.home)
      defer { session.close() }
      try session.run("review", environment: "")
      try session.see("chờ 1")
      try session.press("Enter")
      try session.see("−613 kWh")
      try session.press("r")
      try session.see("VÌ SAO")
      try session.press("1")
      try session.see("ĐẾN BAO GIỜ?")
      try session.press("3")
      try session.see("chờ 0")
      try sync(session)

      // The inspector hears of it, reads again, and the new minutes wait.
      try team.exchange(team.first)
      #expect(try team.state(of: "19013325", on: team.first) == "returned")
      try team.inspect(team.first, "19013325,KT,1307.6,2026-06-16T15:10:00")
      try team.exchange(team.first)
      try sync(session)
      try session.see("chờ 1")
      try session.press("Enter")
      try session.see("1307,6")
      try session.press("a")
      try session.see("chờ 0")

      try session.press("g")
      try session.see("1/5")
      try session.press("Escape")
      try session.press("c")
      try session.see("CHỐT SỔ")
      try session.press("Enter")
      try session.see("CHỐT ĐƯỢC 1/")
      try session.press("s")
      try session.see("ĐẾN BAO GIỜ?")
      try session.press("2")
      try session.see("Ký chốt sổ")
      try session.press("1")
      try session.see("Đã ký sổ")
      try session.press("Escape")
      try session.see("CHỐT SỔ")
      try session.press("Escape")
      try sync(session)
      try session.press("q")
      // The prompt: a small screen has no room for the command line before it.
      try session.see("$\n")
      try team.exchange(team.first)
      #expect(try team.state(of: "19013325", on: team.first) == "approved")
      #expect(try team.exported()["correctedMinutes"] as? Int == 1)
    }
  }

  /// Exchanges with the hub at one key.
  private func sync(_ session: TerminalSession) throws {
    try session.press("s")
    try session.see("Xong lúc")
    try session.press("Escape")
    try session.see("DUYỆT")
  }
}
