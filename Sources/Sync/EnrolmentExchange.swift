package import Evidence

/// What a device sends to `POST /v1/enrolments`: its key, and that it has a code, without the code.
package struct EnrolmentRequest: Codable, Hashable, Sendable {
  package var version: Int
  /// The raw public key, 64 hex digits.
  package var key: String
  /// `EnrolmentCode.proof(of:)`, 64 hex digits.
  package var proof: String

  /// The request of the holder of `key` who was given `code`.
  package init(key: PublicKey, code: EnrolmentCode) {
    version = 1
    self.key = key.hex
    proof = Hex.text(code.proof(of: key))
  }
}

/// What the hub answers to it.
package struct EnrolmentAnswer: Codable, Hashable, Sendable {
  /// The hub's raw public key, 64 hex digits.
  package var hub: String
  /// The `phuctra-certificate/1`.
  package var certificate: String
  /// The last receipt of the device's epoch, where the hub holds entries of it.
  package var receipt: String?
  /// Leave to open the next epoch, where the hub holds entries of it; used only by a device whose own
  /// log does not continue that receipt.
  package var grant: String?

  package init(hub: String, certificate: String, receipt: String? = nil, grant: String? = nil) {
    self.hub = hub
    self.certificate = certificate
    self.receipt = receipt
    self.grant = grant
  }
}

/// The answer after every signature in it was checked.
package struct CheckedEnrolment: Hashable, Sendable {
  package let hub: PublicKey
  package let certificate: Certificate
  package let receipt: Receipt?
  package let grant: Grant?
}

/// Why an enrolment's answer cannot be believed.
package enum EnrolmentFault: Error, Hashable, Sendable {
  /// The hub that answered is not the one the code was made by.
  case otherHub
  /// A text is not in its form, or its signature is not the hub's.
  case unsound(String)
  /// The certificate, receipt or grant speaks of another device.
  case otherDevice
}

extension EnrolmentAnswer {
  /// Checks that the hub is the one that made `code`, and that all it says is of `key` and signed.
  /// - Throws: `EnrolmentFault`.
  package func checked(
    for key: PublicKey, code: EnrolmentCode
  ) throws(EnrolmentFault) -> CheckedEnrolment {
    guard let hubKey = PublicKey(hex: hub) else { throw .unsound("hub") }
    guard code.names(hub: hubKey) else { throw .otherHub }
    let certificate: Certificate
    let receipt: Receipt?
    let grant: Grant?
    do {
      certificate = try Certificate(parsing: Array(self.certificate.utf8))
      receipt = try self.receipt.map { text throws(FormError) in
        try Receipt(parsing: Array(text.utf8))
      }
      grant = try self.grant.map { text throws(FormError) in try Grant(parsing: Array(text.utf8)) }
    } catch {
      throw .unsound(error.description)
    }
    guard certificate.isValid(key: hubKey) else { throw .unsound("certificate") }
    guard receipt?.isValid(key: hubKey) != false else { throw .unsound("receipt") }
    guard grant?.isValid(key: hubKey) != false else { throw .unsound("grant") }
    let device = DeviceIdentity(key)
    guard certificate.key == key, receipt.map({ $0.device == device }) != false,
      grant.map({ $0.device == device }) != false
    else { throw .otherDevice }
    return CheckedEnrolment(
      hub: hubKey, certificate: certificate, receipt: receipt, grant: grant)
  }
}
