/// A hub's signed word that it holds a device's log up to an entry: what lets a handheld be wiped.
///
/// ```
/// phuctra-receipt/1
/// hub: <32 hex: identity of the hub's key>
/// device: <32 hex>
/// epoch: <number>
/// seq: <number>
/// head: <64 hex: hash of that entry>
/// received: <RFC 3339, of the first commit>
/// signature: <128 hex: Ed25519 of the hub over the seven lines above>
/// ```
package struct Receipt: Hashable, Sendable {
  package let hub: DeviceIdentity
  package let device: DeviceIdentity
  package let epoch: Int64
  package let sequence: Int64
  /// Hash of the entry up to which the hub holds the log.
  package let head: ContentHash
  /// RFC 3339 date-time, as the hub wrote it.
  package let received: String
  /// 64 bytes over `signedBytes`.
  package let signature: [UInt8]

  /// Signs a receipt as the hub that holds `key`.
  /// - Throws: `FormError` where a field cannot be printed in the receipt's form; else what signing
  ///   throws.
  package init(
    device: DeviceIdentity, epoch: Int64, sequence: Int64, head: ContentHash, received: String,
    signedBy key: DeviceKey
  ) throws {
    let unsigned = Receipt(
      hub: DeviceIdentity(key.publicKey), device: device, epoch: epoch, sequence: sequence,
      head: head, received: received, signature: [UInt8](repeating: 0, count: 64))
    let signature = try key.signature(over: unsigned.signedBytes)
    self = try Receipt(
      parsing: unsigned.signedBytes + SignatureLine.bytes(signature))
  }

  private init(
    hub: DeviceIdentity, device: DeviceIdentity, epoch: Int64, sequence: Int64,
    head: ContentHash, received: String, signature: [UInt8]
  ) {
    self.hub = hub
    self.device = device
    self.epoch = epoch
    self.sequence = sequence
    self.head = head
    self.received = received
    self.signature = signature
  }

  /// Reads a receipt, every byte of it.
  /// - Throws: `FormError` with the line and value of the first fault.
  package init(parsing bytes: [UInt8]) throws(FormError) {
    var lines = LineReader(bytes, code: .receipt)
    try lines.literal("phuctra-receipt/1")
    hub = try lines.identity("hub")
    device = try lines.identity("device")
    epoch = try lines.number("epoch")
    sequence = try lines.number("seq")
    head = try lines.hash("head")
    received = try lines.dateTime("received")
    signature = try lines.signature()
    try lines.end()
  }

  /// The seven lines that the hub signs.
  package var signedBytes: [UInt8] {
    Array(
      """
      phuctra-receipt/1
      hub: \(hub.hex)
      device: \(device.hex)
      epoch: \(epoch)
      seq: \(sequence)
      head: \(head.hex)
      received: \(received)

      """.utf8)
  }

  /// All eight lines.
  package var bytes: [UInt8] { signedBytes + SignatureLine.bytes(signature) }

  /// True where `key` is the hub's named here and the signature is its own.
  package func isValid(key: PublicKey) -> Bool {
    DeviceIdentity(key) == hub && key.isValid(signature: signature, over: signedBytes)
  }

  /// True where this receipt speaks of exactly the log that has `head`.
  package func covers(_ head: ChainHead) -> Bool {
    device == head.device && epoch == head.epoch && sequence == head.sequence
      && self.head == head.hash
  }
}
