package import Evidence
import FoundationEssentials
import RawStructuredFieldValues

/// What of an HTTP request is signed (RFC 9421): method, path, query and the digest of the body.
package struct SignedRequest: Hashable, Sendable {
  package var method: String
  /// The path as it stands in the request line, without the query.
  package var path: String
  /// The query without its question mark; empty where there is none.
  package var query: String
  /// SHA-256 of the body.
  package var body: ContentHash

  package init(method: String, path: String, query: String = "", body: ContentHash) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
  }

  /// `Content-Digest` (RFC 9530) of the body.
  package var contentDigest: String {
    "sha-256=:\(Data(body.bytes).base64EncodedString()):"
  }

  /// The fields of a request signed with `key`: `Content-Digest`, `Signature-Input`, `Signature`.
  /// - Parameters:
  ///   - nonce: the hub's, good for one request.
  ///   - created: seconds since 1970 on the device's clock, which nobody relies on.
  /// - Throws: what signing throws, or the serialiser for a nonce that is no ASCII.
  package func fields(
    key: DeviceKey, nonce: String, created: Int64
  ) throws -> [(name: String, value: String)] {
    let input = SignatureInput(
      components: SignatureInput.required, created: created,
      keyIdentity: DeviceIdentity(key.publicKey).hex, nonce: nonce)
    let parameters = try input.serialized()
    let signature = try key.signature(over: base(parameters, SignatureInput.required))
    return [
      ("Content-Digest", contentDigest),
      ("Signature-Input", "sig1=\(parameters)"),
      ("Signature", "sig1=:\(Data(signature).base64EncodedString()):"),
    ]
  }

  /// The signature base: a line for each component, then the parameters.
  func base(_ parameters: String, _ components: [String]) -> [UInt8] {
    let lines = components.map { component in
      let value =
        switch component {
        case "@method": method
        case "@path": path
        case "@query": "?\(query)"
        default: contentDigest
        }
      return "\"\(component)\": \(value)\n"
    }
    return Array((lines.joined() + "\"@signature-params\": \(parameters)").utf8)
  }
}

/// The parameters of a signature, as `Signature-Input` says them.
struct SignatureInput {
  /// What has to be signed.
  static let required = ["@method", "@path", "@query", "content-digest"]

  var components: [String]
  var created: Int64
  var keyIdentity: String
  var nonce: String

  func serialized() throws -> String {
    var list = BareInnerList()
    for component in components {
      list.append(Item(bareItem: RFC9651BareItem.string(component), parameters: [:]))
    }
    let parameters: OrderedMap<String, RFC9651BareItem> = [
      "created": .integer(created), "keyid": .string(keyIdentity), "alg": .string("ed25519"),
      "nonce": .string(nonce), "tag": .string("phuctra"),
    ]
    var serializer = StructuredFieldValueSerializer()
    let bytes = try serializer.writeListFieldValue([
      .innerList(InnerList(bareInnerList: list, parameters: parameters))
    ])
    return String(decoding: bytes, as: UTF8.self)
  }
}
