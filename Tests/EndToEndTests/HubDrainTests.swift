import Evidence
import Foundation
import TestSupport
import Testing

/// A hub that is told to stop, and clients that never take their answer.
@Suite("The end of a hub, and of patience", .serialized)
struct HubDrainTests {
  @Test(
    "told to stop, it answers what is under way, takes nobody new, and ends with 0",
    arguments: HubBackend.allCases)
  func drains(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let device = try SignedClient(hub)
      let bundle = try device.bundle(entries: 20)
      let under = try HubDrainTests.opened(
        hub, "PUT /v1/bundles/\(ContentHash(of: bundle))", length: bundle.count,
        sent: bundle.prefix(100))
      let idle = try RawClient(port: hub.port)
      idle.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
      #expect(try SignedClient.answer(of: idle, to: "GET").status == 200)
      let port = hub.port
      hub.terminate()
      // The idle line ends at once; from then on the hub is stopping.
      #expect(idle.isClosed(within: 5))
      #expect(HubDrainTests.isRefused(port, within: 5))
      #expect(hub.isRunning, "a request is under way")
      under.send(bundle.dropFirst(100))
      let answer = try SignedClient.answer(of: under, to: "PUT")
      let receipt = try Receipt(parsing: answer.body)
      #expect(answer.status == 200 && receipt.sequence == 20)
      #expect(hub.exitStatus(within: 10) == 0)
    }
  }

  @Test(
    "a request that never ends is given up within the bound; the status is 0 all the same",
    arguments: ["POST /v1/enrolments", "PUT /v1/bundles/\(String(repeating: "0", count: 64))"])
  func bounded(line: String) throws {
    try withHub(.sqlite, ["--drain-seconds", "2"]) { hub in
      let clients = try (0..<20).map { _ in
        try HubDrainTests.opened(hub, line, length: 100, sent: Array("x".utf8))
      }
      let start = ContinuousClock.now
      hub.terminate()
      let status = hub.exitStatus(within: 8)
      let log = try hub.log()
      #expect(status == 0, "\(log)")
      #expect((.seconds(2)..<(.seconds(6))).contains(ContinuousClock.now - start))
      for client in clients { #expect(client.isClosed(within: 1)) }
    }
  }

  @Test("who never takes his answer is left alone after a while, and costs no memory")
  func neverReads() throws {
    let options = ["--answer-seconds", "2", "--line-speed", "500000"]
    try withHub(.sqlite, options) { hub in
      let device = try SignedClient(hub)
      let photo = [UInt8](repeating: 0x61, count: 32 << 20)
      let hash = ContentHash(of: photo)
      let path = "/v1/blobs/\(hash)"
      #expect(try device.signed("PUT", path, body: photo).status == 201)
      let devices = try (0..<6).map { try SignedClient(hub, person: "H\($0)", tag: "T\($0)") }
      let before = try hub.peakMemory()
      let clients = try devices.flatMap { device in
        try (0..<8).map { _ in try HubDrainTests.asking(device, path, hub) }
      }
      #expect(HubDrainTests.connections(device, fallTo: 1, within: 30))
      #expect(try hub.peakMemory() - before < 100)
      // What was on its way is all that they get.
      let received = clients.map { $0.bytes(count: photo.count).count }
      #expect(received.allSatisfy { $0 < 2 << 20 }, "\(received)")
      #expect(try device.signed("GET", path).body == photo)
    }
  }

  @Test("one device gets a few blobs at a time; another one's are not held up, nor its own later")
  func few() throws {
    try withHub(.sqlite) { hub in
      let device = try SignedClient(hub)
      let other = try SignedClient(hub, person: "H08", tag: "H08")
      let photo = [UInt8](repeating: 0x61, count: 8 << 20)
      let path = "/v1/blobs/\(ContentHash(of: photo))"
      #expect(try device.signed("PUT", path, body: photo).status == 201)
      var clients = try (0..<8).map { _ in try HubDrainTests.asking(device, path, hub) }
      for client in clients { #expect(client.status() == 200) }
      let refused = try device.signed("GET", path)
      #expect(refused.status == 503 && refused.code == "busy")
      #expect(try device.signed("HEAD", path).status == 200)
      #expect(try other.signed("GET", path).body == photo)
      clients.removeAll()
      #expect(HubDrainTests.connections(device, fallTo: 1, within: 20))
      #expect(try device.signed("GET", path).body == photo)
    }
  }

  /// A client that has asked for a blob and reads nothing.
  private static func asking(
    _ device: SignedClient, _ path: String, _ hub: HubProcess
  ) throws -> RawClient {
    let client = try RawClient(port: hub.port)
    client.send(try device.head("GET", path, signed: ContentHash(of: []), length: 0))
    return client
  }

  /// A client with a request under way that the hub has surely begun to read: what stood before it
  /// in the same bytes is answered.
  private static func opened(
    _ hub: HubProcess, _ line: String, length: Int, sent: some Collection<UInt8>
  ) throws -> RawClient {
    let client = try RawClient(port: hub.port)
    client.send(
      Array(
        ("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
          + "\(line) HTTP/1.1\r\nHost: h\r\nContent-Length: \(length)\r\n\r\n").utf8) + sent)
    try #require(try SignedClient.answer(of: client, to: "GET").status == 200)
    return client
  }

  /// True once nobody listens at the port.
  private static func isRefused(_ port: Int, within seconds: Int) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      guard let connection = RawConnection(port: port) else { return true }
      connection.close()
      poll(nil, 0, 20)
    }
    return false
  }

  /// True once the hub has no more than so many connections, the one that asks among them.
  private static func connections(
    _ device: SignedClient, fallTo most: Int, within seconds: Int
  ) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      let text = (try? device.send("GET", "/metrics")).map {
        String(decoding: $0.body, as: UTF8.self)
      }
      if let found = text?.firstMatch(of: /\nphuctra_hub_connections ([0-9]+)\.0\n/),
        let count = Int(found.1), count <= most
      {
        return true
      }
      poll(nil, 0, 100)
    }
    return false
  }
}
