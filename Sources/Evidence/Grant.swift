/// A hub's signed leave to open a device's next epoch, anchored in the last entry it holds.
///
/// ```
/// phuctra-grant/1
/// hub: <32 hex: identity of the hub's key>
/// device: <32 hex>
/// epoch: <the epoch that may be opened, from 2>
/// head: <64 hex: hash of the last receipted entry, which the epoch's first entry names>
/// entries: <how many entries the hub holds of the device, of all epochs>
/// granted: <RFC 3339>
/// signature: <128 hex: Ed25519 of the hub over the seven lines above>
/// ```
package struct Grant: Hashable, Sendable {
  package let hub: DeviceIdentity
  package let device: DeviceIdentity
  package let epoch: Int64
  package let head: ContentHash
  /// How many entries the hub holds of the device, of all epochs: what a home put back from a backup
  /// has fewer, it lost.
  package let entries: Int64
  /// RFC 3339 date-time on the hub's clock.
  package let granted: String
  /// 64 bytes over `signedBytes`.
  package let signature: [UInt8]

  /// Signs a grant as the hub that holds `key`.
  /// - Throws: `FormError` where a field cannot be printed in the grant's form; else what signing
  ///   throws.
  package init(
    device: DeviceIdentity, epoch: Int64, head: ContentHash, entries: Int64, granted: String,
    signedBy key: DeviceKey
  ) throws {
    let words = Grant.signedBytes(
      hub: DeviceIdentity(key.publicKey), device: device, epoch: epoch, head: head,
      entries: entries, granted: granted)
    self = try Grant(parsing: words + SignatureLine.bytes(try key.signature(over: words)))
  }

  /// Reads a grant, every byte of it.
  /// - Throws: `FormError` with the line and value of the first fault.
  package init(parsing bytes: [UInt8]) throws(FormError) {
    var lines = LineReader(bytes, code: .grant)
    try lines.literal("phuctra-grant/1")
    hub = try lines.identity("hub")
    device = try lines.identity("device")
    epoch = try lines.field("epoch", "a number from 2 with at most 18 digits") {
      Number.plain($0, mostDigits: 18).flatMap { $0 > 1 ? $0 : nil }
    }
    head = try lines.hash("head")
    entries = try lines.field("entries", "a number from 1 with at most 18 digits") {
      Number.plain($0, mostDigits: 18).flatMap { $0 > 0 ? $0 : nil }
    }
    granted = try lines.dateTime("granted")
    signature = try lines.signature()
    try lines.end()
  }

  /// The seven lines that the hub signs.
  package var signedBytes: [UInt8] {
    Grant.signedBytes(
      hub: hub, device: device, epoch: epoch, head: head, entries: entries, granted: granted)
  }

  /// All eight lines.
  package var bytes: [UInt8] { signedBytes + SignatureLine.bytes(signature) }

  private static func signedBytes(
    hub: DeviceIdentity, device: DeviceIdentity, epoch: Int64, head: ContentHash, entries: Int64,
    granted: String
  ) -> [UInt8] {
    Array(
      """
      phuctra-grant/1
      hub: \(hub.hex)
      device: \(device.hex)
      epoch: \(epoch)
      head: \(head.hex)
      entries: \(entries)
      granted: \(granted)

      """.utf8)
  }

  /// True where `key` is the hub's named here and the signature is its own.
  package func isValid(key: PublicKey) -> Bool {
    DeviceIdentity(key) == hub && key.isValid(signature: signature, over: signedBytes)
  }

  /// Where the granted epoch's log stands before its first entry.
  package var start: ChainHead {
    ChainHead(device: device, epoch: epoch, sequence: 0, hash: head)
  }
}
