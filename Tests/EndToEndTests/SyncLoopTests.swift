import Foundation
import TestSupport
import Testing

@Suite("Sync in the terminal program")
struct SyncLoopTests {
  @Test("`s` sends what waits and says so; meanwhile no other command gets the home")
  func manual() throws {
    let hub = try PlainHub()
    defer { hub.stop() }
    let session = try TerminalSession()
    defer { session.close() }
    let program = CommandLineProcess(home: session.home)
    try program.run("worklist", "import", SampleBook.list)
    #expect(
      try program.run("device", "enroll", "--hub", hub.address, "--code", hub.code.text).status
        == 0)
    try session.run("")
    try session.see("chờ gửi 2")
    #expect(try program.run("sync").status == 75)
    try session.press("s")
    try session.see("Xong lúc")
    #expect(hub.change { $0.held.count } == 2)
    try session.press("Escape")
    try session.see("chờ gửi 0")
    // A hub that went away is said in words, and work goes on.
    hub.stop()
    try session.press("s")
    try session.see("an toàn trên máy")
    try session.press("Escape")
    try session.see("PHÚC TRA")
    try session.press("q")
    try session.see("$ ")
  }

  @Test("what was saved before the start is sent by itself")
  func automatic() throws {
    let hub = try PlainHub()
    defer { hub.stop() }
    let session = try TerminalSession()
    defer { session.close() }
    let program = CommandLineProcess(home: session.home)
    try program.run("worklist", "import", SampleBook.list)
    try program.run("device", "enroll", "--hub", hub.address, "--code", hub.code.text)
    try session.run("")
    try session.see("chờ gửi 2")
    try session.see("chờ gửi 0", within: 60)
    #expect(hub.change { $0.held.count } == 2)
    try session.press("q")
    try session.see("$ ")
  }

  @Test("leaving while a hub is silent takes no longer than a moment")
  func leaving() throws {
    let hub = try PlainHub()
    defer { hub.stop() }
    let session = try TerminalSession()
    defer { session.close() }
    let program = CommandLineProcess(home: session.home)
    try program.run("worklist", "import", SampleBook.list)
    try program.run("device", "enroll", "--hub", hub.address, "--code", hub.code.text)
    hub.change { $0.isSilent = true }
    try session.run("")
    try session.see("chờ gửi 2")
    try session.press("s")
    try session.see("Đang")
    try session.press("Escape")
    try session.see("PHÚC TRA")
    try session.press("q")
    try session.see("$ ", within: 8)
    #expect(try program.run("journal", "verify").status == 0)
  }
}
