import Foundation
import TestSupport
import Testing

/// SIGKILL in the middle of an ingest, at one system call after the other: what the hub acknowledged is
/// there when it starts again, once, and what it did not is sent again.
@Suite("A hub that is killed", .serialized)
struct HubKillTests {
  /// The calls by which each store makes an ingest durable, or answers.
  private static func calls(_ backend: HubBackend) -> [String] {
    switch backend {
    case .sqlite: ["pwrite64", "fdatasync", "fsync", "ftruncate", "write"]
    case .postgres: ["sendto", "recvfrom", "write"]
    }
  }

  /// At which of them it is killed: behind what opening the store takes.
  private static func occurrences(_ backend: HubBackend) -> [Int] {
    switch backend {
    case .sqlite: [1, 2, 3, 5, 8, 13, 21]
    case .postgres: Array(stride(from: 12, through: 72, by: 4))
    }
  }

  @Test(
    "loses nothing that it acknowledged and doubles nothing that is sent again",
    arguments: HubBackend.allCases)
  func killed(backend: HubBackend) throws {
    try withTemporaryDirectory { folder in
      let hub = try HubProcess(backend, in: folder)
      let device = CommandLineProcess(home: folder.appendingPathComponent("h07"))
      try hub.start()
      let port = hub.port
      let address = "http://127.0.0.1:\(port)"
      try #require(
        try device.run(
          "device", "enroll", "--hub", address, "--code", hub.code(person: "H07", tag: "H07")
        ).status == 0)
      hub.stop()
      var kills = 0
      for call in HubKillTests.calls(backend) {
        for occurrence in HubKillTests.occurrences(backend) {
          try device.run("device", "set", "--capture", "true \(call)\(occurrence)")
          let tracer = [
            "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=SIGKILL:when=\(occurrence)",
          ]
          // A kill before it even listens is one too.
          if (try? hub.start(port: port, under: tracer, mayFail: true)) == true {
            if try device.run("sync").status != 0 { kills += 1 }
          }
          hub.stop()
        }
      }
      try hub.start(port: port)
      defer { hub.stop() }
      let last = try device.run("sync", "--json")
      #expect(last.status == 0, "\(last.errors)")
      let own = try device.run("journal", "list", "--json").objects().count
      let held = try #require(try hub.run("devices", "--json").objects().first)
      #expect(held["entries"] as? Int == own && held["state"] as? String == "active")
      #expect(kills >= 5, "only \(kills) kills fell into a sync")
    }
  }
}
