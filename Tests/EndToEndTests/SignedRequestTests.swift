import Evidence
import Foundation
import Sync
import TestSupport
import Testing

/// Who may speak to a live hub, and what becomes of what is said twice.
@Suite("Signed and repeated requests", .serialized)
struct SignedRequestTests {
  private static let nothing = ContentHash(of: [])

  /// Sends bytes as they are and reads the answer.
  private static func answer(_ hub: HubProcess, _ request: String) throws -> SignedClient.Answer {
    let client = try RawClient(port: hub.port)
    client.send(request)
    return try SignedClient.answer(of: client, to: "GET")
  }

  @Test(
    "a request is good once; what of it was altered is not signed", arguments: HubBackend.allCases)
  func replayed(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let device = try SignedClient(hub)
      func fresh() throws -> String {
        String(
          decoding: try device.head(
            "GET", "/v1/feed", query: "after=0", signed: SignedRequestTests.nothing, length: 0),
          as: UTF8.self)
      }
      let request = try fresh()
      #expect(try SignedRequestTests.answer(hub, request).status == 200)
      let again = try SignedRequestTests.answer(hub, request)
      #expect(again.status == 401 && again.code == "nonce")
      let alterations = [
        ("after=0", "after=1"), ("created=1781600000", "created=1781600001"),
        ("keyid=\"\(device.identity)\"", "keyid=\"\(DeviceIdentity(DeviceKey().publicKey))\""),
        ("Signature: sig1=:", "Signature: sig1=:AAAA"), ("tag=\"phuctra\"", "tag=\"other\""),
        ("alg=\"ed25519\"", "alg=\"none\""), ("\"@query\" ", ""), ("nonce=\"", "nonce=\"1"),
      ]
      for (old, new) in alterations {
        let text = try fresh()
        let altered = text.replacing(old, with: new)
        #expect(altered != text)
        let answer = try SignedRequestTests.answer(hub, altered)
        #expect([400, 403].contains(answer.status) && answer.code != nil, "\(new): \(answer)")
      }
      for field in ["Content-Digest", "Signature-Input", "Signature"] {
        let text = try fresh().replacing("\r\n\(field): ", with: "\r\nX-\(field): ")
        #expect(try SignedRequestTests.answer(hub, text).status == 400, "without \(field)")
      }
    }
  }

  @Test(
    "a hundred copies of one bundle at once give one receipt, and its entries are there once",
    arguments: HubBackend.allCases)
  func copies(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let device = try SignedClient(hub)
      let bundle = try device.bundle(entries: 50)
      let path = "/v1/bundles/\(ContentHash(of: bundle))"
      let head = "PUT \(path) HTTP/1.1\r\nHost: h\r\nContent-Length: \(bundle.count)\r\n\r\n"
      // All but the last byte of each, so that they come in together.
      let clients = try (0..<100).map { _ in
        let client = try RawClient(port: hub.port)
        client.send(Array(head.utf8) + bundle.dropLast())
        return client
      }
      for client in clients { client.send(bundle.suffix(1)) }
      var receipts: Set<[UInt8]> = []
      for client in clients {
        let answer = try SignedClient.answer(of: client, to: "PUT")
        #expect(answer.status == 200)
        receipts.insert(answer.body)
      }
      #expect(receipts.count == 1)
      #expect(try Receipt(parsing: try #require(receipts.first)).sequence == 50)
      let supervisor = try SignedClient(hub, role: "supervisor", person: "S01", tag: "S01")
      let sequences = try supervisor.feed().map {
        try EntryHeader(parsing: Array($0.header.utf8)).sequence
      }
      #expect(sequences == Array(1...50))
    }
  }
}
