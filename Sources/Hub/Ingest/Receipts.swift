import Evidence

/// Receipts are made from what is held, so that the same place gives the same bytes for ever.
enum Receipts {
  /// Of the last entry held of a device; nil while there is none.
  static func last(
    of device: HeldDevice, signer: DeviceKey, in session: any SQLSession
  ) throws -> Receipt? {
    let row = try session.first(
      """
      SELECT epoch, seq, hash, received FROM entry WHERE device = $1
      ORDER BY epoch DESC, seq DESC LIMIT 1
      """, [.text(device.identity.hex)])
    guard let row, let hash = ContentHash(bytes: try row.bytes(2)) else { return nil }
    return try Receipt(
      device: device.identity, epoch: try row.integer(0), sequence: try row.integer(1),
      head: hash, received: try row.text(3), signedBy: signer)
  }
}
