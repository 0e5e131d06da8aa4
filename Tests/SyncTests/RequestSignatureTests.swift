import Evidence
import Sync
import Testing

@Suite("A signed request")
struct RequestSignatureTests {
  private let key: DeviceKey
  private let request = SignedRequest(
    method: "GET", path: "/v1/feed", query: "after=3", body: ContentHash(of: []))

  init() throws {
    key = try #require(DeviceKey(seed: [UInt8](repeating: 4, count: 32)))
  }

  private func fields() throws -> [String: String] {
    let fields = try request.fields(key: key, nonce: "n-1", created: 1_780_000_000)
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.value) })
  }

  private func claim(
    _ fields: [String: String], method: String = "GET", path: String = "/v1/feed",
    query: String = "after=3"
  ) throws -> RequestClaim {
    try RequestClaim(
      method: method, path: path, query: query, contentDigest: fields["Content-Digest"],
      signatureInput: fields["Signature-Input"], signature: fields["Signature"])
  }

  @Test("is written as RFC 9421 has it")
  func form() throws {
    let fields = try fields()
    #expect(
      fields["Signature-Input"]
        == "sig1=(\"@method\" \"@path\" \"@query\" \"content-digest\");created=1780000000;"
        + "keyid=\"\(DeviceIdentity(key.publicKey))\";alg=\"ed25519\";nonce=\"n-1\";tag=\"phuctra\""
    )
    #expect(
      fields["Content-Digest"] == "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:")
  }

  @Test("is its signer's, for this method, path and query alone")
  func verified() throws {
    let fields = try fields()
    let claim = try claim(fields)
    #expect(claim.isSigned(by: key.publicKey) && claim.nonce == "n-1")
    #expect(claim.device == DeviceIdentity(key.publicKey) && claim.body == ContentHash(of: []))
    #expect(!claim.isSigned(by: DeviceKey().publicKey))
    #expect(!(try self.claim(fields, method: "PUT")).isSigned(by: key.publicKey))
    #expect(!(try self.claim(fields, path: "/v1/blobs")).isSigned(by: key.publicKey))
    #expect(!(try self.claim(fields, query: "after=0")).isSigned(by: key.publicKey))
  }

  @Test(
    "is refused where a field is missing, doubled in nonsense or covers less",
    arguments: [
      ("Content-Digest", nil), ("Content-Digest", "sha-512=:AAAA:"),
      ("Content-Digest", "sha-256=:AAAA:"), ("Signature", nil), ("Signature", "sig2=:AAAA:"),
      ("Signature", "sig1=\"text\""), ("Signature-Input", nil), ("Signature-Input", "((((("),
      ("Signature-Input", "sig1=(\"@method\");keyid=\"a\";tag=\"phuctra\""),
      (
        "Signature-Input",
        "sig1=(\"@method\" \"@path\" \"@query\" \"content-digest\");tag=\"other\""
      ),
      (
        "Signature-Input",
        "sig1=(\"@method\" \"@path\" \"@query\" \"content-digest\");keyid=\"zz\";nonce=\"n\";"
          + "alg=\"ed25519\";tag=\"phuctra\""
      ),
      ("Signature-Input", String(repeating: "a", count: 5000)),
    ] as [(String, String?)])
  func refused(field: String, value: String?) throws {
    var fields = try fields()
    fields[field] = value
    #expect(throws: Refusal.self) { try claim(fields) }
  }
}

@Suite("The hub's answer to an enrolment")
struct EnrolmentExchangeTests {
  @Test("is believed from the hub of the code alone, and for one's own key")
  func checked() throws {
    let hub = try #require(DeviceKey(seed: [UInt8](repeating: 3, count: 32)))
    let device = DeviceKey()
    let code = try #require(EnrolmentCode(secret: Array(0..<10), hub: hub.publicKey))
    func certificate(_ key: PublicKey, by signer: DeviceKey) throws -> String {
      String(
        decoding: try Certificate(
          key: key, unit: "PE0700", role: .inspector, person: "H07", tag: "H07", serial: 1,
          notBefore: "2026-06-16T06:00:00Z", signedBy: signer
        ).bytes, as: UTF8.self)
    }
    let sound = EnrolmentAnswer(
      hub: hub.publicKey.hex, certificate: try certificate(device.publicKey, by: hub))
    let checked = try sound.checked(for: device.publicKey, code: code)
    #expect(checked.certificate.person == "H07" && checked.hub == hub.publicKey)

    let stranger = DeviceKey()
    let others = EnrolmentAnswer(
      hub: stranger.publicKey.hex, certificate: try certificate(device.publicKey, by: stranger))
    #expect(throws: EnrolmentFault.otherHub) {
      try others.checked(for: device.publicKey, code: code)
    }
    var forged = sound
    forged.certificate = try certificate(device.publicKey, by: stranger)
    #expect(throws: EnrolmentFault.self) { try forged.checked(for: device.publicKey, code: code) }
    var swapped = sound
    swapped.certificate = try certificate(stranger.publicKey, by: hub)
    #expect(throws: EnrolmentFault.otherDevice) {
      try swapped.checked(for: device.publicKey, code: code)
    }
  }
}
