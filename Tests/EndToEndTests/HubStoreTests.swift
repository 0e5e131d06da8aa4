import Foundation
import Glibc
import TestSupport
import Testing

@Suite("The hub's store on the disk")
struct HubStoreTests {
  private func mode(_ path: String) -> mode_t? {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : nil
  }

  @Test(
    "a mistyped store is named and no new hub is made of it",
    arguments: [["holds"], ["devices"], ["invoices", "x.csv"], ["import", "stick"]])
  func missing(command: [String]) throws {
    try withTemporaryDirectory { folder in
      let store = folder.appendingPathComponent("hubb.sqlite").path
      let hub = HubProcess(store: "sqlite:\(store)", in: folder)
      let outcome = try hub.run(command)
      #expect(outcome.status == 66, "\(outcome.errors)")
      #expect(outcome.errors.contains(store))
      #expect(mode(store) == nil)
    }
  }

  @Test("a code for a tag that a device has says whose it is: no other one can use the code")
  func heldTag() throws {
    try withHub(.sqlite) { hub in
      let device = CommandLineProcess(home: hub.folder.appendingPathComponent("h07"))
      #expect(
        try device.run(
          "device", "enroll", "--hub", hub.url, "--code", hub.code(person: "H07", tag: "T1")
        ).status == 0)
      let id = try #require(
        try device.run("device", "show", "--json").objects().first?["device"] as? String)
      for (unit, tag, isHeld) in [
        ("PE0700", "T1", true), ("PE0700", "T2", false), ("PE0800", "T1", false),
      ] {
        let outcome = try hub.run(
          "enroll", "--unit", unit, "--role", "inspector", "--person", "H08", "--tag", tag)
        #expect(outcome.status == 0 && outcome.errors.contains(id) == isHeld, "\(outcome)")
      }
    }
  }

  @Test(
    "is its owner's alone, for it holds the hub's key; others who could read it cannot any more")
  func hidden() throws {
    try withTemporaryDirectory { folder in
      let store = folder.appendingPathComponent("hub.sqlite").path
      let hub = HubProcess(store: "sqlite:\(store)", in: folder)
      _ = try hub.code(person: "H07", tag: "H07")
      #expect(mode(store) == 0o600)
      #expect(try #require(mode(store + "-journal")) == 0o600)
      for file in [store, store + "-journal"] { #expect(chmod(file, 0o644) == 0) }
      #expect(try hub.run("devices").status == 0)
      #expect(mode(store) == 0o600 && mode(store + "-journal") == 0o600)
    }
  }
}
