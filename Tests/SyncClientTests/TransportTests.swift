import Foundation
import SyncClient
import Synchronization
import TestSupport
import Testing

/// A transport to `server` whose requests end after `total` milliseconds.
func transport(to server: RawServer, total: Int64 = 20_000) throws -> HTTPTransport {
  try HTTPTransport(
    HubAddress(server.address), limits: HTTPTransport.Limits(connecting: 5_000, total: total))
}

/// The error of a request that must fail.
func failure(
  of request: HTTPRequest, with transport: HTTPTransport,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> TransportError {
  defer { transport.close() }
  let error = #expect(throws: TransportError.self, sourceLocation: sourceLocation) {
    _ = try transport.send(request)
  }
  return try #require(error, sourceLocation: sourceLocation)
}

@Suite("A request over HTTP")
struct TransportTests {
  @Test("goes out as it was given, asks for no compression, and its answer comes back whole")
  func roundTrip() throws {
    let seen = Mutex("")
    try withServer({ connection in
      let request = connection.request(body: 5)
      seen.withLock { $0 = request }
      connection.send(
        "HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nX-Two: a\r\nx-two: b\r\n"
          + "Content-Length: 7\r\n\r\n{\"a\":1}")
    }) { server in
      let transport = try transport(to: server)
      defer { transport.close() }
      let answer = try transport.send(
        HTTPRequest(
          .put, "/v1/bundles/ab?x=1&y=%20", fields: [("Signature", "sig1=:AA==:")],
          body: .bytes(Array("hello".utf8))))
      #expect(answer.status == 409)
      #expect(answer[field: "content-type"] == "application/json")
      #expect(answer.fields.filter { $0.name == "x-two" }.map(\.value) == ["a", "b"])
      #expect(answer.body == Array("{\"a\":1}".utf8))
      #expect(answer.length == 7)
    }
    let request = seen.withLock { $0 }
    let lines = request.components(separatedBy: "\r\n")
    #expect(lines.first == "PUT /v1/bundles/ab?x=1&y=%20 HTTP/1.1")
    #expect(lines.last == "hello")
    let names = lines.dropFirst().prefix { !$0.isEmpty }
      .compactMap { $0.split(separator: ":").first?.lowercased() }
    #expect(names.contains("signature") && names.contains("content-length"))
    #expect(!names.contains("accept-encoding") && !names.contains("content-encoding"))
  }

  @Test("shares one connection with the next")
  func keepAlive() throws {
    let connections = Mutex(0)
    try withServer({ connection in
      connections.withLock { $0 += 1 }
      while !connection.request().isEmpty {
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
    }) { server in
      let transport = try transport(to: server)
      defer { transport.close() }
      for _ in 0..<5 {
        #expect(try transport.send(HTTPRequest(.get, "/healthz")).body == Array("ok".utf8))
      }
    }
    #expect(connections.withLock { $0 } == 1)
  }

  @Test("can be made again after the transport was closed")
  func afterClosing() throws {
    try withServer({ connection in
      _ = connection.request()
      connection.send("HTTP/1.1 204 No Content\r\n\r\n")
    }) { server in
      let transport = try transport(to: server)
      #expect(try transport.send(HTTPRequest(.get, "/")).status == 204)
      transport.close()
      #expect(try transport.send(HTTPRequest(.get, "/")).status == 204)
      transport.close()
    }
  }

  @Test("follows no redirect: the answer is the redirect itself", arguments: [301, 302, 307, 308])
  func redirect(_ status: Int) throws {
    let requests = Mutex(0)
    try withServer({ connection in
      while !connection.request().isEmpty {
        requests.withLock { $0 += 1 }
        connection.send(
          "HTTP/1.1 \(status) Elsewhere\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")
      }
    }) { server in
      let transport = try transport(to: server)
      defer { transport.close() }
      let answer = try transport.send(HTTPRequest(.get, "/v1/nonce"))
      #expect(answer.status == status)
      #expect(answer[field: "location"] == "/other")
    }
    #expect(requests.withLock { $0 } == 1)
  }

  @Test("is told the length of what a HEAD does not bring")
  func head() throws {
    try withServer({ connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
    }) { server in
      let transport = try transport(to: server)
      defer { transport.close() }
      let answer = try transport.send(HTTPRequest(.head, "/v1/blobs/ab"))
      #expect(answer.status == 200)
      #expect(answer.length == 0)
    }
  }

  @Test("heeds no proxy of the environment")
  func proxy() throws {
    setenv("http_proxy", "http://127.0.0.1:9", 1)
    defer { unsetenv("http_proxy") }
    try withServer({ connection in
      let line = connection.request().prefix { $0 != "\r\n" }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(line.utf8.count)\r\n\r\n\(line)")
    }) { server in
      let transport = try transport(to: server)
      defer { transport.close() }
      let answer = try transport.send(HTTPRequest(.get, "/v1/nonce"))
      #expect(String(decoding: answer.body, as: UTF8.self) == "GET /v1/nonce HTTP/1.1")
    }
  }

  @Test("is refused before it is made where a field would break out of its line")
  func fieldInjection() throws {
    let connections = Mutex(0)
    try withServer({ _ in connections.withLock { $0 += 1 } }) { server in
      let request = HTTPRequest(.get, "/", fields: [("Signature", "a\r\nX-Evil: b")])
      let error = try failure(of: request, with: transport(to: server))
      #expect(error.code == .malformed, "\(error)")
    }
    #expect(connections.withLock { $0 } == 0)
  }
}
