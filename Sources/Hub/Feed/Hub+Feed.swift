package import Evidence
import FoundationEssentials
import Sync

extension Hub {
  /// The page of what a device has not seen yet after a position, as its role allows: an inspector his
  /// own entries from other devices, what the hub tells him, and where others left his points; a
  /// supervisor every entry of the unit; a revoked device what the hub says of itself alone.
  /// - Throws: `Refusal` (`notEnrolled`); `HubStoreError`.
  /// - Complexity: O(items of the unit looked through), at most 500 entries or 1 MiB in the page.
  package func feed(for device: DeviceIdentity, after: Int64) async throws -> FeedPage {
    try await feed(for: device, after: after, confirming: [])
  }

  /// The same on a stick.
  /// - Parameter blobs: files that the courier brought and that the hub has, confirmed on the page.
  func feed(
    for device: DeviceIdentity, after: Int64, confirming blobs: [ContentHash]
  ) async throws -> FeedPage {
    let (signer, hub) = (signer, identity)
    return try await store.read { session in
      guard let held = try HeldDevice.find(device, in: session) else {
        throw Refusal(.notEnrolled, "device \(device) has no certificate of this hub")
      }
      var writer = FeedWriter(session: session, reader: held, hub: hub, after: after)
      try writer.fill()
      let receipt = try Receipts.last(of: held, signer: signer, in: session)
      let content = FeedContent(
        receipt: receipt.map { String(decoding: $0.bytes, as: UTF8.self) },
        certificates: try writer.certificates(), entries: writer.entries,
        visits: writer.visits.values.sorted { $0.position < $1.position },
        blobs: blobs.isEmpty ? nil : blobs.map(\.hex))
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return try FeedPage(
        device: device, after: after, cursor: writer.cursor, more: writer.more,
        content: Array(try encoder.encode(content)), signedBy: signer)
    }
  }
}
