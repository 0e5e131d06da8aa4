package import Evidence
import FoundationEssentials
import RawStructuredFieldValues

/// What a signed request claims, read from its fields; nothing is proven before `isSigned(by:)`.
package struct RequestClaim: Sendable {
  /// Who says he signed.
  package let device: DeviceIdentity
  package let nonce: String
  /// The SHA-256 that the body must have.
  package let body: ContentHash
  private let base: [UInt8]
  private let signature: [UInt8]

  /// Reads the three fields of a request. Where a field stood several times, join its values with
  /// `, ` as HTTP does.
  /// - Throws: `Refusal` (`malformed`) naming the field and what it lacks.
  package init(
    method: String, path: String, query: String, contentDigest: String?, signatureInput: String?,
    signature: String?
  ) throws(Refusal) {
    let digest = try RequestClaim.digest(contentDigest)
    let (label, list) = try RequestClaim.input(signatureInput)
    let components = list.bareInnerList.compactMap { item -> String? in
      guard case .string(let name) = item.rfc9651BareItem, item.rfc9651Parameters.count == 0 else {
        return nil
      }
      return name
    }
    guard components.count == list.bareInnerList.count,
      components.sorted() == SignatureInput.required.sorted()
    else {
      throw Refusal(
        .malformed,
        "Signature-Input covers \(components.joined(separator: " ")), due are "
          + SignatureInput.required.joined(separator: " "))
    }
    device = try RequestClaim.parameter("keyid", of: list) { DeviceIdentity(hex: $0) }
    nonce = try RequestClaim.parameter("nonce", of: list) { $0.isEmpty ? nil : $0 }
    _ = try RequestClaim.parameter("alg", of: list) { $0 == "ed25519" ? $0 : nil }
    _ = try RequestClaim.parameter("tag", of: list) { $0 == "phuctra" ? $0 : nil }
    var serializer = StructuredFieldValueSerializer()
    guard let parameters = try? serializer.writeListFieldValue([.innerList(list)]) else {
      throw Refusal(.malformed, "Signature-Input cannot be written again as it was read")
    }
    let request = SignedRequest(method: method, path: path, query: query, body: digest)
    body = digest
    base = request.base(String(decoding: parameters, as: UTF8.self), components)
    self.signature = try RequestClaim.bytes(signature, of: "Signature", label: label, count: 64)
  }

  /// True where the holder of `key` signed the request, and is who it names.
  package func isSigned(by key: PublicKey) -> Bool {
    DeviceIdentity(key) == device && key.isValid(signature: signature, over: base)
  }

  private static func digest(_ field: String?) throws(Refusal) -> ContentHash {
    let bytes = try bytes(field, of: "Content-Digest", label: "sha-256", count: 32)
    guard let hash = ContentHash(bytes: bytes) else {
      throw Refusal(.malformed, "Content-Digest has no SHA-256")
    }
    return hash
  }

  /// The one signature of the phuctra protocol among those that the field names.
  private static func input(_ field: String?) throws(Refusal) -> (String, InnerList) {
    let map = try dictionary(field, "Signature-Input")
    for (label, value) in map {
      guard case .innerList(let list) = value,
        case .string("phuctra")? = list.rfc9651Parameters["tag"]
      else { continue }
      return (label, list)
    }
    throw Refusal(.malformed, "Signature-Input has no signature with the tag phuctra")
  }

  private static func parameter<Value>(
    _ name: String, of list: InnerList, _ read: (String) -> Value?
  ) throws(Refusal) -> Value {
    guard case .string(let text)? = list.rfc9651Parameters[name], let value = read(text) else {
      throw Refusal(.malformed, "Signature-Input has no usable \(name)")
    }
    return value
  }

  private static func bytes(
    _ field: String?, of name: String, label: String, count: Int
  ) throws(Refusal) -> [UInt8] {
    guard case .item(let item)? = try dictionary(field, name)[label],
      case .undecodedByteSequence(let base64) = item.rfc9651BareItem,
      let data = Data(base64Encoded: base64), data.count == count
    else {
      throw Refusal(.malformed, "\(name) has no \(count) bytes under \(label)")
    }
    return Array(data)
  }

  private static func dictionary(
    _ field: String?, _ name: String
  ) throws(Refusal) -> OrderedMap<String, ItemOrInnerList> {
    guard let field else { throw Refusal(.malformed, "\(name) is missing") }
    guard field.utf8.count <= 2048 else { throw Refusal(.malformed, "\(name) is too long") }
    var parser = StructuredFieldValueParser(Array(field.utf8))
    guard let map = try? parser.parseDictionaryFieldValue() else {
      throw Refusal(.malformed, "\(name) is no structured field")
    }
    return map
  }
}
