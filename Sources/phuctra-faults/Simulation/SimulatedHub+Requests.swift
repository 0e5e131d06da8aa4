import Evidence
import FoundationEssentials
import Sync

extension SimulatedHub {
  /// Answers one request as the real hub's routes do.
  mutating func answer(_ request: WireRequest, blob: (ContentHash) -> [UInt8]?) -> WireAnswer {
    do {
      return try answering(request, blob: blob)
    } catch let refusal as Refusal {
      let body = (try? JSONEncoder().encode(refusal)).map { Array($0) } ?? []
      return WireAnswer(status: refusal.status, body: body)
    } catch {
      return WireAnswer(status: 503)
    }
  }

  private mutating func answering(
    _ request: WireRequest, blob: (ContentHash) -> [UInt8]?
  ) throws -> WireAnswer {
    if request.path == "/v1/nonce" {
      let answer = NonceAnswer(nonce: newNonce())
      return WireAnswer(status: 200, body: Array(try JSONEncoder().encode(answer)))
    }
    let parts = request.path.split(separator: "/").map(String.init)
    let body: [UInt8] =
      switch request.body {
      case .none: []
      case .bytes(let bytes): bytes
      case .blob(let hash): blob(hash) ?? []
      }
    if parts.count == 3, parts[1] == "bundles", let name = ContentHash(hex: parts[2]) {
      return WireAnswer(status: 200, body: try ingest(body, name: name).bytes)
    }
    let device = try check(request, body)
    if request.path == "/v1/feed" {
      let after = Int64(request.query.dropFirst("after=".count)) ?? 0
      return WireAnswer(
        status: 200, body: try page(for: device, after: after, most: 7).bytes)
    }
    guard parts.count == 3, parts[1] == "blobs", let hash = ContentHash(hex: parts[2]) else {
      throw Refusal(.notFound, "no such place")
    }
    return try answerBlob(request, hash, body)
  }

  private mutating func answerBlob(
    _ request: WireRequest, _ hash: ContentHash, _ body: [UInt8]
  ) throws -> WireAnswer {
    if request.method == .put {
      guard ContentHash(of: body) == hash else { throw Refusal(.malformed, "not its name's bytes") }
      blobs[hash] = body
      return WireAnswer(status: 201)
    }
    guard let held = blobs[hash] else { return WireAnswer(status: 404) }
    return WireAnswer(status: 200, body: request.method == .get ? held : [])
  }

  /// The device that signed the request; its nonce is spent.
  private mutating func check(_ request: WireRequest, _ body: [UInt8]) throws -> DeviceIdentity {
    func field(_ name: String) -> String? { request.fields.first { $0.name == name }?.value }
    let claim = try RequestClaim(
      method: request.method.rawValue, path: request.path, query: request.query,
      contentDigest: field("Content-Digest"), signatureInput: field("Signature-Input"),
      signature: field("Signature"))
    guard nonces.remove(claim.nonce) != nil else { throw Refusal(.nonce, "spent") }
    guard let key = keys[claim.device], claim.isSigned(by: key), claim.body == ContentHash(of: body)
    else { throw Refusal(.signature, "not the device's") }
    return claim.device
  }
}
