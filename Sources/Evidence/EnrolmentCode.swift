import Crypto

/// A one-use code with which a device enrols: 80 secret bits, and 60 bits of the hub key's SHA-256,
/// so that the device knows its hub before it ever spoke with it.
///
/// Thirty letters of Crockford's base 32 (no I, L, O, U) in six groups: sixteen secret ones, twelve of
/// the hub, two that catch a slip of the finger. The code itself never travels: the device proves that
/// it has it by an HMAC over its public key, and the hub keeps only `hash`.
package struct EnrolmentCode: Hashable, Sendable {
  /// 80 bits.
  private let secret: [UInt8]
  /// The first 60 bits of SHA-256 of the hub's raw public key, right-aligned.
  private let fingerprint: UInt64

  /// A code for the hub of `hub`; nil unless there are ten secret bytes.
  package init?(secret: some Collection<UInt8>, hub: PublicKey) {
    guard secret.count == 10 else { return nil }
    self.secret = Array(secret)
    fingerprint = EnrolmentCode.fingerprint(of: hub)
  }

  /// Reads a code as a person types it: any case, blanks and hyphens anywhere, O for 0, I or L for 1.
  /// Nil unless it has thirty letters and its check fits.
  package init?(_ text: String) {
    var values: [UInt8] = []
    for byte in text.utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
      guard values.count < 30, let value = Base32.value(byte) else { return nil }
      values.append(value)
    }
    guard values.count == 30, values[28...].elementsEqual(EnrolmentCode.check(values[..<28])) else {
      return nil
    }
    secret = Base32.bytes(values[..<16])
    fingerprint = values[16..<28].reduce(0) { $0 << 5 | UInt64($1) }
  }

  /// The code as it is handed out: six groups of five letters.
  package var text: String {
    let hubs = (0..<12).map { UInt8(truncatingIfNeeded: fingerprint >> (55 - 5 * $0)) & 31 }
    let values = Base32.values(secret) + hubs
    let letters = (values + EnrolmentCode.check(values[...])).map(Base32.letter)
    let groups = stride(from: 0, to: letters.count, by: 5).map {
      String(decoding: letters[$0..<min($0 + 5, letters.count)], as: UTF8.self)
    }
    return groups.joined(separator: "-")
  }

  /// What the hub keeps of the code, and the key of every proof: SHA-256 of `phuctra-code/1`, a line
  /// feed and the secret bytes.
  package var hash: ContentHash { ContentHash(of: Array("phuctra-code/1\n".utf8) + secret) }

  /// True where the code was made for the hub of this key.
  package func names(hub key: PublicKey) -> Bool {
    fingerprint == EnrolmentCode.fingerprint(of: key)
  }

  /// What a device with this code shows for `key`: HMAC-SHA-256 with `hash` as its key over
  /// `phuctra-enrolment/1`, a line feed and the raw public key.
  package func proof(of key: PublicKey) -> [UInt8] {
    Array(
      HMAC<SHA256>.authenticationCode(
        for: EnrolmentCode.proven(key), using: SymmetricKey(data: hash.bytes)))
  }

  /// Whether `proof` was made for `key` with the code that has `hash`; takes the same time for every
  /// proof.
  package static func isProof(_ proof: [UInt8], of key: PublicKey, hash: ContentHash) -> Bool {
    HMAC<SHA256>.isValidAuthenticationCode(
      proof, authenticating: proven(key), using: SymmetricKey(data: hash.bytes))
  }

  private static func proven(_ key: PublicKey) -> [UInt8] {
    Array("phuctra-enrolment/1\n".utf8) + key.bytes
  }

  private static func fingerprint(of hub: PublicKey) -> UInt64 {
    hub.hash.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } >> 4
  }

  /// Two letters: the first ten bits of SHA-256 of the letters before them.
  private static func check(_ values: ArraySlice<UInt8>) -> [UInt8] {
    let hash = ContentHash(of: values.map(Base32.letter)).bytes
    let bits = UInt16(hash[0]) << 8 | UInt16(hash[1])
    return [UInt8(bits >> 11), UInt8(bits >> 6 & 31)]
  }
}

/// Crockford's base 32: five bits a letter, none that is easily taken for another.
private enum Base32 {
  private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  static func letter(_ value: UInt8) -> UInt8 { letters[Int(value & 31)] }

  static func value(_ byte: UInt8) -> UInt8? {
    let isLower = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    switch isLower ? byte - 32 : byte {
    case UInt8(ascii: "O"): return 0
    case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
    case let upper: return letters.firstIndex(of: upper).map { UInt8($0) }
    }
  }

  /// Five-bit values of whole bytes whose bits fill them.
  static func values(_ bytes: [UInt8]) -> [UInt8] {
    var values: [UInt8] = []
    var bits: UInt16 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt16(byte)
      count += 8
      while count >= 5 {
        count -= 5
        values.append(UInt8(bits >> count & 31))
      }
      bits &= (1 << count) - 1
    }
    return values
  }

  /// The bytes whose `values(_:)` these are.
  static func bytes(_ values: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var bits: UInt16 = 0
    var count = 0
    for value in values {
      bits = bits << 5 | UInt16(value)
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(bits >> count))
        bits &= (1 << count) - 1
      }
    }
    return bytes
  }
}
