import Foundation
import TestSupport
import Testing

@Suite("Command line: the whole story of one meter")
struct CommandLineAuditTests {
  /// A meter found wrong with its minutes, and some work at others after it.
  private func worked(_ program: CommandLineProcess) throws {
    #expect(try program.run("worklist", "import", SampleBook.list).status == 0)
    let inspected = try program.run(
      "inspect", "--readings", SampleBook.dial, "--write-corrections")
    #expect(inspected.status == 0)
  }

  /// Runs SQL on the home's journal with what protects it away.
  private func tamper(_ program: CommandLineProcess, _ sql: String) throws {
    let outcome = try CommandLineProcess.run(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "sqlite3", program.home.appendingPathComponent("journal.sqlite").path,
        """
        DROP TRIGGER journal_no_update; \(sql);
        CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only: no update'); END;
        """,
      ])
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("starts with the list, and is told the same by serial, point and minutes")
  func told() throws {
    try withProgram { program, _ in
      try worked(program)
      let bySerial = try program.run("audit", "19013325", "--json")
      #expect(bySerial.status == 0, "\(bySerial.errors)")
      let story = try #require(try bySerial.objects().first)
      let entries = try #require(story["entries"] as? [[String: Any]])
      #expect(
        entries.map { $0["kind"] as? String } == ["worklist-loaded", "inspection", "correction"])
      #expect(story["unsound"] as? Int == 0 && story["state"] as? String == "pending")
      let point = try #require(story["point"] as? String)
      let minutes = try #require(entries[2]["minutes"] as? String)
      for subject in [point, minutes] {
        #expect(try program.run("audit", subject, "--json").output == bySerial.output)
      }
      let words = try program.run("audit", "19013325", language: "vi").output
      #expect(words.contains("nạp danh sách") && words.contains("so-Q0012.xml"))
      #expect(try program.run("audit", "00000000").status == 66)
      #expect(try program.run("audit", "19013325", "--period", "June").status == 64)
    }
  }

  @Test(
    "names what was altered and ends with 1, also where it cannot be read any more",
    arguments: [
      "body = CAST(replace(CAST(body AS TEXT), '\"version\"', '\"verse\"') AS BLOB)",
      "body = CAST('nothing' AS BLOB)",
      "body = CAST(replace(CAST(body AS TEXT), '19013325', '19492492') AS BLOB)",
      "signature = zeroblob(64)",
      "header = CAST('nothing' AS BLOB)",
    ])
  func altered(_ change: String) throws {
    try withProgram { program, _ in
      try worked(program)
      let before = try #require(try program.run("audit", "19013325", "--json").objects().first)
      let entries = try #require(before["entries"] as? [[String: Any]])
      let seq = try #require(entries[2]["seq"] as? Int)
      let minutes = try #require(entries[2]["minutes"] as? String)
      try tamper(program, "UPDATE journal SET \(change) WHERE seq = \(seq)")
      for subject in ["19013325", minutes] {
        let outcome = try program.run("audit", subject, "--json")
        #expect(outcome.status == 1, "\(outcome.output)\(outcome.errors)")
        let story = try #require(try outcome.objects().first)
        #expect(story["unsound"] as? Int == 1)
        let told = try #require(story["entries"] as? [[String: Any]])
        let bad = told.filter { $0["sound"] as? Bool == false }
        #expect(bad.map { $0["seq"] as? Int } == [seq])
        #expect(bad.map { $0["fault"] as? String } == ["altered"])
        #expect(bad.map { $0["counts"] as? Bool } == [false])
      }
      let words = try program.run("audit", "19013325", language: "vi")
      #expect(words.status == 1 && words.output.contains("⚠ đã bị sửa"))
      // The other meters are as they were.
      #expect(try program.run("audit", "18801127").status == 0)
    }
  }

  @Test("asks which meter is meant where a point has two, or two units have it")
  func ambiguous() throws {
    try withProgram { program, folder in
      let header =
        "MA_DVIQLY,MA_KHANG,MA_DDO,SERY_CTO,LOAI_BCS,NAM,THANG,KY,CS_CU,CS_MOI,NGAY_MOI\n"
      let rows = [
        "PE0700,PE0700001,PE0700001001,19000001,KT,2026,6,1,1180,1920,2026-06-12T10:37:00",
        "PE0700,PE0700001,PE0700001001,19000002,KT,2026,6,1,1180,1920,2026-06-12T10:37:00",
        "PE0700,PE0700002,PE0700002001,19000003,KT,2026,6,1,1180,1920,2026-06-12T10:37:00",
        "PE0800,PE0700002,PE0700002001,19000003,KT,2026,6,1,1180,1920,2026-06-12T10:37:00",
      ]
      let file = folder.appendingPathComponent("list.csv")
      try (header + rows.joined(separator: "\n") + "\n")
        .write(to: file, atomically: true, encoding: .utf8)
      #expect(try program.run("worklist", "import", file.path).status == 0)
      let serials = try program.run("audit", "PE0700001001")
      #expect(serials.status == 64)
      #expect(serials.errors.contains("19000001") && serials.errors.contains("19000002"))
      #expect(try program.run("audit", "PE0700001001", "--meter", "19000002").status == 0)
      #expect(try program.run("audit", "19000001").status == 0)
      let units = try program.run("audit", "19000003")
      #expect(units.status == 64)
      #expect(units.errors.contains("PE0700 PE0700002001 19000003"))
      #expect(units.errors.contains("PE0800 PE0700002001 19000003"))
      #expect(try program.run("audit", "19000003", "--unit", "PE0800").status == 0)
    }
  }
}
