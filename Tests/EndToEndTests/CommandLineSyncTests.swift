import Foundation
import Sync
import TestSupport
import Testing

@testable import phuctra

/// Runs `body` with the program on a new home and a hub of the test's own.
func withHub(_ body: (CommandLineProcess, PlainHub) throws -> Void) throws {
  try withProgram { program, _ in
    let hub = try PlainHub()
    defer { hub.stop() }
    try body(program, hub)
  }
}

@Suite("Command line: sync")
struct CommandLineSyncTests {
  private func enrol(_ program: CommandLineProcess, _ hub: PlainHub) throws {
    let outcome = try program.run("device", "enroll", "--hub", hub.address, "--code", hub.code.text)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  private func sync(
    _ program: CommandLineProcess, status: Int32 = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String: Any] {
    let outcome = try program.run("sync", "--json")
    #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
    return try #require(try outcome.objects().first, sourceLocation: sourceLocation)
  }

  @Test("a device enrols, sends what it has once, and nothing the next time")
  func once() throws {
    try withHub { program, hub in
      try program.run("worklist", "import", SampleBook.list)
      try program.run("inspect", "--readings", SampleBook.dial)
      try enrol(program, hub)
      let first = try sync(program)
      let sent = try #require(first["sentEntries"] as? Int)
      #expect(first["outcome"] as? String == "complete")
      #expect(sent == hub.change { $0.held.count })
      #expect(sent > 40)
      #expect(first["waitingEntries"] as? Int == 0)
      #expect(first["received"] as? String == PlainHub.received)
      let second = try sync(program)
      #expect(second["sentEntries"] as? Int == 0)
      #expect(hub.change { $0.held.count } == sent)
      #expect(try program.run("journal", "verify").status == 0)
      // What a receipt covers may be wiped.
      #expect(try program.run("device", "wipe").status == 0)
    }
  }

  @Test("an answer lost after the hub's commit costs nothing but another run")
  func lostAnswer() throws {
    try withHub { program, hub in
      try program.run("worklist", "import", SampleBook.list)
      try enrol(program, hub)
      hub.change { $0.loses = "PUT /v1/bundles" }
      let cut = try sync(program, status: 69)
      #expect(cut["outcome"] as? String == "cut")
      let held = hub.change { $0.held.count }
      #expect(held > 0)
      #expect(try sync(program)["sentEntries"] as? Int == held)
      #expect(hub.change { $0.held.count } == held)
    }
  }

  @Test("a list that was assigned arrives, is loaded and told once, and its entry is sent as well")
  func assignedList() throws {
    try withHub { program, hub in
      try enrol(program, hub)
      try hub.assign(listAt: SampleBook.list, name: "Q0012.xml", points: 42, registers: 46)
      let outcome = try sync(program)
      let arrived = try #require(outcome["arrived"] as? [[String: Any]])
      #expect(arrived.contains { $0["what"] as? String == "list" })
      #expect(outcome["waitingEntries"] as? Int == 0)
      let listed = try program.run("worklist", "list", "--json").objects()
      #expect(!listed.isEmpty)
      #expect(try sync(program)["receivedLists"] as? Int == 0)
    }
  }

  @Test("a hub that nobody answers for: 69, and everything stays")
  func unreachable() throws {
    try withHub { program, hub in
      try enrol(program, hub)
      hub.stop()
      let outcome = try program.run("sync")
      #expect(outcome.status == 69)
      #expect(outcome.errors.contains("The hub cannot be reached"))
      #expect(outcome.errors.contains("safe"))
      #expect(outcome.output.contains("Still waiting: 1 entries"))
    }
  }

  @Test("a hub that refuses: 77, with what to do")
  func refused() throws {
    try withHub { program, hub in
      try enrol(program, hub)
      hub.change { $0.refusal = Refusal(.notEnrolled, "no certificate") }
      let outcome = try program.run("sync")
      #expect(outcome.status == 77)
      #expect(outcome.errors.contains("enrolled again"))
    }
  }

  @Test("two logs of one device: the sync says so with 77, and nothing is recorded any more")
  func fork() throws {
    try withHub { program, hub in
      try enrol(program, hub)
      _ = try sync(program)
      hub.change { $0.held[0].signature[0] ^= 1 }
      hub.change { $0.refusal = Refusal(.fork, "fork") }
      try program.run("worklist", "import", SampleBook.list)
      let outcome = try sync(program, status: 77)
      #expect(outcome["standing"] as? String == "frozen")
      #expect(try program.run("worklist", "import", SampleBook.list).status == 77)
    }
  }

  @Test("without a hub: 78 and the next command to run")
  func notEnrolled() throws {
    try withProgram { program, _ in
      let outcome = try program.run("sync")
      #expect(outcome.status == 78)
      #expect(outcome.errors.contains("phuctra device enroll"))
    }
  }
}

@Suite("Command line: enrolment")
struct CommandLineEnrolmentTests {
  @Test("the same code and key again change nothing")
  func again() throws {
    try withHub { program, hub in
      let arguments = ["device", "enroll", "--hub", hub.address, "--code", hub.code.text]
      for isNew in [true, false] {
        let outcome = try program.run(
          arguments + ["--json", "--home", program.home.path, "--lang", "en"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let object = try #require(try outcome.objects().first)
        #expect(object["new"] as? Bool == isNew)
        #expect(object["tag"] as? String == "H07")
      }
    }
  }

  @Test("another hub than the code's is not believed: 77, and nothing is recorded")
  func otherHub() throws {
    try withHub { program, hub in
      let other = try PlainHub()
      defer { other.stop() }
      // The other hub would certify anybody.
      let outcome = try program.run(
        "device", "enroll", "--hub", other.address, "--code", hub.code.text)
      #expect(outcome.status == 77)
      #expect(try program.run("sync").status == 78)
    }
  }

  @Test("a code that was used by another device is refused with 77")
  func used() throws {
    try withHub { program, hub in
      #expect(
        try program.run("device", "enroll", "--hub", hub.address, "--code", hub.code.text).status
          == 0)
      try withProgram { second, _ in
        let outcome = try second.run(
          "device", "enroll", "--hub", hub.address, "--code", hub.code.text)
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("new code"))
      }
    }
  }

