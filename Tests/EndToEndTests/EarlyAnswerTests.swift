import Foundation
import TestSupport
import Testing

/// Answers to requests that are refused before they are whole, or that are none.
@Suite("Refusals on the wire", .serialized)
struct EarlyAnswerTests {
  private static let zeros = String(repeating: "0", count: 64)
  private static let length = 8 << 20

  /// Request lines with a field, and what answers them.
  static let early: [(String, String, Int, String)] = [
    ("PUT /v1/bundles/\(zeros)", "X: y", 413, "too-large"),
    ("PUT /v1/bundles/\(zeros)", "Content-Encoding: gzip", 415, "encoded"),
    ("PUT /v1/bundles/\(zeros)", "Connection: close", 413, "too-large"),
    ("PUT /v1/blobs/\(zeros)", "X: y", 400, "malformed"),
    ("POST /v1/enrolments", "X: y", 413, "too-large"),
    ("PUT /v1/nothing", "X: y", 404, "not-found"),
    ("POST /v1/feed", "X: y", 405, "wrong-method"),
  ]

  @Test("who sends 8 MiB before he reads still reads the refusal", arguments: early)
  func reads(line: String, field: String, status: Int, code: String) throws {
    try withHub(.sqlite) { hub in
      for isChunked in [false, true] {
        let client = try RawClient(port: hub.port)
        let body = [UInt8](repeating: 0x61, count: EarlyAnswerTests.length)
        let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(body.count)"
        client.send("\(line) HTTP/1.1\r\nHost: h\r\n\(field)\r\n\(framing)\r\n\r\n")
        if isChunked { client.send("\(String(body.count, radix: 16))\r\n") }
        #expect(client.send(body), "reset while it sends")
        if isChunked { #expect(client.send("\r\n0\r\n\r\n")) }
        let answer = try SignedClient.answer(of: client, to: "PUT")
        #expect(answer.status == status && answer.code == code)
        #expect(answer.fields["connection"] == "close")
        #expect(client.isClosed(within: 4), "all was sent, so there is nothing to wait for")
      }
    }
  }

  @Test("what is left unsent is waited for no longer than five seconds")
  func silent() throws {
    try withHub(.sqlite) { hub in
      let client = try RawClient(port: hub.port)
      client.send("POST /v1/feed HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx")
      #expect(try SignedClient.answer(of: client, to: "POST").status == 405)
      #expect(client.isClosed(within: 10))
    }
  }

  static let broken: [(String, Int)] = [
    ("hello\r\n\r\n", 400),
    ("GET /healthz\r\n\r\n", 400),
    ("GET /healthz HTTP/9.9\r\nHost: h\r\n\r\n", 400),
    ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    ("NONSENSE /healthz HTTP/1.1\r\nHost: h\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nno colon\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nA b: c\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\n: c\r\n\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nA: \u{1}\r\n\r\n", 400),
    ("POST /v1/enrolments HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400),
    ("POST /v1/enrolments HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n", 400),
    ("POST /v1/enrolments HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
    ("GET /healthz HTTP/1.1\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
    ("GET /healthz HTTP/1.1\r\n\(String(repeating: "X: a\r\n", count: 2000))\r\n", 431),
  ]

  @Test("what is no HTTP gets its reason as JSON, as every other refusal does")
  func noRequest() throws {
    try withHub(.sqlite) { hub in
      for (request, status) in EarlyAnswerTests.broken {
        let client = try RawClient(port: hub.port)
        client.send(request)
        let answer = try SignedClient.answer(of: client, to: "GET")
        let name = request.prefix(60).debugDescription
        #expect(answer.status == status, "\(name)")
        #expect(answer.code == (status == 431 ? "too-large" : "malformed"), "\(name)")
        #expect(answer.fields["content-type"] == "application/json", "\(name)")
        client.endSending()
        #expect(client.isClosed(within: 3), "\(name)")
      }
      let metrics = try RawClient(port: hub.port)
      metrics.send("GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      #expect(
        metrics.received().contains(
          "phuctra_hub_requests_total{route=\"other\",status=\"400\"} 12.0\n"))
    }
  }

  @Test("a request that ends within its body is refused to who still reads")
  func halfClosed() throws {
    try withHub(.sqlite) { hub in
      let client = try RawClient(port: hub.port)
      client.send("POST /v1/enrolments HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{")
      client.endSending()
      let answer = try SignedClient.answer(of: client, to: "POST")
      #expect(answer.status == 400 && answer.code == "malformed")
      #expect(client.isClosed(within: 3))
    }
  }

  @Test("of requests in a row the good ones are answered first, in order, then the broken one")
  func inRow() throws {
    try withHub(.sqlite) { hub in
      let client = try RawClient(port: hub.port)
      let good = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
      let other = "GET /v1/nonce HTTP/1.1\r\nHost: h\r\n\r\n"
      client.send(good + other + good + "\u{1}\r\n\r\n" + good)
      for status in [200, 200, 200, 400] {
        let answer = try SignedClient.answer(of: client, to: "GET")
        #expect(answer.status == status)
      }
      client.endSending()
      #expect(client.isClosed(within: 3))
    }
  }

  @Test("405 says what the place takes")
  func allowed() throws {
    let cases = [
      ("/v1/enrolments", "POST"), ("/v1/bundles/\(EarlyAnswerTests.zeros)", "PUT"),
      ("/v1/blobs/\(EarlyAnswerTests.zeros)", "PUT, HEAD, GET"), ("/v1/feed", "GET"),
      ("/v1/nonce", "GET"), ("/healthz", "GET"), ("/metrics", "GET"),
    ]
    try withHub(.sqlite) { hub in
      for (path, methods) in cases {
        let client = try RawClient(port: hub.port)
        client.send("DELETE \(path) HTTP/1.1\r\nHost: h\r\n\r\n")
        let answer = try SignedClient.answer(of: client, to: "DELETE")
        #expect(answer.status == 405 && answer.fields["allow"] == methods, "\(path)")
      }
    }
  }

  @Test(
    "what is poured in behind a request for another protocol is not heaped up",
    arguments: [
      ("CONNECT h:80 HTTP/1.1", "X: y"),
      ("GET /healthz HTTP/1.1", "Connection: upgrade\r\nUpgrade: h2c"),
      ("GET /healthz HTTP/2.0", "X: y"),
    ])
  func poured(line: String, fields: String) throws {
    try withHub(.sqlite) { hub in
      let client = try RawClient(port: hub.port)
      client.send("\(line)\r\nHost: h\r\n\(fields)\r\n\r\n")
      let flood = [UInt8](repeating: 0x61, count: 1 << 20)
      var sent = 0
      while sent < 1024, client.send(flood) { sent += 1 }
      #expect(sent < 256, "\(sent) MiB were taken")
      #expect(try hub.peakMemory() < 200)
    }
  }
}
