import Casework
import Foundation
import Journal
import Shell
import TestSupport
import Testing

@testable import phuctra

@Suite("Looking a home over")
struct ExaminationTests {
  /// Every file below a folder with its bytes and the time it was last written.
  private static func contents(_ folder: URL) throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    let files = FileManager.default
    for path in try files.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(path)
      let facts = try files.attributesOfItem(atPath: file.path)
      let isFile = facts[.type] as? FileAttributeType == .typeRegular
      let bytes = isFile ? try Data(contentsOf: file).base64EncodedString() : ""
      found[path] = [
        bytes, "\(facts[.modificationDate] ?? "")", "\(facts[.posixPermissions] ?? "")",
      ]
    }
    return found
  }

  @Test("changes no byte of the home or of the second copy, nor the trace of a killed program")
  func changesNothing() throws {
    try withProgram { program, folder in
      let program = CommandLineDoctorTests.program(program)
      let card = folder.appendingPathComponent("card")
      try FileManager.default.createDirectory(at: card, withIntermediateDirectories: true)
      try program.run("device", "set", "--mirror", card.path)
      try program.run("worklist", "import", SampleBook.list)
      // What a killed program leaves behind, and a second copy that lacks its last entries.
      let files = FileManager.default
      try Data("4711\n".utf8).write(to: program.home.appendingPathComponent("lock"))
      try Data("half".utf8).write(
        to: program.home.appendingPathComponent("blobs/.incoming-4711"))
      let copy = try #require(
        try files.contentsOfDirectory(atPath: card.path).first { $0.hasSuffix("-1.phuctra") })
      let handle = try FileHandle(forUpdating: card.appendingPathComponent(copy))
      let size = try handle.seekToEnd()
      try handle.truncate(atOffset: size - 1)
      try handle.close()
      let before = try Self.contents(program.home)
      let beforeCard = try Self.contents(card)
      let first = try CommandLineDoctorTests.checks(program, "--verify")
      let second = try CommandLineDoctorTests.checks(program, "--verify")
      #expect(first.states == second.states)
      #expect(first.found["journal"] == second.found["journal"])
      #expect(first.states["mirror"] == "warning")
      #expect(first.found["mirror"] == "up to entry 1 of 2", "\(first.found)")
      #expect(first.states["journal"] == "good" || first.states["journal"] == "warning")
      #expect(try Self.contents(program.home) == before)
      #expect(try Self.contents(card) == beforeCard)
    }
  }

  @Test("while another program holds the home, what is set is not called missing")
  func inUse() throws {
    try withProgram { program, _ in
      let program = CommandLineDoctorTests.program(program)
      try program.run("device", "set", "--capture", "/nonexistent/camera")
      let lock = open(program.home.appendingPathComponent("lock").path, O_RDWR | O_CLOEXEC)
      try #require(lock >= 0)
      defer { close(lock) }
      try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
      let held = try CommandLineDoctorTests.checks(program)
      #expect(held.states["journal"] == "warning")
      #expect(held.states["camera"] == nil && held.states["capture"] == nil)
      #expect(held.states["printer"] == nil)
      flock(lock, LOCK_UN)
      let free = try CommandLineDoctorTests.checks(program)
      #expect(free.states["capture"] == "bad" && free.status == 1)
    }
  }

  @Test("a damaged entry is named by --verify alone, and read on without it")
  func damaged() throws {
    try withProgram { program, _ in
      let program = CommandLineDoctorTests.program(program)
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial)
      let blobs = program.home.appendingPathComponent("blobs")
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: blobs.path).first)
      try Data("changed".utf8).write(to: blobs.appendingPathComponent(name))
      #expect(try CommandLineDoctorTests.checks(program).states["journal"] == "good")
      let whole = try CommandLineDoctorTests.checks(program, "--verify")
      #expect(whole.status == 1 && whole.states["journal"] == "bad")
      #expect(whole.found["journal"]?.contains(name.prefix(8)) == true, "\(whole.found)")
    }
  }

  @Test(
    "a capture command's program is looked for as the shell does",
    arguments: [
      ("cp /tmp/a \"$1\"", true), ("/bin/cp a \"$1\"", true), ("no-such-camera \"$1\"", false),
      ("/no/such/camera", false), ("if true; then :; fi", true), ("$CAMERA \"$1\"", true),
      ("(cp a b)", true), ("exec cp a b", true), ("X=1 cp a b", true),
    ])
  func capture(command: String, isThere: Bool) {
    let examination = EquipmentExamination(
      settings: DeviceSettings(), battery: Battery(root: "/nonexistent"),
      gpsDaemon: GPSDaemon(port: 1), clock: SystemClock(), path: "/usr/bin:/bin")
    #expect(examination.isProgramThere(command) == isThere)
  }

  @Test("a home that is not there cannot be opened to be read, and is not made")
  func noHome() throws {
    try withTemporaryDirectory { folder in
      let home = Home(path: folder.appendingPathComponent("home").path)
      let error = #expect(throws: JournalError.self) {
        _ = try Journal.open(
          home, context: .system(person: "H07"), source: HomeSettings.NoList(), isOnlyRead: true)
      }
      #expect(error?.code == .journalMissing)
      #expect(!home.exists)
    }
  }
}
