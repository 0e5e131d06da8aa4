/// Where a device's log stands: what the next entry must name as its predecessor.
package struct ChainHead: Hashable, Sendable {
  package let device: DeviceIdentity
  package let epoch: Int64
  /// Sequence of the last entry, 0 before the first.
  package let sequence: Int64
  /// Hash of the last entry; before the first, the epoch's anchor.
  package let hash: ContentHash

  package init(device: DeviceIdentity, epoch: Int64, sequence: Int64, hash: ContentHash) {
    self.device = device
    self.epoch = epoch
    self.sequence = sequence
    self.hash = hash
  }

  /// The start of epoch 1: the predecessor of its first entry is the public key's own hash, so that
  /// a log cannot be grafted onto another key.
  package static func start(_ key: PublicKey) -> ChainHead {
    ChainHead(device: DeviceIdentity(key), epoch: 1, sequence: 0, hash: key.hash)
  }

  /// The start of a later epoch, anchored in the last entry a hub gave a receipt for.
  package static func start(
    _ key: PublicKey, epoch: Int64, lastReceipted: ContentHash
  ) -> ChainHead {
    ChainHead(device: DeviceIdentity(key), epoch: epoch, sequence: 0, hash: lastReceipted)
  }

  /// Where the log stands after `entry`.
  package func advanced(by entry: Entry) -> ChainHead {
    ChainHead(
      device: device, epoch: epoch, sequence: entry.header.sequence, hash: entry.hash)
  }
}

/// Why an entry could not be signed.
package struct SigningError: Error, Hashable, Sendable {
  package enum Code: String, Hashable, Sendable {
    /// The body has more than 65,536 bytes.
    case bodyTooLong
    /// The sequence has reached its last number.
    case sequenceExhausted
    /// The key is not the log's.
    case foreignKey
    /// The crypto library refused to sign.
    case signingFailed
  }

  package let code: Code
  package let message: String
}

extension SigningError: CustomStringConvertible {
  package var description: String { message }
}

/// Signing entries one after the other.
package enum Chain {
  /// The signed entry that comes after `head`.
  /// - Throws: `SigningError`.
  /// - Complexity: O(length of the body).
  package static func next(
    after head: ChainHead, kind: EntryKind, body: [UInt8], key: DeviceKey
  ) throws(SigningError) -> Entry {
    guard body.count <= EntryHeader.longestBody else {
      throw SigningError(
        code: .bodyTooLong,
        message: "an entry of kind \(kind) has \(body.count) bytes, at most "
          + "\(EntryHeader.longestBody) are allowed; attach long texts and photos as files")
    }
    guard DeviceIdentity(key.publicKey) == head.device else {
      throw SigningError(
        code: .foreignKey,
        message: "the key of device \(DeviceIdentity(key.publicKey)) cannot continue the log of "
          + "device \(head.device); use the home that the log came from")
    }
    guard
      let header = EntryHeader(
        device: head.device, epoch: head.epoch, sequence: head.sequence + 1, previous: head.hash,
        kind: kind, bodyLength: body.count, bodyHash: ContentHash(of: body))
    else {
      throw SigningError(
        code: .sequenceExhausted,
        message: "no entry can follow number \(head.sequence) of epoch \(head.epoch)")
    }
    let bytes = header.bytes
    do {
      return Entry(
        header: header, headerBytes: bytes, signature: try key.signature(over: bytes), body: body)
    } catch {
      throw SigningError(
        code: .signingFailed, message: "entry \(header.sequence) could not be signed: \(error)")
    }
  }
}
