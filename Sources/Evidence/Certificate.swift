/// What a device may do, as its certificate says.
package enum CertifiedRole: String, CaseIterable, Hashable, Sendable {
  case inspector, supervisor
}

/// A hub's signed word about whose a device's key is: unit, role, person and the tag in its minutes'
/// numbers.
///
/// ```
/// phuctra-certificate/1
/// hub: <32 hex: identity of the hub's key>
/// device: <32 hex>
/// key: <64 hex: the device's raw public key>
/// unit: <unit code>
/// role: inspector or supervisor
/// person: <the person's id>
/// tag: <tag>
/// serial: <number from 1, counts the certificates of this device>
/// not-before: <RFC 3339>
/// signature: <128 hex: Ed25519 of the hub over the ten lines above>
/// ```
package struct Certificate: Hashable, Sendable {
  package let hub: DeviceIdentity
  package let key: PublicKey
  /// MA_DVIQLY.
  package let unit: String
  package let role: CertifiedRole
  package let person: String
  package let tag: String
  package let serial: Int64
  /// RFC 3339 date-time on the hub's clock.
  package let notBefore: String
  /// 64 bytes over `signedBytes`.
  package let signature: [UInt8]

  /// Whose key it is.
  package var device: DeviceIdentity { DeviceIdentity(key) }

  /// Certifies `key` as the hub that holds `signer`.
  /// - Throws: `FormError` where a field cannot be printed in the certificate's form; else what
  ///   signing throws.
  package init(
    key: PublicKey, unit: String, role: CertifiedRole, person: String, tag: String, serial: Int64,
    notBefore: String, signedBy signer: DeviceKey
  ) throws {
    let unsigned = Certificate(
      hub: DeviceIdentity(signer.publicKey), key: key, unit: unit, role: role, person: person,
      tag: tag, serial: serial, notBefore: notBefore)
    let signature = try signer.signature(over: unsigned.signedBytes)
    self = try Certificate(parsing: unsigned.signedBytes + SignatureLine.bytes(signature))
  }

  private init(
    hub: DeviceIdentity, key: PublicKey, unit: String, role: CertifiedRole, person: String,
    tag: String, serial: Int64, notBefore: String
  ) {
    self.hub = hub
    self.key = key
    self.unit = unit
    self.role = role
    self.person = person
    self.tag = tag
    self.serial = serial
    self.notBefore = notBefore
    signature = [UInt8](repeating: 0, count: 64)
  }

  /// Reads a certificate, every byte of it.
  /// - Throws: `FormError` with the line and value of the first fault.
  package init(parsing bytes: [UInt8]) throws(FormError) {
    var lines = LineReader(bytes, code: .certificate)
    try lines.literal("phuctra-certificate/1")
    hub = try lines.identity("hub")
    let device = try lines.identity("device")
    key = try lines.field("key", "64 lower-case hex digits whose SHA-256 begins as the device") {
      PublicKey(hex: String(decoding: $0, as: UTF8.self)).flatMap {
        DeviceIdentity($0) == device ? $0 : nil
      }
    }
    unit = try lines.words("unit")
    role = try lines.field("role", "inspector or supervisor") {
      CertifiedRole(rawValue: String(decoding: $0, as: UTF8.self))
    }
    person = try lines.words("person")
    tag = try lines.field("tag", "1 to 12 upper-case letters or digits") { Certificate.tag($0) }
    serial = try lines.number("serial")
    notBefore = try lines.dateTime("not-before")
    signature = try lines.signature()
    try lines.end()
  }

  /// What a tag may look like: it stands in minutes' numbers between hyphens.
  private static func tag(_ text: ArraySlice<UInt8>) -> String? {
    let isFit = text.allSatisfy {
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    return isFit && (1...12).contains(text.count) ? String(decoding: text, as: UTF8.self) : nil
  }

  /// True where `tag` can stand in a certificate.
  package static func isTag(_ text: String) -> Bool { tag(Array(text.utf8)[...]) != nil }

  /// The ten lines that the hub signs.
  package var signedBytes: [UInt8] {
    Array(
      """
      phuctra-certificate/1
      hub: \(hub.hex)
      device: \(device.hex)
      key: \(key.hex)
      unit: \(unit)
      role: \(role.rawValue)
      person: \(person)
      tag: \(tag)
      serial: \(serial)
      not-before: \(notBefore)

      """.utf8)
  }

  /// All eleven lines.
  package var bytes: [UInt8] { signedBytes + SignatureLine.bytes(signature) }

  /// True where `key` is the hub's named here and the signature is its own.
  package func isValid(key: PublicKey) -> Bool {
    DeviceIdentity(key) == hub && key.isValid(signature: signature, over: signedBytes)
  }
}
