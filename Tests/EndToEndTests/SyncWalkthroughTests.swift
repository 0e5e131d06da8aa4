import Foundation
import TestSupport
import Testing

/// Two handhelds, one hub, a stick: the walk-through of the manual, on both stores.
@Suite("From the street to the head office", .serialized)
struct SyncWalkthroughTests {
  private struct Field {
    let hub: HubProcess
    let line: LossyLine
    let first: CommandLineProcess
    let second: CommandLineProcess
    let folder: URL

    func enrol(_ device: CommandLineProcess, person: String, code: String? = nil) throws {
      let outcome = try device.run(
        "device", "enroll", "--hub", "http://127.0.0.1:\(line.port)", "--code",
        try code ?? hub.code(person: person, tag: person))
      #expect(outcome.status == 0, "\(outcome.errors)")
    }

    func sync(_ device: CommandLineProcess, status: Int32 = 0) throws -> [String: Any] {
      let outcome = try device.run("sync", "--json")
      #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
      return try #require(outcome.objects().first, "\(outcome.errors)")
    }

    /// What `phuctra-hub devices` says of a tag.
    func device(_ tag: String) throws -> [String: Any] {
      let all = try hub.run("devices", "--json").objects()
      return try #require(all.first { $0["tag"] as? String == tag })
    }

    func entries(_ device: CommandLineProcess) throws -> Int {
      try device.run("journal", "list", "--json").objects().count
    }

    /// Reads meters as a file of readings has them.
    func inspect(_ device: CommandLineProcess, _ rows: [String]) throws -> [[String: Any]] {
      let file = folder.appendingPathComponent("readings.csv")
      let text = (["SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA"] + rows).joined(separator: "\n")
      try text.write(to: file, atomically: true, encoding: .utf8)
      let outcome = try device.run(
        "inspect", "--readings", file.path, "--write-corrections", "--json")
      try #require(outcome.status == 0, "\(outcome.errors)")
      return try outcome.objects()
    }
  }

  private func withField(_ backend: HubBackend, _ body: (Field) throws -> Void) throws {
    try withHub(backend) { hub in
      let line = try LossyLine(to: hub.port)
      defer { line.close() }
      try body(
        Field(
          hub: hub, line: line,
          first: CommandLineProcess(home: hub.folder.appendingPathComponent("h07")),
          second: CommandLineProcess(home: hub.folder.appendingPathComponent("h11")),
          folder: hub.folder))
    }
  }

  private static let wrong = "19013325,KT,1307.4,2026-06-16T08:52:00"
  private static let right = "19492492,KT,20684.9,2026-06-16T07:17:00"

  @Test(
    "enrol, assign, inspect, sync, sync again, lose the answer, revoke",
    arguments: HubBackend.allCases)
  func overTheNetwork(backend: HubBackend) throws {
    try withField(backend) { field in
      try field.enrol(field.first, person: "H07")
      try field.enrol(field.second, person: "H11")
      for other in [["--inspector", "EVIL"], ["--unit", "PE0800"]] {
        let set = try field.first.run(
          ["device", "set", "--home", field.first.home.path, "--lang", "en"] + other)
        #expect(set.status == 77 && set.output.isEmpty)
        #expect(set.errors.contains("for H07 of unit PE0700"), "\(set.errors)")
      }
      #expect(try field.first.run("device", "set", "--inspector", "H07").status == 0)
      let assigned = try field.hub.run("assign", SampleBook.list, "--to", "PE0700", "--split")
      #expect(assigned.status == 0 && assigned.output.split(separator: "\n").count == 2)
      let lists = try [field.first, field.second].map { device in
        #expect(try field.sync(device)["receivedLists"] as? Int == 1)
        return Set(
          try device.run("worklist", "list", "--json").objects().compactMap {
            $0["meter"] as? String
          })
      }
      #expect(lists[0].isDisjoint(with: lists[1]) && lists[0].contains("19013325"))

      _ = try field.inspect(field.first, [SyncWalkthroughTests.right, SyncWalkthroughTests.wrong])
      #expect(try field.sync(field.first)["sentEntries"] as? Int == 3)
      #expect(try field.sync(field.first)["sentEntries"] as? Int == 0)
      let held = try field.device("H07")["entries"] as? Int
      #expect(held == (try field.entries(field.first)))
      let holds = try field.hub.run("holds", "--json").objects()
      #expect(holds.count == 1 && holds[0]["meter"] as? String == "19013325")
      let told = try field.hub.run("holds").output
      #expect(told.contains("waits for a supervisor") && !told.contains("state."), "\(told)")

      // The hub commits, and its answer never arrives: the same bundle is sent again.
      _ = try field.inspect(field.first, ["18801127,KT,72358.3,2026-06-16T07:24:00"])
      field.line.lose("PUT /v1/bundles/")
      #expect(try field.sync(field.first, status: 69)["sentEntries"] as? Int == 0)
      let afterLoss = try field.device("H07")["entries"] as? Int
      #expect(afterLoss == (try field.entries(field.first)))
      field.line.lose(nil)
      #expect(try field.sync(field.first)["sentEntries"] as? Int == 1)
      #expect(try field.device("H07")["entries"] as? Int == afterLoss)

      let lost = try #require(try field.device("H11")["device"] as? String)
      #expect(try field.hub.run("revoke", lost, "--reason", "mất máy").status == 0)
      _ = try field.sync(field.second, status: 77)
      #expect(try field.device("H11")["state"] as? String == "revoked")
      #expect(try field.second.run("device", "set", "--retention", "9").status == 77)
      _ = try field.sync(field.first)
      for device in [field.first, field.second] {
        #expect(try device.run("journal", "verify").status == 0)
      }
    }
  }

