package import Casework
package import Evidence

/// A device as a person at the hub sees it.
package struct DeviceSummary: Hashable, Sendable {
  package var device: DeviceIdentity
  package var unit: String
  package var role: CertifiedRole
  package var inspector: String
  package var tag: String
  /// Held in all.
  package var entries: Int64
  /// The current epoch, and the last entry of it.
  package var epoch: Int64
  package var sequence: Int64
  /// `active`, `frozen` or `revoked`.
  package var state: String
}

extension Hub {
  /// All devices, by unit and tag.
  /// - Throws: `HubStoreError`.
  package func devices() async throws -> [DeviceSummary] {
    try await devicesHeld().map { held in
      DeviceSummary(
        device: held.identity, unit: held.unit, role: held.role, inspector: held.person,
        tag: held.tag, entries: held.entries, epoch: held.head.epoch,
        sequence: held.head.sequence, state: held.state.rawValue)
    }
  }

  func devicesHeld() async throws -> [HeldDevice] {
    try await store.read { session in
      try session.query("SELECT \(HeldDevice.columns) FROM device ORDER BY unit, tag", [])
        .map(HeldDevice.init)
    }
  }

  /// Takes a device out of service: what it signs from here on is kept apart.
  /// - Returns: the last entry of it that counts.
  /// - Throws: `HubRequestError` (`unknownDevice`); `HubStoreError`.
  package func revoke(_ device: DeviceIdentity, reason: String) async throws -> DeviceRevocation {
    try await write { session, office in
      guard var held = try HeldDevice.find(device, in: session) else {
        throw HubRequestError(code: .unknownDevice, value: device.hex)
      }
      let revocation = DeviceRevocation(
        device: device.hex, epoch: held.head.epoch, sequence: held.head.sequence, reason: reason)
      guard held.state != .revoked else { return revocation }
      held.state = .revoked
      try held.move(to: held.head, adding: 0, in: session)
      try office.append(.deviceRevoked(revocation), unit: held.unit, to: device.hex)
      return revocation
    }
  }
}
