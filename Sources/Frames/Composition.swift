/// Composing and decomposing of Latin letters and marks: the canonical composition of Unicode
/// restricted to Latin, without Foundation.
enum Composition {
  private struct Pair: Hashable {
    var base: Unicode.Scalar
    var mark: Unicode.Scalar
  }

  private static let letters: [Pair: Unicode.Scalar] = {
    var letters: [Pair: Unicode.Scalar] = [:]
    letters.reserveCapacity(600)
    forEachPair { letters[Pair(base: $0, mark: $1)] = $2 }
    return letters
  }()

  private static let pairs: [Unicode.Scalar: Pair] = {
    var pairs: [Unicode.Scalar: Pair] = [:]
    pairs.reserveCapacity(600)
    forEachPair { pairs[$2] = Pair(base: $0, mark: $1) }
    return pairs
  }()

  private static let orders: [UInt32: UInt8] = Dictionary(
    rows.map { ($0.mark, $0.order) }, uniquingKeysWith: { first, _ in first })

  private static func forEachPair(
    _ body: (Unicode.Scalar, Unicode.Scalar, Unicode.Scalar) -> Void
  ) {
    for row in rows {
      guard let mark = Unicode.Scalar(row.mark) else { continue }
      for (base, letter) in zip(row.bases.unicodeScalars, row.letters.unicodeScalars) {
        body(base, mark, letter)
      }
    }
  }

  /// The one letter that is `base` with `mark`, if there is one.
  static func composed(_ base: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    letters[Pair(base: base, mark: mark)]
  }

  /// Base and last mark of a letter, if it has any.
  static func decomposed(_ letter: Unicode.Scalar) -> (base: Unicode.Scalar, mark: Unicode.Scalar)?
  {
    guard letter.value >= 0xC0, let pair = pairs[letter] else { return nil }
    return (pair.base, pair.mark)
  }

  /// The canonical combining class of a mark of ours, else 0 for a character that marks stand on
  /// and 230 (above) for a mark that composes with nothing.
  static func order(_ scalar: Unicode.Scalar) -> UInt8 {
    guard scalar.value >= 0x300 else { return 0 }
    if let order = orders[scalar.value] { return order }
    return scalar.value < 0x370 ? 230 : 0
  }
}
