/// What was met so far, eight bytes a metering point: finds registers that *may* be there twice and
/// rows that *may* disagree about their point. Whoever gets a "maybe" looks again at the file.
///
/// A slot holds 42 bits of the point's hash, one bit for each of its six registers, and a 16-bit
/// digest of what the first row says of the point. A register twice is never missed. Two points
/// share 42 bits in about one file of sixty with 374,260 points, which costs a second look; a
/// disagreement has an equal digest, and goes without its warning, once in 65,536.
struct IdentityLedger {
  private var slots: [UInt64]
  private var used = 0

  /// The bits of a slot that name the point.
  private static let pointBits: UInt64 = ~0 << 22
  private static let kindBits: UInt64 = 0x3F << 16
  private static let digestBits: UInt64 = 0xFFFF

  init() {
    slots = [UInt64](repeating: 0, count: 1024)
  }

  /// What entering a register brought up.
  struct Answer {
    /// The register may be there already.
    var mayBeDouble: Bool
    /// The point's first row may say something else of it.
    var mayDisagree: Bool
  }

  /// Enters a register, `kind` from 0 to 5, of the point with this hash, and its row's digest.
  /// - Complexity: O(1) amortised.
  @inline(__always)
  mutating func enter(point: UInt64, kind: Int, digest: UInt64) -> Answer {
    if used &* 4 >= slots.count &* 3 { grow() }
    // A slot is 0 only where it is free: a taken one has a register's bit.
    let entry = point & Self.pointBits | 1 << (16 + UInt64(kind)) | digest & Self.digestBits
    let found = slots.withUnsafeMutableBufferPointer { slots -> UInt64 in
      let place = Self.place(of: entry, in: slots)
      let found = slots[place]
      slots[place] = found == 0 ? entry : found | entry & Self.kindBits
      return found
    }
    if found == 0 {
      used &+= 1
      return Answer(mayBeDouble: false, mayDisagree: false)
    }
    return Answer(
      mayBeDouble: found & entry & Self.kindBits != 0,
      mayDisagree: (found ^ entry) & Self.digestBits != 0)
  }

  /// The entry's slot: its point's, else a free one.
  @inline(__always)
  private static func place(
    of entry: UInt64, in slots: UnsafeMutableBufferPointer<UInt64>
  ) -> Int {
    let mask = slots.count &- 1
    var place = Int(truncatingIfNeeded: entry >> 22) & mask
    while slots[place] != 0, (slots[place] ^ entry) & pointBits != 0 { place = (place &+ 1) & mask }
    return place
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count * 2)
    larger.withUnsafeMutableBufferPointer { larger in
      for entry in slots where entry != 0 { larger[Self.place(of: entry, in: larger)] = entry }
    }
    slots = larger
  }
}
