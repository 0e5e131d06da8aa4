import Foundation
import TestSupport
import Testing

/// The protocol as another would write it: Python with `cryptography` and an RFC 9421 library.
@Suite("A client that shares no code with the hub")
struct IndependentClientTests {
  @Test(
    "enrols, pushes a bundle, pulls its feed and believes every signature",
    arguments: HubBackend.allCases)
  func enrolsPushesPulls(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let script = Environment.packageRoot
        .appendingPathComponent("Tests/EndToEndTests/Clients/independent.py")
      let outcome = try CommandLineProcess.run(
        URL(fileURLWithPath: "/usr/bin/env"),
        ["python3", script.path, hub.url, try hub.code(person: "H07", tag: "H07")],
        environment: [
          "PATH": Environment.value("PATH") ?? "/usr/bin:/bin",
          "HOME": Environment.value("HOME") ?? "/",
        ])
      #expect(
        outcome.status == 0 && outcome.output.hasPrefix("ok "),
        """
        \(outcome.errors)
        it needs: python3 -m pip install cryptography http-message-signatures requests
        """)
      let devices = try hub.run("devices", "--json").objects()
      #expect(devices.count == 1 && devices[0]["entries"] as? Int == 3)
    }
  }
}
