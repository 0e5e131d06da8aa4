import Foundation
import TestSupport
import Testing

@Suite("Command line: evidence")
struct CommandLineEvidenceTests {
  /// Runs `body` on a home with the sample book inspected, and its minutes as listed.
  private func withMinutes(
    _ body: (CommandLineProcess, URL, [[String: Any]]) throws -> Void
  ) throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial, "--write-corrections")
      let entries = try program.run("journal", "list", "--json").objects()
      try body(program, folder, entries)
    }
  }

  private func sql(_ statement: String, _ program: CommandLineProcess) throws -> String {
    let database = program.home.appendingPathComponent("journal.sqlite").path
    let outcome = try CommandLineProcess.run(
      URL(fileURLWithPath: "/usr/bin/env"), ["sqlite3", database, statement])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// Changes a row as somebody would who takes the triggers away first and puts them back.
  private func tamper(_ statement: String, _ program: CommandLineProcess) throws {
    let triggers = try sql("SELECT sql || ';' FROM sqlite_master WHERE type = 'trigger'", program)
    let drops = try sql(
      "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'", program)
    _ = try sql("\(drops) \(statement); \(triggers)", program)
  }

  @Test("a paper's hash finds its entry, however it is typed")
  func found() throws {
    try withMinutes { program, _, entries in
      let minutes = try #require(entries.first { $0["kind"] as? String == "correction" })
      let hash = try #require(minutes["hash"] as? String)
      let number = try #require(minutes["minutes"] as? String)
      let short = String(hash.prefix(16))
      let typed = [
        [short], [hash], [String(hash.prefix(17))], [short.uppercased()],
        ["\(short.prefix(4))-\(short.dropFirst(4).prefix(4)) \(short.dropFirst(8))"],
        [String(short.prefix(8)), String(short.dropFirst(8))],
      ]
      for words in typed {
        let outcome = try program.run(
          ["minutes", "check"] + words + ["--json", "--home", program.home.path])
        #expect(outcome.status == 0, "\(words): \(outcome.errors)")
        let found = try #require(outcome.objects().first)
        #expect(found["number"] as? String == number && found["state"] as? String == "counts")
        #expect(found["meter"] as? String == minutes["meter"] as? String)
        #expect(found["person"] as? String == "H07" && found["good"] as? Bool == true)
      }
      let text = try program.run("minutes", "check", short)
      #expect(text.output.contains("\(number)\n") && text.output.contains("Signature         good"))
      #expect(text.output.hasSuffix("The paper is the journal's own, and counts.\n"))
      let paper = try program.run("minutes", "show", number).output
      #expect(Self.withoutBlanks(paper).contains(short))
      let vietnamese = try program.run("minutes", "check", short, language: "vi")
      #expect(vietnamese.output.hasSuffix("Giấy này đúng là của nhật ký và có hiệu lực.\n"))
    }
  }

  /// Papers print the hash in groups of four, for reading it aloud.
  static func withoutBlanks(_ paper: String) -> String { paper.filter { $0 != " " } }

  @Test("a slip's hash is that of its inspection")
  func slip() throws {
    try withMinutes { program, _, entries in
      let inspection = try #require(entries.first { $0["kind"] as? String == "inspection" })
      let hash = try #require(inspection["hash"] as? String)
      let outcome = try program.run("minutes", "check", String(hash.prefix(16)), "--json")
      #expect(outcome.status == 0)
      #expect(try outcome.objects().first?["kind"] as? String == "inspection")
      let meter = try #require(inspection["meter"] as? String)
      let slip = try program.run("minutes", "slip", meter).output
      #expect(Self.withoutBlanks(slip).contains(hash.prefix(16)))
    }
  }

  @Test("a changed entry is found and not good, an unknown one is 66, a wrong form 64")
  func notGood() throws {
    try withMinutes { program, _, entries in
      let minutes = try #require(entries.first { $0["kind"] as? String == "correction" })
      let hash = try #require(minutes["hash"] as? String)
      let number = try #require(minutes["seq"] as? Int)
      try tamper(
        "UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), 'H07', 'H08') AS BLOB) "
          + "WHERE seq = \(number)", program)
      let changed = try program.run("minutes", "check", hash, "--json")
      #expect(changed.status == 1)
      let found = try #require(changed.objects().first)
      #expect(found["signatureGood"] as? Bool == false && found["good"] as? Bool == false)
      #expect((found["fault"] as? String)?.contains("body") == true)
      let unknown = try program.run("minutes", "check", "0123456789abcdef")
      #expect(unknown.status == 66 && unknown.errors.contains("0123456789abcdef"))
      for wrong in ["0123456789abcde", "0123456789abcdeg", String(repeating: "a", count: 65)] {
        #expect(try program.run("minutes", "check", wrong).status == 64)
      }
    }
  }

  @Test("salvage saves what is whole of a home that does not open, and says so")
  func salvage() throws {
    try withMinutes { program, folder, entries in
      let sound = try program.run("journal", "salvage", folder.path + "/sound", "--json")
      #expect(sound.status == 0, "\(sound.errors)")
      #expect(try sound.objects().first?["entries"] as? Int == entries.count)
      let database = program.home.appendingPathComponent("journal.sqlite")
      var bytes = try Data(contentsOf: database)
      bytes.replaceSubrange(0..<100, with: Data(repeating: 0x55, count: 100))
      try bytes.write(to: database)
      #expect(try program.run("journal", "verify").status == 74)
      let saved = try program.run("journal", "salvage", folder.path + "/out")
      // All is there, and nothing in the home can tell any more that it is all.
      #expect(saved.status == 1, "\(saved.output)\(saved.errors)")
      #expect(saved.output.hasPrefix("Saved: \(entries.count) entries and 1 files of device "))
      #expect(saved.output.contains("the end is unknown"))
      try FileManager.default.removeItem(
        at: program.home.appendingPathComponent("blobs"))
      let lacking = try program.run("journal", "salvage", folder.path + "/less", "--json")
      #expect(lacking.status == 1)
      let object = try #require(lacking.objects().first)
      #expect(object["complete"] as? Bool == false && object["entries"] as? Int == entries.count)
      #expect((object["blobsMissing"] as? [Any])?.count == 1)
    }
  }

  @Test("salvage without the home's key needs the exported one")
  func salvageWithoutKey() throws {
    try withMinutes { program, folder, entries in
      let first = try program.run("journal", "salvage", folder.path + "/first", "--json")
      let files = try #require(first.objects().first?["files"] as? [String])
      try FileManager.default.removeItem(at: program.home.appendingPathComponent("device.key"))
      #expect(try program.run("journal", "salvage", folder.path + "/none").status == 78)
      let given = try program.run(
        "journal", "salvage", folder.path + "/given", "--key", files[0], "--json")
      #expect(given.status == 0)
      #expect(try given.objects().first?["entries"] as? Int == entries.count)
      let wrong = try program.run(
        "journal", "salvage", folder.path + "/wrong", "--key", SampleBook.list)
      #expect(wrong.status == 65)
    }
  }

  @Test("wipe is refused with 77 without a receipt, and done where the device is named in full")
  func wipe() throws {
    try withMinutes { program, _, entries in
      let device = try #require(
        try program.run("device", "show", "--json").objects().first?["device"] as? String)
      let refused = try program.run("device", "wipe")
      #expect(refused.status == 77)
      #expect(refused.errors.contains("\(entries.count) of \(entries.count) entries"))
      let short = try program.run(
        "device", "wipe", "--even-without-receipt", String(device.prefix(8)))
      #expect(short.status == 77 && short.errors.contains("\(entries.count) entries"))
      #expect(try program.run("journal", "verify").status == 0)
      let done = try program.run("device", "wipe", "--even-without-receipt", device)
      #expect(done.status == 0, "\(done.errors)")
      #expect(!FileManager.default.fileExists(atPath: program.home.path))
      #expect(try program.run("device", "wipe").status == 66)
    }
  }
}
