import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Command line: journal and device")
struct CommandLineJournalTests {
  @Test("a journal of inspections is sound")
  func sound() throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial, "--write-corrections")
      let entries = try program.run("journal", "list", "--json").objects()
      #expect(entries.first?["kind"] as? String == "worklist-loaded")
      #expect(entries.compactMap { $0["seq"] as? Int } == Array(1...entries.count))
      let inspections = entries.filter { $0["kind"] as? String == "inspection" }
      #expect(inspections.count == 40)
      #expect(inspections.allSatisfy { $0["meter"] is String && $0["verdict"] is String })
      let verified = try program.run("journal", "verify", "--json")
      #expect(verified.status == 0)
      #expect(try verified.objects().first?["sound"] as? Bool == true)
      let text = try program.run("journal", "verify")
      #expect(text.output.hasPrefix("The journal is sound: \(entries.count) entries of device "))
    }
  }

  @Test(
    "a home that is not there is named and not made, where only what is there can be asked for",
    arguments: [["verify"], ["export", "bundles"]])
  func noHome(command: [String]) throws {
    try withProgram { program, folder in
      for home in [program.home, folder] {
        let outcome = try program.run(
          ["journal"] + command + ["--home", home.path, "--lang", "en"])
        #expect(outcome.status == 66 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("no home at \(home.path)"), "\(outcome.errors)")
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test("a changed entry is found and named, and the status is 1")
  func tampered() throws {
    try withProgram { program, _ in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial)
      // The triggers forbid changes, so whoever tampers takes them away first.
      try Self.sql(
        """
        SELECT 'DROP TRIGGER "' || name || '";' FROM sqlite_master WHERE type = 'trigger';
        """, program, thenRunItsOutput: true)
      try Self.sql(
        """
        UPDATE journal SET body = CAST(replace(CAST(body AS TEXT), '1307.4', '1807.4') AS BLOB)
        WHERE seq = 7;
        """, program)
      let outcome = try program.run("journal", "verify")
      #expect(outcome.status == 1)
      #expect(outcome.output.hasPrefix("The journal is NOT sound (41 entries)\n"))
      #expect(outcome.output.contains("first entry at fault: 7: "))
      let json = try program.run("journal", "verify", "--json")
      #expect(json.status == 1)
      #expect(try json.objects().first?["firstBadSeq"] as? Int == 7)
    }
  }

  @Test("without its triggers a journal is not sound, whatever its entries say")
  func unprotected() throws {
    try withProgram { program, _ in
      try program.run("device", "set", "--inspector", "H07")
      try Self.sql(
        """
        SELECT 'DROP TRIGGER "' || name || '";' FROM sqlite_master WHERE type = 'trigger';
        """, program, thenRunItsOutput: true)
      #expect(try program.run("journal", "verify").status == 1)
    }
  }

  @Test("an export can be checked with python's cryptography alone")
  func export() throws {
    try withProgram { program, folder in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial, "--write-corrections")
      let entries = try program.run("journal", "list", "--json").objects().count
      let target = folder.appendingPathComponent("export").path
      let outcome = try program.run("journal", "export", target)
      #expect(outcome.status == 0)
      let written = outcome.output.split(separator: "\n").map(String.init)
      #expect(written.count == 2)
      #expect(written.allSatisfy { FileManager.default.fileExists(atPath: $0) })
      let checked = try CommandLineProcess.run(
        URL(fileURLWithPath: "/usr/bin/env"), ["python3", "-c", Self.checker, target])
      #expect(checked.status == 0, "\(checked.errors)")
      #expect(checked.output == "\(entries)\n")
    }
  }

  @Test("a second program on the same home ends with 75")
  func homeInUse() throws {
    try withProgram { program, _ in
      try program.run("device", "show")
      let path = program.home.appendingPathComponent("lock").path
      let descriptor = open(path, O_RDWR | O_CLOEXEC)
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      let outcome = try program.run("worklist", "list")
      #expect(outcome.status == 75)
      #expect(outcome.errors.hasPrefix("phuctra: The home is in use\n"))
      close(descriptor)
      #expect(try program.run("worklist", "list").status == 0)
    }
  }

  @Test("a home that cannot be made ends with 73")
  func noHome() throws {
    try withProgram { program, folder in
      let file = folder.appendingPathComponent("file")
      try "x".write(to: file, atomically: true, encoding: .utf8)
      let outcome = try program.run([
        "journal", "list", "--home", file.appendingPathComponent("home").path, "--lang", "en",
      ])
      #expect(outcome.status == 73)
      #expect(outcome.errors.hasPrefix("phuctra: Cannot create\n"))
    }
  }

  @Test("who works here is an entry, and the same again is none")
  func device() throws {
    try withProgram { program, _ in
      let before = try #require(try program.run("device", "show", "--json").objects().first)
      #expect(before["inspector"] as? String == "H07")
      #expect(before["configured"] as? Bool == false)
      let set = try program.run("device", "set", "--inspector", "H12", "--unit", "PE0700")
      #expect(set.output == "Inspector H12, unit PE0700\n")
      try program.run("device", "set", "--inspector", "H12")
      let after = try #require(try program.run("device", "show", "--json").objects().first)
      #expect(after["inspector"] as? String == "H12")
      #expect(after["unit"] as? String == "PE0700")
      #expect(after["seq"] as? Int == 1)
      #expect(after["device"] as? String == before["device"] as? String)
    }
  }

  private static func sql(
    _ statement: String, _ program: CommandLineProcess, thenRunItsOutput: Bool = false
  ) throws {
    let database = program.home.appendingPathComponent("journal.sqlite").path
    let env = URL(fileURLWithPath: "/usr/bin/env")
    let outcome = try CommandLineProcess.run(env, ["sqlite3", database, statement])
    #expect(outcome.status == 0, "\(outcome.errors)")
    if thenRunItsOutput {
      #expect(outcome.output != "")
      try sql(outcome.output, program)
    }
  }

  /// Checks bundles by what the README says of them, with nothing of ours.
  private static let checker = #"""
    import glob, hashlib, sys
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    folder = sys.argv[1]
    key = bytes.fromhex(open(glob.glob(folder + "/*.pub")[0]).read().strip())
    public, previous, count = Ed25519PublicKey.from_public_bytes(key), hashlib.sha256(key).hexdigest(), 0
    names = sorted(glob.glob(folder + "/*.phuctra"), key=lambda n: int(n.split("-")[-2]))
    for name in names:
      data = open(name, "rb").read()
      assert data.startswith(b"phuctra-bundle/1\n")
      at = len(b"phuctra-bundle/1\n")
      while at < len(data):
        end = at
        for _ in range(8): end = data.index(b"\n", end) + 1
        header = data[at:end]
        fields = dict(line.split(": ", 1) for line in header.decode().splitlines()[1:])
        end2 = data.index(b"\n", end) + 1
        signature = bytes.fromhex(data[end:end2].decode().split(": ")[1].strip())
        assert data[end2:end2 + 1] == b"\n"
        size = int(fields["body-length"])
        body = data[end2 + 1:end2 + 1 + size]
        assert data[end2 + 1 + size:end2 + 2 + size] == b"\n"
        public.verify(signature, header)
        assert hashlib.sha256(body).hexdigest() == fields["body-sha256"]
        assert fields["device"] == hashlib.sha256(key).hexdigest()[:32]
        assert fields["previous"] == previous and int(fields["seq"]) == count + 1
        previous, count, at = hashlib.sha256(header).hexdigest(), count + 1, end2 + 2 + size
    print(count)
    """#
}