  @Test(
    "a stick carries entries there, and the list, receipts and news back",
    arguments: HubBackend.allCases)
  func byStick(backend: HubBackend) throws {
    try withField(backend) { field in
      try field.enrol(field.first, person: "H07")
      let stick = field.folder.appendingPathComponent("stick").path
      #expect(try field.hub.run("assign", SampleBook.list, "--to", "PE0700").status == 0)
      field.hub.stop()
      #expect(try field.sync(field.first, status: 69)["sentEntries"] as? Int == 0)

      func carry() throws {
        for outcome in [
          try field.first.run("bundle", "write", stick), try field.hub.run("import", stick),
          try field.first.run("bundle", "read", stick),
        ] { #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)") }
      }
      try carry()
      #expect(
        try field.first.run("worklist", "list", "--json").objects().contains {
          $0["meter"] as? String == "19013325"
        })
      _ = try field.inspect(field.first, [SyncWalkthroughTests.wrong])
      try carry()
      try carry()
      let shown = try #require(try field.first.run("device", "show", "--json").objects().first)
      #expect(shown["waiting"] as? Int == 0)
      let held = try field.device("H07")["entries"] as? Int
      #expect(held == (try field.entries(field.first)))

      // A stick that was cut off or altered harms nobody, and is named.
      _ = try field.inspect(field.first, [SyncWalkthroughTests.right])
      #expect(try field.first.run("bundle", "write", stick).status == 0)
      let files = try FileManager.default.contentsOfDirectory(atPath: "\(stick)/phuctra")
      let last = try #require(files.filter { $0.hasSuffix(".phuctra") }.max())
      let path = "\(stick)/phuctra/\(last)"
      let whole = try #require(FileManager.default.contents(atPath: path))
      try whole.prefix(whole.count - 7).write(to: URL(fileURLWithPath: path))
      let cut = try field.hub.run("import", stick)
      #expect(cut.status == 65 && cut.output.contains(last))
      #expect(try field.device("H07")["entries"] as? Int == held)
      try whole.write(to: URL(fileURLWithPath: path))
      #expect(try field.hub.run("import", stick).status == 0)
      #expect(try field.device("H07")["entries"] as? Int == (held ?? 0) + 1)
    }
  }

