/// Hashes of what was met so far, eight bytes each: finds what *may* be there twice, in memory that
/// a quarter of a million rows do not feel. Whoever gets a "maybe" looks again at the file.
struct IdentityLedger {
  private var slots: [UInt64]
  private var used = 0

  init() {
    slots = [UInt64](repeating: 0, count: 1024)
  }

  /// Enters a hash; false where it is there already.
  /// - Complexity: O(1) amortised.
  @inline(__always)
  mutating func insert(_ hash: UInt64) -> Bool {
    insertOrFind(hash == 0 ? 1 : hash, mask: ~0) == nil
  }

  /// Enters `tag` (high bits, under `mask`) with `note` (the other bits); gives the note that the
  /// same tag has already.
  @inline(__always)
  mutating func insert(tag: UInt64, mask: UInt64, note: UInt64) -> UInt64? {
    let tag = tag & mask == 0 ? mask & (0 &- mask) : tag & mask
    return insertOrFind(tag | (note & ~mask), mask: mask).map { $0 & ~mask }
  }

  private mutating func insertOrFind(_ entry: UInt64, mask: UInt64) -> UInt64? {
    if used * 4 >= slots.count * 3 { grow(mask: mask) }
    var place = IdentityLedger.home(entry & mask, slots.count)
    while slots[place] != 0 {
      if (slots[place] ^ entry) & mask == 0 { return slots[place] }
      place = (place + 1) & (slots.count - 1)
    }
    slots[place] = entry
    used += 1
    return nil
  }

  private mutating func grow(mask: UInt64) {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    for entry in slots where entry != 0 {
      var place = IdentityLedger.home(entry & mask, larger.count)
      while larger[place] != 0 { place = (place + 1) & (larger.count - 1) }
      larger[place] = entry
    }
    slots = larger
  }

  /// The slot to try first: the entry's bits stirred once more.
  @inline(__always)
  private static func home(_ entry: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (entry &* 0x9E37_79B9_7F4A_7C15) >> 20) & (count - 1)
  }
}

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
    guard let base = bytes.baseAddress else { return }
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
