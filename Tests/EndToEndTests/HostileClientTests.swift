import Foundation
import TestSupport
import Testing

/// The hub against clients that mean it no good: it says what was wrong, or hangs up, and goes on.
@Suite("The hub and hostile clients", .serialized)
struct HostileClientTests {
  private static let zeros = String(repeating: "0", count: 64)

  /// A request, and the statuses that answer it; none: the connection just ends.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var request: String
    var statuses: [Int]

    init(_ name: String, _ request: String, _ statuses: Int...) {
      testDescription = name
      self.request = request
      self.statuses = statuses
    }
  }

  private static func request(
    _ line: String, _ fields: String = "", body: String = ""
  ) -> String {
    let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
    return "\(line) HTTP/1.1\r\nHost: h\r\n\(fields)\(length)\r\n\(body)"
  }

  static let cases = [
    Case("path that climbs", request("GET /v1/../../etc/passwd"), 404),
    Case("path with an encoded climb", request("GET /v1/blobs/%2e%2e%2f%2e%2e"), 400),
    Case("path with SQL", request("PUT /v1/bundles/x';DROP%20TABLE%20entry;--"), 400),
    Case("hash in capitals", request("PUT /v1/bundles/\(String(repeating: "A", count: 64))"), 400),
    Case("query with SQL", request("GET /v1/feed?after=0;DROP%20TABLE%20entry"), 400),
    Case("query of another name", request("GET /v1/feed?before=1"), 400),
    Case("feed without a signature", request("GET /v1/feed?after=0"), 400),
    Case("wrong method", request("DELETE /v1/feed"), 405),
    Case("gzip", request("PUT /v1/bundles/\(zeros)", "Content-Encoding: gzip\r\n", body: "x"), 415),
    Case("not the name's bytes", request("PUT /v1/bundles/\(zeros)", body: "x"), 400),
    Case(
      "a bundle too large", request("PUT /v1/bundles/\(zeros)", "Content-Length: 2147483648\r\n"),
      413),
    Case(
      "a length that is no number", request("PUT /v1/bundles/\(zeros)", "Content-Length: -1\r\n"),
      400, 413),
    Case(
      "two lengths",
      request("PUT /v1/bundles/\(zeros)", "Content-Length: 1\r\nContent-Length: 2\r\n"), 400, 413),
    Case(
      "both lengths",
      request("POST /v1/enrolments", "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n"), 400),
    Case("no JSON", request("POST /v1/enrolments", body: "{"), 400),
    Case(
      "deep JSON", request("POST /v1/enrolments", body: String(repeating: "[", count: 4000)), 400),
    Case(
      "an enrolment too large",
      request("POST /v1/enrolments", body: String(repeating: "[", count: 100_000)), 413),
    Case(
      "a proof of nothing",
      request("POST /v1/enrolments", body: #"{"version":1,"key":"\#(zeros)","proof":"\#(zeros)"}"#),
      401),
    Case("no HTTP at all", "\u{16}\u{03}\u{01} hello\r\n\r\n", 400),
    Case(
      "a header line too long",
      request("GET /healthz", "X: \(String(repeating: "a", count: 1 << 20))\r\n"), 400, 431),
    Case(
      "too many header lines",
      request("GET /healthz", String(repeating: "X: a\r\n", count: 100_000)), 400, 431),
  ]

  @Test("every malformed request gets a plain refusal or a closed line, never a fault of the hub")
  func malformed() throws {
    try withHub(.sqlite) { hub in
      for each in HostileClientTests.cases {
        let client = try RawClient(port: hub.port)
        client.send(each.request)
        let status = client.status(seconds: 5)
        // A server that hangs up on a flood has answered it as well.
        let isFlood = each.request.utf8.count > 1 << 19
        #expect(
          status.map { each.statuses.contains($0) } ?? isFlood,
          "\(each.testDescription): \(status.map(String.init) ?? "no answer")")
      }
      let good = try RawClient(port: hub.port)
      good.send("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(good.received().hasSuffix("ok\n"))
      #expect(try hub.peakMemory() < 200)
    }
  }

  @Test("invalid UTF-8 in a path, a header and a body is refused")
  func invalidText() throws {
    try withHub(.sqlite) { hub in
      let requests: [[UInt8]] = [
        Array("GET /v1/".utf8) + [0xFF, 0xFE] + Array(" HTTP/1.1\r\nHost: h\r\n\r\n".utf8),
        Array("GET /v1/feed?after=0 HTTP/1.1\r\nHost: h\r\nSignature: ".utf8) + [0xC3, 0x28]
          + Array("\r\n\r\n".utf8),
        Array("POST /v1/enrolments HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n".utf8)
          + [0x22, 0xFF, 0x22],
      ]
      for request in requests {
        let client = try RawClient(port: hub.port)
        client.send(request)
        let status = try #require(client.status())
        #expect((400...404).contains(status), "\(status)")
      }
    }
  }

  @Test("a body without end is cut off, and the hub's memory stays flat")
  func endless() throws {
    try withHub(.sqlite) { hub in
      let client = try RawClient(port: hub.port)
      client.send(
        "PUT /v1/bundles/\(HostileClientTests.zeros) HTTP/1.1\r\nHost: h\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n")
      let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 0x61, count: 1 << 20) + [13, 10]
      var sent = 0
      while sent < 2048, client.send(chunk) { sent += 1 }
      #expect(sent < 2048, "2 GiB were taken")
      #expect(try hub.peakMemory() < 200)
    }
  }

  @Test("five hundred dripping connections end in time, and a good client is answered meanwhile")
  func dripping() throws {
    try withHub(.sqlite, ["--request-seconds", "3", "--connections-per-peer", "600"]) { hub in
      let clients = try (0..<500).map { number in
        let client = try RawClient(port: hub.port)
        client.send(
          number.isMultiple(of: 2) ? "GET /healthz HT" : "PUT /v1/bundles/x HTTP/1.1\r\nA")
        return client
      }
      let good = try RawClient(port: hub.port)
      good.send("GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(good.received(seconds: 3).hasSuffix("ok\n"))
      for (number, client) in clients.enumerated() {
        client.send("a")
        #expect(client.isClosed(within: 10), "connection \(number) still stands")
      }
    }
  }

  @Test("one address gets no more connections than it may have")
  func crowd() throws {
    try withHub(.sqlite, ["--connections-per-peer", "5"]) { hub in
      let clients = try (0..<10).map { _ in try RawClient(port: hub.port) }
      let answered = clients.filter { client in
        client.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
        return client.status(seconds: 2) == 200
      }
      #expect(answered.count == 5)
    }
  }

  @Test("told to stop, the hub ends in order", arguments: HubBackend.allCases)
  func stops(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let idle = try RawClient(port: hub.port)
      hub.stop()
      #expect(idle.isClosed(within: 2))
      try hub.start(port: 0)
      #expect(try hub.run("devices").status == 0)
    }
  }
}
