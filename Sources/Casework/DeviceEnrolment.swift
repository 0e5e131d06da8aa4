/// A hub has certified this home's key: what makes the device's unit, role and person provable.
package struct DeviceEnrolment: Codable, Hashable, Sendable {
  /// The hub's `phuctra-certificate/1`, its eleven lines as they came.
  package var certificate: String
  /// The hub's raw public key in hex; from here on the device believes this hub alone.
  package var hub: String
  /// Where the hub answers, as it was given at enrolment.
  package var address: String

  package init(certificate: String, hub: String, address: String) {
    self.certificate = certificate
    self.hub = hub
    self.address = address
  }
}

/// The first entry of a later epoch: why the log goes on from the last receipted entry, and by whose
/// leave.
package struct EpochOpening: Codable, Hashable, Sendable {
  /// The hub's `phuctra-receipt/1` for the entry that the epoch continues.
  package var receipt: String
  /// The hub's `phuctra-grant/1` for this epoch.
  package var grant: String

  package init(receipt: String, grant: String) {
    self.receipt = receipt
    self.grant = grant
  }
}
