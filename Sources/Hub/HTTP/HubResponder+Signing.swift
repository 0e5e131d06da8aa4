import Evidence
import HTTPTypes
import Hummingbird
import Sync

extension HubResponder {
  /// Who signed the request (RFC 9421); the nonce is spent with it, whatever comes of the request.
  /// - Parameter body: the SHA-256 that the body must have, checked by whoever reads it.
  /// - Throws: `Refusal`: `malformed`, `notEnrolled`, `signature`, `nonce`.
  func signer(of request: Request, body: ContentHash) async throws -> DeviceIdentity {
    let claim = try RequestClaim(
      method: request.method.rawValue, path: request.uri.path, query: request.uri.query ?? "",
      contentDigest: field("Content-Digest", of: request),
      signatureInput: field("Signature-Input", of: request),
      signature: field("Signature", of: request))
    guard let key = try await service.publicKey(of: claim.device) else {
      throw Refusal(.notEnrolled, "device \(claim.device) has no certificate of this hub")
    }
    guard claim.isSigned(by: key), claim.body == body else {
      throw Refusal(.signature, "the signature is not that of \(claim.device) for this request")
    }
    guard try await service.spend(claim.nonce) else {
      throw Refusal(.nonce, "the nonce is unknown, used or older than 60 s; ask for another")
    }
    return claim.device
  }

  /// A field that may have come in several lines.
  private func field(_ name: String, of request: Request) -> String? {
    guard let name = HTTPField.Name(name) else { return nil }
    let values = request.headers[values: name]
    return values.isEmpty ? nil : values.joined(separator: ", ")
  }
}
