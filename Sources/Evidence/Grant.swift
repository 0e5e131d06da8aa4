/// A hub's signed leave to open a device's next epoch, anchored in the last entry it holds.
///
/// ```
/// phuctra-grant/1
/// hub: <32 hex: identity of the hub's key>
/// device: <32 hex>
/// epoch: <the epoch that may be opened, from 2>
/// head: <64 hex: hash of the last receipted entry, which the epoch's first entry names>
/// granted: <RFC 3339>
/// signature: <128 hex: Ed25519 of the hub over the six lines above>
/// ```
package struct Grant: Hashable, Sendable {
  package let hub: DeviceIdentity
  package let device: DeviceIdentity
  package let epoch: Int64
  package let head: ContentHash
  /// RFC 3339 date-time on the hub's clock.
  package let granted: String
  /// 64 bytes over `signedBytes`.
  package let signature: [UInt8]

  /// Signs a grant as the hub that holds `key`.
  /// - Throws: `FormError` where a field cannot be printed in the grant's form; else what signing
  ///   throws.
  package init(
    device: DeviceIdentity, epoch: Int64, head: ContentHash, granted: String,
    signedBy key: DeviceKey
  ) throws {
    let words = Grant.signedBytes(
      hub: DeviceIdentity(key.publicKey), device: device, epoch: epoch, head: head,
      granted: granted)
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
    granted = try lines.dateTime("granted")
    signature = try lines.signature()
    try lines.end()
  }

  /// The six lines that the hub signs.
  package var signedBytes: [UInt8] {
    Grant.signedBytes(hub: hub, device: device, epoch: epoch, head: head, granted: granted)
  }

  /// All seven lines.
  package var bytes: [UInt8] { signedBytes + SignatureLine.bytes(signature) }

  private static func signedBytes(
    hub: DeviceIdentity, device: DeviceIdentity, epoch: Int64, head: ContentHash, granted: String
  ) -> [UInt8] {
    Array(
      """
      phuctra-grant/1
      hub: \(hub.hex)
      device: \(device.hex)
      epoch: \(epoch)
      head: \(head.hex)
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
