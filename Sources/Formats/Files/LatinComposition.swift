/// Canonical composition (NFC) of Latin text, Vietnamese above all, without a Unicode library.
///
/// The standard library compares characters by canonical equivalence but offers no composed form, so
/// the pairs (letter, mark) → letter are found once by comparing, when the first decomposed text
/// comes by; files that are NFC already, nearly all, never pay for it. Other scripts pass unchanged.
struct LatinComposition: Sendable {
  /// Found on first use; never changes.
  static let shared = LatinComposition()

  /// Composed letter → the letter and the mark it is made of.
  private let parts: [Unicode.Scalar: (letter: Unicode.Scalar, mark: Unicode.Scalar)]
  /// The other way round.
  private let whole: [Pair: Unicode.Scalar]

  private struct Pair: Hashable {
    let letter: Unicode.Scalar
    let mark: Unicode.Scalar
  }

  private init() {
    // Latin-1 to Latin Extended-B, and Latin Extended Additional with all of Vietnamese.
    let letters = [0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF]
      .flatMap { range in range.compactMap { Unicode.Scalar($0 as Int) } }
    let marks = (0x300...0x338).compactMap { Unicode.Scalar($0 as Int) }
    var composed: [Character: Unicode.Scalar] = [:]
    for letter in letters { composed[Character(letter)] = letter }
    var parts: [Unicode.Scalar: (letter: Unicode.Scalar, mark: Unicode.Scalar)] = [:]
    var whole: [Pair: Unicode.Scalar] = [:]
    for letter in letters {
      for mark in marks {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: [letter, mark])
        guard let result = composed[Character(String(text))] else { continue }
        whole[Pair(letter: letter, mark: mark)] = result
        // Of ệ = ẹ + ^ = ê + dot, the canonical parts are those with the mark of highest class last.
        let rank = { (mark: Unicode.Scalar) in mark.properties.canonicalCombiningClass.rawValue }
        if let known = parts[result], rank(known.mark) >= rank(mark) { continue }
        parts[result] = (letter, mark)
      }
    }
    self.parts = parts
    self.whole = whole
  }

  /// `text` with every Latin letter and its marks composed.
  /// - Complexity: O(length), but for the sorting of the marks of one letter.
  func composed(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var letter: Unicode.Scalar?
    var marks: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      for part in decomposed(scalar) {
        if part.properties.canonicalCombiningClass == .notReordered {
          append(letter, marks, to: &result)
          (letter, marks) = (part, [])
        } else {
          marks.append(part)
        }
      }
    }
    append(letter, marks, to: &result)
    return String(result)
  }

  private func decomposed(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    guard let (letter, mark) = parts[scalar] else { return [scalar] }
    return decomposed(letter) + [mark]
  }

  /// Composes one letter with its marks as Unicode's canonical composition algorithm does: marks in
  /// order of their class, each taken in unless one of the same class stands between.
  private func append(
    _ letter: Unicode.Scalar?, _ marks: [Unicode.Scalar], to result: inout String.UnicodeScalarView
  ) {
    let rank = { (mark: Unicode.Scalar) in mark.properties.canonicalCombiningClass.rawValue }
    let ordered = marks.enumerated()
      .sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
      .map(\.element)
    guard var letter else {
      result.append(contentsOf: ordered)
      return
    }
    var left: [Unicode.Scalar] = []
    for mark in ordered {
      let blocked = left.last.map { rank($0) >= rank(mark) } ?? false
      if !blocked, let taken = whole[Pair(letter: letter, mark: mark)] {
        letter = taken
      } else {
        left.append(mark)
      }
    }
    result.append(letter)
    result.append(contentsOf: left)
  }
}
