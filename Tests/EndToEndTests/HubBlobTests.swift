import Evidence
import Foundation
import TestSupport
import Testing

/// Photos and lists over real HTTP.
@Suite("Blobs over HTTP", .serialized)
struct HubBlobTests {
  private static let most = 64 << 20

  private static func photo(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 / 251) }
  }

  private static func path(_ bytes: [UInt8]) -> String { "/v1/blobs/\(ContentHash(of: bytes))" }

  @Test(
    "a blob is put, found and got whole; a second time it is here already",
    arguments: HubBackend.allCases)
  func whole(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let device = try SignedClient(hub)
      for photo in [HubBlobTests.photo(3_000_000), HubBlobTests.photo(1), []] {
        let path = HubBlobTests.path(photo)
        #expect(try device.signed("HEAD", path).status == 404)
        #expect(try device.signed("GET", path).code == "not-found")
        #expect(try device.signed("PUT", path, body: photo).status == 201)
        #expect(try device.signed("PUT", path, body: photo).status == 200)
        let head = try device.signed("HEAD", path)
        #expect(head.status == 200 && head.fields["content-length"] == "\(photo.count)")
        let got = try device.signed("GET", path)
        #expect(got.status == 200 && got.body == photo)
      }
    }
  }

  @Test("an answer to HEAD has no body, so that the next one on the line is understood")
  func headAlone() throws {
    try withHub(.sqlite) { hub in
      let device = try SignedClient(hub)
      let client = try RawClient(port: hub.port)
      for _ in 0..<2 {
        client.send(
          try device.head(
            "HEAD", HubBlobTests.path([1]), signed: ContentHash(of: []), length: 0))
        #expect(try SignedClient.answer(of: client, to: "HEAD").status == 404)
      }
    }
  }

  @Test(
    "a blob cut off in mid-body is not there, and can be put again",
    arguments: HubBackend.allCases)
  func cutOff(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let device = try SignedClient(hub)
      let photo = HubBlobTests.photo(2_000_000)
      let path = HubBlobTests.path(photo)
      let hash = ContentHash(of: photo)
      for isHalfClosed in [true, false] {
        let client = try RawClient(port: hub.port)
        client.send(try device.head("PUT", path, signed: hash, length: photo.count))
        client.send(photo[..<1_000_000])
        if isHalfClosed {
          client.endSending()
          #expect(client.status().map { (400...499).contains($0) } ?? true)
        }
      }
      #expect(try device.signed("HEAD", path).status == 404)
      #expect(try device.signed("PUT", path, body: photo).status == 201)
      #expect(try device.signed("GET", path).body == photo)
    }
  }

  @Test("other bytes than the name says are refused, and nothing of them is kept")
  func otherBytes() throws {
    try withHub(.sqlite) { hub in
      let device = try SignedClient(hub)
      let (photo, other) = (HubBlobTests.photo(1000), HubBlobTests.photo(1001))
      // The name, and with it the signed digest, is of other bytes than those that come.
      let wrong = try device.signed(
        "PUT", HubBlobTests.path(photo), body: other, as: ContentHash(of: photo))
      #expect(wrong.status == 400 && wrong.code == "malformed")
      // Signed truly, under another's name.
      let named = try device.signed("PUT", HubBlobTests.path(photo), body: other)
      #expect(named.status == 403 && named.code == "signature")
      for bytes in [photo, other] {
        #expect(try device.signed("HEAD", HubBlobTests.path(bytes)).status == 404)
      }
    }
  }

  @Test("64 MiB are taken, a byte more is not, said before or only sent")
  func largest() throws {
    try withHub(.sqlite) { hub in
      let device = try SignedClient(hub)
      let photo = HubBlobTests.photo(HubBlobTests.most)
      let path = HubBlobTests.path(photo)
      #expect(try device.signed("PUT", path, body: photo).status == 201)
      #expect(try device.signed("HEAD", path).fields["content-length"] == "\(photo.count)")
      let more = photo + [0]
      let told = try device.signed("PUT", HubBlobTests.path(more), body: more)
      #expect(told.status == 413 && told.code == "too-large")
      let client = try RawClient(port: hub.port)
      let head = try device.head(
        "PUT", HubBlobTests.path(more), signed: ContentHash(of: more), length: 0)
      client.send(
        String(decoding: head, as: UTF8.self)
          .replacing("Content-Length: 0", with: "Transfer-Encoding: chunked"))
      client.send(Array("\(String(more.count, radix: 16))\r\n".utf8))
      client.send(more)
      client.send("\r\n0\r\n\r\n")
      #expect(client.status() == 413)
      #expect(try hub.peakMemory() < 200)
    }
  }

  @Test(
    "another unit's blob is not there; a revoked device neither gives nor asks",
    arguments: HubBackend.allCases)
  func foreign(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let device = try SignedClient(hub)
      let foreign = try SignedClient(hub, unit: "PE0800", person: "H08", tag: "H08")
      let photo = HubBlobTests.photo(500_000)
      let path = HubBlobTests.path(photo)
      #expect(try device.signed("PUT", path, body: photo).status == 201)
      for method in ["HEAD", "GET"] {
        #expect(try foreign.signed(method, path).status == 404)
        #expect(try device.signed(method, path).status == 200)
      }
      #expect(
        try hub.run("revoke", device.identity.hex, "--reason", "lost").status == 0)
      for method in ["HEAD", "GET", "PUT"] {
        let body = method == "PUT" ? photo : []
        let answer = try device.signed(method, path, body: body)
        #expect(answer.status == 403, "\(method)")
        #expect(answer.code == (method == "HEAD" ? nil : "revoked"))
      }
    }
  }

  @Test("a disk without room is said as such; the hub goes on, and takes what fits")
  func full() throws {
    try withTemporaryDirectory { folder in
      let hub = try HubProcess(.sqlite, in: folder)
      // No file may grow beyond 2 MiB: `ulimit` counts halves of a KiB.
      try hub.start(under: ["sh", "-c", "ulimit -f 4096; exec \"$0\" \"$@\""])
      defer { hub.stop() }
      let device = try SignedClient(hub)
      let photo = HubBlobTests.photo(4 << 20)
      let answer = try device.signed("PUT", HubBlobTests.path(photo), body: photo)
      #expect(answer.status == 503 && answer.code == "busy")
      #expect(answer.fields["retry-after"] != nil)
      #expect(try device.signed("HEAD", HubBlobTests.path(photo)).status == 404)
      let small = HubBlobTests.photo(100_000)
      #expect(try device.signed("PUT", HubBlobTests.path(small), body: small).status == 201)
      #expect(try device.send("GET", "/healthz").status == 200)
    }
  }

  @Test("a temporary folder that was swept is made again, and goes with the hub")
  func swept() throws {
    try withTemporaryDirectory { folder in
      let hub = try HubProcess(.sqlite, in: folder)
      let temporary = folder.appendingPathComponent("tmp")
      let manager = FileManager.default
      try manager.createDirectory(at: temporary, withIntermediateDirectories: true)
      try hub.start(under: ["env", "TMPDIR=\(temporary.path)"])
      defer { hub.stop() }
      let device = try SignedClient(hub)
      for name in try manager.contentsOfDirectory(atPath: temporary.path) {
        try manager.removeItem(at: temporary.appendingPathComponent(name))
      }
      let photo = HubBlobTests.photo(1000)
      #expect(try device.signed("PUT", HubBlobTests.path(photo), body: photo).status == 201)
      let staged = try manager.subpathsOfDirectory(atPath: temporary.path)
      #expect(staged.count == 1, "\(staged)")
      hub.terminate()
      #expect(hub.exitStatus(within: 10) == 0)
      #expect(try manager.contentsOfDirectory(atPath: temporary.path).isEmpty)
    }
  }
}
