import Foundation
import SyncClient
import Synchronization
import TestSupport
import Testing

@Suite("A request that goes wrong")
struct TransportFaultTests {
  /// What a server sends before it closes, and what that is called.
  static let faults: [(name: String, text: String, code: TransportError.Code)] = [
    ("nothing", "", .cut),
    ("half a head", "HTTP/1.1 200 OK\r\nContent-Le", .cut),
    ("half a body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345", .cut),
    (
      "half a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n123",
      .cut
    ),
    ("another protocol", "SSH-2.0-OpenSSH_9.2p1 Debian\r\n", .malformed),
    ("a wrong status", "HTTP/1.1 two hundred\r\n\r\n", .malformed),
    ("a wrong version", "HTTP/9.x 200 OK\r\n\r\n", .malformed),
    ("a wrong length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", .malformed),
    (
      "two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      .malformed
    ),
    (
      "a wrong chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
      .malformed
    ),
    ("a long answer", "HTTP/1.1 200 OK\r\nContent-Length: 4096\r\n\r\nab", .tooLarge),
  ]

  @Test("says what went wrong: the answer is", arguments: faults.indices)
  func fault(_ number: Int) throws {
    let fault = TransportFaultTests.faults[number]
    try withServer({ connection in
      _ = connection.request()
      connection.send(fault.text)
    }) { server in
      let error = try failure(
        of: HTTPRequest(.get, "/", to: .memory(limit: 1024)), with: transport(to: server))
      #expect(error.code == fault.code, "\(fault.name): \(error)")
    }
  }

  @Test("is reset in the middle of its body")
  func reset() throws {
    try withServer({ connection in
      // Unread bytes at the close make the kernel reset the connection.
      _ = connection.piece()
      var linger = Glibc.linger(l_onoff: 1, l_linger: 0)
      setsockopt(
        connection.descriptor, SOL_SOCKET, SO_LINGER, &linger,
        socklen_t(MemoryLayout<Glibc.linger>.size))
    }) { server in
      let body = [UInt8](repeating: 7, count: 8 << 20)
      let error = try failure(
        of: HTTPRequest(.put, "/", body: .bytes(body)), with: transport(to: server))
      #expect(error.code == .cut, "\(error)")
    }
  }

  @Test("reaches nobody where nobody listens")
  func refused() throws {
    // Bound, so that no other test gets it, and not listening.
    let (descriptor, port) = try RawServer.bound()
    defer { close(descriptor) }
    let transport = try HTTPTransport(HubAddress("http://127.0.0.1:\(port)"))
    let error = try failure(of: HTTPRequest(.get, "/"), with: transport)
    #expect(error.code == .unreachable, "\(error)")
    #expect(error.place == "http://127.0.0.1:\(port)")
    #expect(error.mayPass)
  }

  @Test("reaches nobody where the name is none")
  func noName() throws {
    let transport = try HTTPTransport(HubAddress("http://hub.phuctra.invalid"))
    let error = try failure(of: HTTPRequest(.get, "/"), with: transport)
    #expect(error.code == .unreachable, "\(error)")
  }

  @Test("ends at its deadline where the hub says nothing")
  func silence() throws {
    try withServer({ $0.waitForEnd() }) { server in
      let began = ContinuousClock.now
      let error = try failure(of: HTTPRequest(.get, "/"), with: transport(to: server, total: 300))
      #expect(error.code == .timedOut, "\(error)")
      #expect(ContinuousClock.now - began < .seconds(10))
    }
  }

  @Test("ends at its deadline however much still drips in")
  func drip() throws {
    try withServer({ connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n")
      while connection.send("x") { poll(nil, 0, 20) }
    }) { server in
      let error = try failure(of: HTTPRequest(.get, "/"), with: transport(to: server, total: 400))
      #expect(error.code == .timedOut, "\(error)")
    }
  }

  @Test("ends at its deadline where the hub takes nothing more of the body")
  func stuck() throws {
    let isDone = DispatchSemaphore(value: 0)
    defer { isDone.signal() }
    try withServer({ _ in isDone.wait() }) { server in
      let body = [UInt8](repeating: 7, count: 32 << 20)
      let error = try failure(
        of: HTTPRequest(.put, "/", body: .bytes(body)), with: transport(to: server, total: 500))
      #expect(error.code == .timedOut, "\(error)")
    }
  }

  @Test("takes no more of an endless answer than it may")
  func endless() throws {
    try withServer({ connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
      let piece = "10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n"
      while connection.send(piece) {}
    }) { server in
      let error = try failure(
        of: HTTPRequest(.get, "/", to: .memory(limit: 1 << 20)), with: transport(to: server))
      #expect(error.code == .tooLarge, "\(error)")
      #expect(!error.mayPass)
    }
  }

  @Test("ends on a head without an end")
  func endlessHead() throws {
    try withServer({ connection in
      _ = connection.request()
      connection.send("HTTP/1.1 200 OK\r\n")
      var number = 0
      while connection.send("X-\(number): \(String(repeating: "y", count: 1000))\r\n") {
        number += 1
      }
    }) { server in
      let error = try failure(
        of: HTTPRequest(.get, "/"), with: transport(to: server, total: 5_000))
      #expect([.malformed, .timedOut].contains(error.code), "\(error)")
    }
  }

  @Test("is ended from another thread, and so is every later one")
  func cancelling() throws {
    let hasCome = DispatchSemaphore(value: 0)
    try withServer({ connection in
      _ = connection.request()
      hasCome.signal()
      connection.waitForEnd()
    }) { server in
      let transport = try transport(to: server)
      Thread.detachNewThread {
        hasCome.wait()
        transport.cancel()
      }
      for _ in 0..<2 {
        let error = try failure(of: HTTPRequest(.get, "/"), with: transport)
        #expect(error.code == .cancelled, "\(error)")
      }
    }
  }

  @Test("gets the answer of a hub that refuses before it has the whole body")
  func earlyRefusal() throws {
    try withServer({ connection in
      _ = connection.piece()
      connection.send("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}")
      connection.waitForEnd()
    }) { server in
      let transport = try transport(to: server)
      defer { transport.close() }
      let body = [UInt8](repeating: 7, count: 8 << 20)
      let answer = try transport.send(HTTPRequest(.put, "/", body: .bytes(body)))
      #expect(answer.status == 413)
    }
  }
}
