import Evidence
import Sync

/// One enrolment within a transaction.
struct Enrolment {
  let session: any SQLSession
  let signer: DeviceKey
  let now: String
  let seconds: Int64

  private struct OpenCode {
    let hash: ContentHash
    let unit: String
    let role: CertifiedRole
    let person: String
    let tag: String?
    let usedBy: String?
  }

  func answer(_ key: PublicKey, proof: [UInt8]) throws -> EnrolmentAnswer {
    let device = DeviceIdentity(key)
    guard let code = try fitting(key, proof), code.usedBy == nil || code.usedBy == device.hex else {
      throw Refusal(.codeUnknown, "the code is unknown, used or expired; ask for a new one")
    }
    let held = try HeldDevice.find(device, in: session)
    if code.usedBy == nil {
      try use(code, by: device)
      try certify(key, code, held)
    }
    guard let now = try HeldDevice.find(device, in: session) else {
      throw HubStoreError(code: .unexpected, message: "an enrolled device has no row")
    }
    return try answer(now)
  }

  /// The code whose proof this is. Every code is tried, so that the time says nothing.
  private func fitting(_ key: PublicKey, _ proof: [UInt8]) throws -> OpenCode? {
    let rows = try session.query(
      "SELECT hash, unit, role, person, tag, used_by FROM code WHERE expires > $1",
      [.integer(seconds)])
    var found: OpenCode?
    for row in rows {
      guard let hash = ContentHash(bytes: try row.bytes(0)),
        let role = CertifiedRole(rawValue: try row.text(2))
      else { continue }
      if EnrolmentCode.isProof(proof, of: key, hash: hash) {
        found = OpenCode(
          hash: hash, unit: try row.text(1), role: role, person: try row.text(3),
          tag: try row.optionalText(4), usedBy: try row.optionalText(5))
      }
    }
    return found
  }

  private func use(_ code: OpenCode, by device: DeviceIdentity) throws {
    let changed = try session.execute(
      "UPDATE code SET used_by = $1 WHERE hash = $2 AND used_by IS NULL",
      [.text(device.hex), .bytes(code.hash.bytes)])
    guard changed == 1 else {
      throw HubStoreError(code: .conflict, message: "the code was used meanwhile")
    }
  }

  private func certify(_ key: PublicKey, _ code: OpenCode, _ held: HeldDevice?) throws {
    let device = DeviceIdentity(key)
    let certificate = try Certificate(
      key: key, unit: code.unit, role: code.role, person: code.person,
      tag: try freeTag(code, device, held), serial: (held?.serial ?? 0) + 1, notBefore: now,
      signedBy: signer)
    let start = ChainHead.start(key)
    try session.execute(
      """
      INSERT INTO device(\(HeldDevice.columns))
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', 1, 0, $9, 0, NULL)
      ON CONFLICT (device) DO UPDATE SET unit = $3, role = $4, person = $5, tag = $6, serial = $7,
        certificate = $8, state = CASE device.state WHEN 'revoked' THEN 'active'
          ELSE device.state END
      """,
      [
        .text(device.hex), .bytes(key.bytes), .text(certificate.unit),
        .text(certificate.role.rawValue), .text(certificate.person), .text(certificate.tag),
        .integer(certificate.serial), .bytes(certificate.bytes), .bytes(start.hash.bytes),
      ])
  }

  /// The code's tag, or one from the device's identity, that no other device of the unit has: two with
  /// one tag would number their minutes alike.
  private func freeTag(
    _ code: OpenCode, _ device: DeviceIdentity, _ held: HeldDevice?
  ) throws -> String {
    var wishes = (4...12).map { String(device.hex.prefix($0)).uppercased() }
    if let held, held.unit == code.unit { wishes.insert(held.tag, at: 0) }
    if let tag = code.tag { wishes = [tag] }
    for wish in wishes {
      try session.execute(
        "INSERT INTO tag(unit, tag, device) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [.text(code.unit), .text(wish), .text(device.hex)])
      let row = try session.first(
        "SELECT device FROM tag WHERE unit = $1 AND tag = $2", [.text(code.unit), .text(wish)])
      if try row?.text(0) == device.hex { return wish }
    }
    throw Refusal(
      .codeUnknown, "the tag of this code belongs to another device; ask for a new code")
  }

  private func answer(_ held: HeldDevice) throws -> EnrolmentAnswer {
    let receipt = try Receipts.last(of: held, signer: signer, in: session)
    let grant = try receipt.map { receipt in
      try Grant(
        device: held.identity, epoch: held.head.epoch + 1, head: receipt.head,
        entries: held.entries, granted: now, signedBy: signer)
    }
    return EnrolmentAnswer(
      hub: signer.publicKey.hex, certificate: String(decoding: held.certificate, as: UTF8.self),
      receipt: receipt.map { String(decoding: $0.bytes, as: UTF8.self) },
      grant: grant.map { String(decoding: $0.bytes, as: UTF8.self) })
  }
}
