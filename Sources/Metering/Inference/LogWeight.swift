/// A positive weight by its logarithm to base 2, in fixed point: 20 binary places.
///
/// Floating-point logarithms differ between C libraries in the last place; a verdict that is signed
/// on one machine must come out the same on every other.
struct LogWeight: Hashable, Comparable, Sendable {
  /// 2^-20 of a binary digit.
  let raw: Int64

  /// The weight 1.
  static let one = LogWeight(raw: 0)
  /// As good as impossible; sums of a few stay far from overflow.
  static let none = LogWeight(raw: -(1 << 40))
  private static let places: Int64 = 20

  init(raw: Int64) {
    self.raw = raw
  }

  /// The weight `numerator` / `denominator`, zeros taken as impossible and as one.
  init(_ numerator: UInt64, over denominator: UInt64 = 1) {
    guard numerator > 0 else {
      self = .none
      return
    }
    raw = LogWeight.logarithm(numerator) - LogWeight.logarithm(max(denominator, 1))
  }

  /// The weight `probability` / 2^36.
  init(probability: UInt64) {
    raw =
      probability > 0
      ? LogWeight.logarithm(probability) - (36 << LogWeight.places) : LogWeight.none.raw
  }

  /// Log2 of `value` in 2^-20, within three units: a straight line between two of the table's.
  private static func logarithm(_ value: UInt64) -> Int64 {
    let whole = 63 - value.leadingZeroBitCount
    // The mantissa in [1, 2) with 32 places: the first eight choose the line.
    let mantissa = whole > 32 ? value >> UInt64(whole - 32) : value << UInt64(32 - whole)
    let fraction = mantissa & 0xFFFF_FFFF
    let line = Int(fraction >> 24)
    let low = mantissas[line]
    let along = Int64(fraction & 0xFF_FFFF)
    return (Int64(whole) << places) + low + (((mantissas[line + 1] - low) * along) >> 24)
  }

  /// Log2 of 1, 1 + 1/256, …, 2 in 2^-20: each squaring of the mantissa gives one place.
  private static let mantissas: [Int64] = (0...256).map { line in
    guard line < 256 else { return 1 << places }
    var mantissa = (1 << 31) + (UInt64(line) << 23)
    var result: Int64 = 0
    for _ in 0..<places {
      mantissa = (mantissa * mantissa) >> 31
      result <<= 1
      if mantissa >= 1 << 32 {
        mantissa >>= 1
        result |= 1
      }
    }
    return result
  }

  /// 2^raw scaled by 2^40, zero below that; `raw` must not be above zero.
  var scaled: UInt64 {
    guard raw <= 0, raw > -(40 << LogWeight.places) else { return raw > 0 ? 1 << 40 : 0 }
    let whole = -raw >> LogWeight.places
    var remainder = -raw & ((1 << LogWeight.places) - 1)
    var result: UInt64 = 1 << 40
    for root in LogWeight.inverseRoots {
      remainder <<= 1
      if remainder >> LogWeight.places == 1 {
        result = UInt64((UInt128(result) * UInt128(root)) >> 62)
        remainder &= (1 << LogWeight.places) - 1
      }
    }
    return result >> UInt64(whole)
  }

  /// 2^(-1/2), 2^(-1/4), …, with 62 places, each the whole square root of the one before.
  private static let inverseRoots: [UInt64] = {
    var roots: [UInt64] = []
    var last: UInt128 = 1 << 61
    for _ in 0..<places {
      let square = last << 62
      var root: UInt128 = 0
      for bit in (0...62).reversed() {
        let candidate = root | (1 << UInt128(bit))
        if candidate * candidate <= square { root = candidate }
      }
      roots.append(UInt64(root))
      last = root
    }
    return roots
  }()

  static func * (left: LogWeight, right: LogWeight) -> LogWeight {
    LogWeight(raw: left.raw + right.raw)
  }

  static func < (left: LogWeight, right: LogWeight) -> Bool { left.raw < right.raw }
}
