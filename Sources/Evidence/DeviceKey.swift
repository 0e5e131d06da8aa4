import Crypto

/// The Ed25519 key that a home signs its entries with.
package struct DeviceKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key from the system's random source.
  package init() {
    key = Curve25519.Signing.PrivateKey()
  }

  /// The key of a raw seed (RFC 8032); nil unless it has 32 bytes.
  package init?(seed: some Collection<UInt8>) {
    guard seed.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: Array(seed))
    else { return nil }
    self.key = key
  }

  /// The raw 32-byte seed. Goes into the home's key file and nowhere else.
  package var seed: [UInt8] { Array(key.rawRepresentation) }

  /// What others check this key's signatures with.
  package var publicKey: PublicKey { PublicKey(key.publicKey) }

  /// The 64-byte signature over `message`.
  /// - Throws: what the crypto library reports; with a sound key it reports nothing.
  package func signature(over message: [UInt8]) throws -> [UInt8] {
    Array(try key.signature(for: message))
  }
}

/// A raw Ed25519 public key: of a device or of a hub.
package struct PublicKey: Hashable, Sendable {
  /// 32 bytes.
  package let bytes: [UInt8]

  init(_ key: Curve25519.Signing.PublicKey) {
    bytes = Array(key.rawRepresentation)
  }

  /// Nil unless there are 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = Array(bytes)
  }

  /// Reads 64 lower-case hex digits, as in an exported `.pub` file; nil for anything else.
  package init?(hex: String) {
    guard let bytes = Hex.bytes(hex, count: 32) else { return nil }
    self.bytes = bytes
  }

  /// 64 lower-case hex digits.
  package var hex: String { Hex.text(bytes) }

  /// SHA-256 of the raw key: what the first entry of epoch 1 names as its predecessor.
  package var hash: ContentHash { ContentHash(of: bytes) }

  /// True where `signature` is this key's over `message`.
  package func isValid(signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
      return false
    }
    return key.isValidSignature(signature, for: message)
  }
}

/// Who signs: the first 16 bytes of SHA-256 of the raw public key, of a device or a hub.
package struct DeviceIdentity: Hashable, Sendable {
  /// 32 lower-case hex digits.
  package let hex: String

  /// The identity of a key's holder.
  package init(_ key: PublicKey) {
    hex = Hex.text(key.hash.bytes.prefix(16))
  }

  /// Reads 32 lower-case hex digits; nil for anything else.
  package init?(hex: some Collection<UInt8>) {
    guard let bytes = Hex.bytes(hex, count: 16) else { return nil }
    self.hex = Hex.text(bytes)
  }

  /// Reads 32 lower-case hex digits; nil for anything else.
  package init?(hex: String) {
    self.init(hex: Array(hex.utf8))
  }

  /// The four upper-case hex digits that stand in minutes' numbers until enrolment gives a tag.
  package var tag: String { hex.prefix(4).uppercased() }
}

extension DeviceIdentity: CustomStringConvertible {
  package var description: String { hex }
}
