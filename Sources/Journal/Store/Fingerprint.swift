/// A 64-bit hash of a few fields, the same on every machine and in every run.
///
/// Finds rows and tells whether a record changed; it proves nothing, so what it finds is compared
/// where a collision would matter.
package struct Fingerprint: Sendable {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  package init() {}

  /// Adds a field; ("ab", "c") and ("a", "bc") differ.
  @inline(__always)
  package mutating func add(_ field: UnsafeBufferPointer<UInt8>) {
    // FNV-1a over the bytes, then a byte that no UTF-8 text has.
    for byte in field { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    state = (state ^ 0xFF) &* 0x0000_0100_0000_01B3
  }

  /// Adds a number.
  @inline(__always)
  package mutating func add(_ number: Int) {
    state = (state ^ UInt64(bitPattern: Int64(number))) &* 0x0000_0100_0000_01B3
    state ^= state >> 29
  }

  /// Adds a text.
  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add($0) }
  }

  /// The hash of all fields so far.
  package var value: Int64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int64(bitPattern: mixed ^ (mixed >> 31))
  }
}
