import Foundation
import TestSupport
import Testing

/// TLS with certificates of the tests' own.
@Suite("A hub behind TLS", .serialized)
struct HubTLSTests {
  private static func openSSL(_ arguments: String...) throws -> Outcome {
    try CommandLineProcess.run(
      URL(fileURLWithPath: "/usr/bin/env"), ["openssl"] + arguments,
      environment: ["PATH": Environment.value("PATH") ?? "/usr/bin:/bin"])
  }

  /// `hub.pem` and `hub.key` for 127.0.0.1, signed by `ca.pem`; `other.pem` vouches for nobody.
  private static func makeCertificates(in folder: URL) throws {
    func file(_ name: String) -> String { folder.appendingPathComponent(name).path }
    for name in ["ca", "other"] {
      let made = try openSSL(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", file("\(name).key"), "-out", file("\(name).pem"), "-days", "2", "-subj",
        "/CN=\(name) of the tests", "-addext", "basicConstraints=critical,CA:TRUE")
      try #require(made.status == 0, "it needs: apt-get install -y openssl; \(made.errors)")
    }
    try "subjectAltName=IP:127.0.0.1\n".write(
      toFile: file("hub.ext"), atomically: true, encoding: .utf8)
    let asked = try openSSL(
      "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
      "-keyout", file("hub.key"), "-out", file("hub.csr"), "-subj", "/CN=hub")
    try #require(asked.status == 0, "\(asked.errors)")
    let signed = try openSSL(
      "x509", "-req", "-in", file("hub.csr"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"),
      "-CAcreateserial", "-out", file("hub.pem"), "-days", "2", "-extfile", file("hub.ext"))
    try #require(signed.status == 0, "\(signed.errors)")
  }

  private func withTLS(_ body: (HubProcess, URL) throws -> Void) throws {
    try withTemporaryDirectory { folder in
      try HubTLSTests.makeCertificates(in: folder)
      let hub = try HubProcess(.sqlite, in: folder)
      try hub.start([
        "--tls-cert", folder.appendingPathComponent("hub.pem").path,
        "--tls-key", folder.appendingPathComponent("hub.key").path,
      ])
      defer { hub.stop() }
      #expect(hub.url.hasPrefix("https://"))
      try body(hub, folder)
    }
  }

  @Test("a handheld that was given the right authority enrols and syncs; with another or none not")
  func trusted() throws {
    try withTLS { hub, folder in
      let device = CommandLineProcess(home: folder.appendingPathComponent("h07"))
      let code = try hub.code(person: "H07", tag: "H07")
      let enrol = [
        "device", "enroll", "--hub", hub.url, "--code", code, "--home", device.home.path,
      ]
      let other = folder.appendingPathComponent("other.pem").path
      for authority in [[], ["--ca", other]] {
        #expect(try device.run(enrol + authority).status != 0)
      }
      // No code was spent on those who could not be sure of the hub.
      let right = ["--ca", folder.appendingPathComponent("ca.pem").path]
      let enrolled = try device.run(enrol + right)
      #expect(enrolled.status == 0, "\(enrolled.errors)")
      #expect(try device.run("sync").status == 0)
      let held = try #require(try hub.run("devices", "--json").objects().first)
      #expect(held["entries"] as? Int ?? 0 > 0)
    }
  }

  @Test(
    "TLS 1.2 and 1.3 are spoken, 1.1 and plain HTTP are not",
    arguments: [
      ("-tls1_3", true), ("-tls1_2", true), ("-tls1_1", false),
    ])
  func versions(option: String, isSpoken: Bool) throws {
    try withTLS { hub, folder in
      // At its usual level of security the client itself would refuse the old version.
      let outcome = try HubTLSTests.openSSL(
        "s_client", "-connect", "127.0.0.1:\(hub.port)", option, "-cipher", "DEFAULT@SECLEVEL=0",
        "-CAfile", folder.appendingPathComponent("ca.pem").path, "-verify_return_error")
      #expect((outcome.status == 0) == isSpoken, "\(outcome.output)\(outcome.errors)")
      #expect(outcome.output.contains("Verify return code: 0 (ok)") == isSpoken || !isSpoken)
      let plain = try RawClient(port: hub.port)
      plain.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(!plain.received(seconds: 5).hasPrefix("HTTP/"))
    }
  }

  @Test("who is refused early over TLS reads why, too")
  func early() throws {
    try withTLS { hub, folder in
      let body = folder.appendingPathComponent("body")
      let zeros = String(repeating: "0", count: 64)
      let head = "PUT /v1/bundles/\(zeros) HTTP/1.1\r\nHost: h\r\nContent-Length: 8388608\r\n\r\n"
      try (Data(head.utf8) + Data(repeating: 0x0A, count: 8 << 20)).write(to: body)
      let outcome = try CommandLineProcess.run(
        URL(fileURLWithPath: "/bin/sh"),
        [
          "-c",
          "openssl s_client -quiet -nocommands -connect 127.0.0.1:\(hub.port) <'\(body.path)'",
        ], environment: ["PATH": Environment.value("PATH") ?? "/usr/bin:/bin"])
      #expect(outcome.output.hasPrefix("HTTP/1.1 413 "), "\(outcome.output)")
    }
  }

  @Test("a certificate that is none is said before anybody is waited for")
  func unusable() throws {
    try withTemporaryDirectory { folder in
      let hub = try HubProcess(.sqlite, in: folder)
      let path = folder.appendingPathComponent("no.pem").path
      for content in [nil, "no certificate\n"] {
        if let content { try content.write(toFile: path, atomically: true, encoding: .utf8) }
        #expect(
          try !hub.start(["--tls-cert", path, "--tls-key", path], mayFail: true))
        let status = try #require(hub.exitStatus(within: 5))
        #expect(status != 0 && status < 128)
        #expect(try hub.log().contains("phuctra-hub: "))
      }
    }
  }
}
