package import Evidence
import Sync

extension Hub {
  /// Takes a bundle in; when this returns its entries are durable.
  ///
  /// Sent again it changes nothing and gives the same receipt.
  /// - Parameter name: the SHA-256 under which it was sent.
  /// - Throws: `Refusal`: `malformed`, `notEnrolled`, `signature`, `gap`, `fork`, `ungrantedEpoch`;
  ///   `HubStoreError`.
  /// - Complexity: O(bytes), one signature check an entry.
  package func ingest(_ bundle: [UInt8], name: ContentHash) async throws -> Receipt {
    guard ContentHash(of: bundle) == name else {
      throw Refusal(.malformed, "the bytes are not those of \(name)")
    }
    let entries: [Entry]
    do {
      entries = try Bundle.entries(in: bundle, limits: .sent)
    } catch {
      throw Refusal(.malformed, "line \(error.line): expected \(error.expected)")
    }
    guard let device = entries.first?.header.device else {
      throw Refusal(.malformed, "the bundle is empty")
    }
    guard let key = try await publicKey(of: device) else {
      throw Refusal(.notEnrolled, "device \(device) has no certificate of this hub")
    }
    let checked = try await checks.check(entries, key: key)
    return try await lane(of: checked).ingest(checked)
  }

  /// A device's bundles go through one lane, where they cannot get in each other's way; the short ones
  /// of all devices, where the store has several lanes, through one of their own, where no long one is.
  private func lane(of bundle: CheckedBundle) -> IngestLane {
    let own = lanes.count - 1
    guard own > 0, !bundle.isShort else { return lanes[own] }
    let hex = bundle.device.hex.utf8.prefix(8)
    let number = hex.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return lanes[number % own]
  }

  /// The key of an enrolled device, or of one that was; nil for a stranger.
  /// - Throws: `HubStoreError`.
  package func publicKey(of device: DeviceIdentity) async throws -> PublicKey? {
    if let known = keys.find(device) { return known }
    guard let held = try await store.read({ try HeldDevice.find(device, in: $0) }) else {
      return nil
    }
    keys.keep(held.key)
    return held.key
  }
}