  @Test("nobody at the address: 69; no address: 64; no trust roots: 66")
  func addresses() throws {
    try withHub { program, hub in
      hub.stop()
      for (address, ca, status) in [
        (hub.address, nil, 69), ("hub.example", nil, 64), (hub.address, "/none.pem", 66),
      ] as [(String, String?, Int32)] {
        var arguments = ["device", "enroll", "--hub", address, "--code", hub.code.text]
        if let ca { arguments += ["--ca", ca] }
        let outcome = try program.run(arguments + ["--home", program.home.path, "--lang", "en"])
        #expect(outcome.status == status, "\(address): \(outcome.errors)")
      }
    }
  }

  @Test("a mistyped code is found before anything is sent, and the group is named")
  func typo() throws {
    try withHub { program, hub in
      var letters = Array(hub.code.text)
      let swapped = try #require((12..<16).first { letters[$0] != letters[$0 + 1] })
      letters.swapAt(swapped, swapped + 1)
      let outcome = try program.run(
        "device", "enroll", "--hub", hub.address, "--code", String(letters))
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("3") || outcome.errors.contains("paper"))
      #expect(hub.change { $0.requests.isEmpty })
    }
  }
}

@Suite("A mistyped code")
struct CodeTypoTests {
  private static let code = "ABCDE-FGHJK-MNPQR-STVWX-YZ012-34567"

  private func typo(in text: String) -> CodeTypo {
    CodeTypo(in: text) { $0 == CodeTypoTests.code.replacing("-", with: "") }
  }

  @Test(
    "is told by its length, its wrong letter or the groups to look at",
    arguments: [
      ("", CodeTypo.length(0)), ("ABCDE-FGHJK", .length(10)), (code + "8", .length(31)),
      ("ABCDE-FGHJK-MNPQR-STVW*-YZ012-34567", .letter("*", group: 4)),
      ("ABCDE-FGHJK-MNPQR-STVUX-YZ012-34567", .letter("U", group: 4)),
      ("ABCDE-FGHJK-MNPQR-5TVWX-YZ012-34567", .groups([4])),
      ("ABCDE-FGHJK-MNPRQ-STVWX-YZ012-34567", .groups([3])),
      ("ABCDF-EGHJK-MNPQR-STVWX-YZ012-34567", .groups([1, 2])),
      ("abcde fghjk mnpqr stvwx yz012 3456l", .groups([6])),
      ("ABCDE-FGHJK-MNPQR-STVWX-YZ012-34560", .anywhere),
    ])
  func told(_ text: String, _ expected: CodeTypo) {
    #expect(typo(in: text) == expected)
  }
}
