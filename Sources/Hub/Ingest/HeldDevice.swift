import Evidence
import Sync

/// A device's row: its certificate, its state and where its log stands.
struct HeldDevice: Hashable, Sendable {
  var identity: DeviceIdentity
  var key: PublicKey
  var unit: String
  var role: CertifiedRole
  var person: String
  var tag: String
  var serial: Int64
  var certificate: [UInt8]
  var state: State
  /// After the last entry held of the current epoch.
  var head: ChainHead
  /// Held in all, of every epoch.
  var entries: Int64
  /// The certificate's person once the log says `device-enrolled`; nil before.
  var proven: String?

  enum State: String, Hashable, Sendable {
    case active, frozen, revoked
  }

  static let columns =
    "device, key, unit, role, person, tag, serial, certificate, state, epoch, seq, hash, entries, "
    + "proven"

  init(_ row: SQLRow) throws {
    guard let key = PublicKey(bytes: try row.bytes(1)),
      let role = CertifiedRole(rawValue: try row.text(3)),
      let state = State(rawValue: try row.text(8)),
      let hash = ContentHash(bytes: try row.bytes(11))
    else {
      throw HubStoreError(code: .unexpected, message: "the row of a device is damaged")
    }
    identity = DeviceIdentity(key)
    self.key = key
    unit = try row.text(2)
    self.role = role
    person = try row.text(4)
    tag = try row.text(5)
    serial = try row.integer(6)
    certificate = try row.bytes(7)
    self.state = state
    head = ChainHead(
      device: identity, epoch: try row.integer(9), sequence: try row.integer(10), hash: hash)
    entries = try row.integer(12)
    proven = try row.optionalText(13)
  }

  /// As the judge of bundles sees it.
  var log: HeldLog { HeldLog(head: head, isFrozen: state == .frozen) }

  static func find(_ device: DeviceIdentity, in session: any SQLSession) throws -> HeldDevice? {
    try session.first("SELECT \(columns) FROM device WHERE device = $1", [.text(device.hex)])
      .map(HeldDevice.init)
  }

  /// Moves the head by compare-and-set.
  /// - Throws: `HubStoreError` (`conflict`) where somebody else moved it since it was read.
  mutating func move(
    to head: ChainHead, adding count: Int, in session: any SQLSession
  ) throws {
    let changed = try session.execute(
      """
      UPDATE device SET epoch = $1, seq = $2, hash = $3, entries = entries + $4, state = $5,
        proven = $6
      WHERE device = $7 AND epoch = $8 AND seq = $9 AND hash = $10
      """,
      [
        .integer(head.epoch), .integer(head.sequence), .bytes(head.hash.bytes),
        .integer(Int64(count)), .text(state.rawValue), proven.map { .text($0) } ?? .null,
        .text(identity.hex), .integer(self.head.epoch), .integer(self.head.sequence),
        .bytes(self.head.hash.bytes),
      ])
    guard changed == 1 else {
      throw HubStoreError(code: .conflict, message: "the log of \(identity) moved meanwhile")
    }
    self.head = head
    entries += Int64(count)
  }
}
