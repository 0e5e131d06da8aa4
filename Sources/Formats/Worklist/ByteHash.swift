/// A hash of byte strings and numbers, seeded anew in each process, so that no file can be made to
/// collide. Not for storing.
struct ByteHash {
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())
  private var state: UInt64

  init() {
    state = ByteHash.seed
  }

  @inline(__always)
  mutating func combine(_ number: UInt64) {
    let product = (state ^ number).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    state = product.high ^ product.low ^ (state &<< 1)
  }

  /// Takes in the bytes and how many there are.
  @inline(__always)
  mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
    combine(UInt64(truncatingIfNeeded: bytes.count) | 0xA5 << 56)
    // No bytes are the same with and without a place in memory.
    guard let base = bytes.baseAddress else { return combine(0) }
    let raw = UnsafeRawPointer(base)
    var place = 0
    while place + 8 <= bytes.count {
      combine(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      place += 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
      rest = rest << 8 | UInt64(bytes[place])
      place += 1
    }
    combine(rest)
  }

  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }
}
