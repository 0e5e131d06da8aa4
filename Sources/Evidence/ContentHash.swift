import Crypto

/// A SHA-256: of an entry's header, of a body, of a blob, or of a public key.
package struct ContentHash: Hashable, Sendable {
  /// 32 bytes.
  package let bytes: [UInt8]

  /// The SHA-256 of `content`.
  /// - Complexity: O(length of the content).
  package init(of content: [UInt8]) {
    bytes = Array(SHA256.hash(data: content))
  }

  /// Takes over a hash that was computed elsewhere; nil unless it has 32 bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self.bytes = Array(bytes)
  }

  /// Reads 64 lower-case hex digits; nil for anything else.
  package init?(hex: some Collection<UInt8>) {
    guard let bytes = Hex.bytes(hex, count: 32) else { return nil }
    self.bytes = bytes
  }

  /// Reads 64 lower-case hex digits; nil for anything else.
  package init?(hex: String) {
    self.init(hex: Array(hex.utf8))
  }

  /// 64 lower-case hex digits.
  package var hex: String { Hex.text(bytes) }
}

extension ContentHash: CustomStringConvertible {
  package var description: String { hex }
}

/// A SHA-256 of content that arrives in pieces: a list of a hundred megabytes is hashed while it is
/// copied, without being held.
package struct ContentHasher {
  private var state = SHA256()

  package init() {}

  /// Adds the next piece.
  package mutating func update(_ piece: UnsafeRawBufferPointer) {
    state.update(bufferPointer: piece)
  }

  /// The hash of all pieces so far.
  package func finalized() -> ContentHash? {
    ContentHash(bytes: Array(state.finalize()))
  }
}