  @Test(
    "two who disagree about a meter make a dispute that both are told of",
    arguments: HubBackend.allCases)
  func dispute(backend: HubBackend) throws {
    try withField(backend) { field in
      try field.enrol(field.first, person: "H07")
      try field.enrol(field.second, person: "H11")
      #expect(try field.hub.run("assign", SampleBook.list, "--to", "PE0700").status == 0)
      for device in [field.first, field.second] { _ = try field.sync(device) }
      let found = try field.inspect(field.first, [SyncWalkthroughTests.wrong])
      #expect(found.first?["verdict"] as? String == "deviates")
      let confirmed = try field.inspect(
        field.second, ["19013325,KT,2019.5,2026-06-16T16:20:00"])
      #expect(confirmed.first?["verdict"] as? String == "confirmed")
      for device in [field.first, field.second, field.first] { _ = try field.sync(device) }
      for device in [field.first, field.second] {
        let point = try #require(
          try device.run("worklist", "list", "--json").objects().first {
            $0["meter"] as? String == "19013325"
          })
        #expect(point["disputed"] as? Bool == true, "\(point)")
      }
    }
  }

  @Test("a hub that was put back from a backup is sent what it lost, and the wipe waits for that")
  func hubRestored() throws {
    try withField(.sqlite) { field in
      try field.enrol(field.first, person: "H07")
      #expect(try field.hub.run("assign", SampleBook.list, "--to", "PE0700").status == 0)
      _ = try field.sync(field.first)
      let store = field.folder.appendingPathComponent("hub.sqlite")
      let backup = field.folder.appendingPathComponent("backup.sqlite")
      let port = field.hub.port
      field.hub.stop()
      try FileManager.default.copyItem(at: store, to: backup)
      try field.hub.start(port: port)
      let held = try field.device("H07")["entries"] as? Int
      _ = try field.inspect(field.first, [SyncWalkthroughTests.wrong])
      #expect(try field.sync(field.first)["sentEntries"] as? Int == 2)
      field.hub.stop()
      try FileManager.default.removeItem(at: store)
      try FileManager.default.moveItem(at: backup, to: store)
      try field.hub.start(port: port)

      // The loss is heard of, and the line breaks before anything is sent again.
      field.line.lose("PUT /v1/bundles/")
      let cut = try field.sync(field.first, status: 69)
      #expect(cut["hubLostAfter"] as? Int == held && cut["waitingEntries"] as? Int == 2)
      field.line.lose(nil)
      let wiped = try field.first.run("device", "wipe")
      #expect(wiped.status == 77 && wiped.errors.contains("2 of "), "\(wiped.errors)")
      let told = try field.sync(field.first)
      #expect(told["sentEntries"] as? Int == 2 && told["waitingEntries"] as? Int == 0)
      #expect(try field.device("H07")["entries"] as? Int == (try field.entries(field.first)))
      #expect(try field.first.run("device", "wipe").status == 0)
    }
  }

  @Test(
    "a device that was copied is frozen, and is told so at every sync",
    arguments: HubBackend.allCases)
  func frozen(backend: HubBackend) throws {
    try withField(backend) { field in
      try field.enrol(field.first, person: "H07")
      #expect(try field.hub.run("assign", SampleBook.list, "--to", "PE0700").status == 0)
      _ = try field.sync(field.first)
      let copy = CommandLineProcess(home: field.folder.appendingPathComponent("copy"))
      try FileManager.default.copyItem(at: field.first.home, to: copy.home)
      _ = try field.inspect(field.first, [SyncWalkthroughTests.right])
      _ = try field.inspect(copy, [SyncWalkthroughTests.wrong])
      _ = try field.sync(field.first)
      for _ in 0..<3 {
        let told = try field.sync(copy, status: 77)
        #expect(told["outcome"] as? String == "frozen" && told["standing"] as? String == "frozen")
        #expect(told["waitingEntries"] as? Int == 2)
      }
      // The hub froze the device, not the home: the other one hears of it as well.
      for _ in 0..<2 {
        #expect(try field.sync(field.first, status: 77)["outcome"] as? String == "frozen")
      }
    }
  }

  @Test(
    "a home put back from a backup is found out, enrolled again, and goes on in a new epoch",
    arguments: HubBackend.allCases)
  func restored(backend: HubBackend) throws {
    try withField(backend) { field in
      try field.enrol(field.first, person: "H07")
      #expect(try field.hub.run("assign", SampleBook.list, "--to", "PE0700").status == 0)
      _ = try field.sync(field.first)
      let backup = field.folder.appendingPathComponent("backup")
      try FileManager.default.copyItem(at: field.first.home, to: backup)
      _ = try field.inspect(field.first, [SyncWalkthroughTests.wrong])
      _ = try field.sync(field.first)
      try FileManager.default.removeItem(at: field.first.home)
      try FileManager.default.moveItem(at: backup, to: field.first.home)

      #expect(try field.sync(field.first, status: 77)["outcome"] as? String == "restored")
      try field.enrol(field.first, person: "H07")
      _ = try field.inspect(field.first, [SyncWalkthroughTests.right])
      _ = try field.sync(field.first)
      let device = try field.device("H07")
      #expect(device["epoch"] as? Int == 2 && device["state"] as? String == "active")
      #expect(try field.first.run("journal", "verify").status == 0)
    }
  }
}
