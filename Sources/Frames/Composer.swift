/// How Vietnamese is typed where the system has no input method of its own.
package enum InputMethod: String, CaseIterable, Sendable {
  /// Characters are taken as they come.
  case off
  /// Letters carry the marks: `aa` â, `w` ư ơ ă, `dd` đ, `s f r x j` tones, `z` none.
  case telex
  /// Digits carry the marks: `6` â ê ô, `7` ư ơ, `8` ă, `9` đ, `1`–`5` tones, `0` none.
  case vni
}

/// Vietnamese text: composed form, search form, and typing.
package enum Composer {
  /// `text` in Normalization Form C, for Latin letters and their marks; other scripts are left
  /// as they are. Handhelds send marks as characters of their own, and the linux console composes
  /// nothing.
  ///
  /// - Complexity: O(length); text that is already composed is returned unchanged.
  package static func normalised(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0x300..<0x370).contains($0.value) }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    var segment: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if Composition.order(scalar) == 0 {
        result.append(contentsOf: composed(segment))
        segment.removeAll(keepingCapacity: true)
      }
      appendDecomposed(scalar, to: &segment)
    }
    result.append(contentsOf: composed(segment))
    return String(result)
  }

  /// `text` for searching: lower case, without marks, đ as d. "Lũy Bán Bích" → "luy ban bich".
  ///
  /// - Complexity: O(length).
  package static func folded(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: result.append(Unicode.Scalar(UInt8(scalar.value) + 0x20))
      case ..<0x80: result.append(scalar)
      case 0x110, 0x111: result.append("d")
      case 0x300..<0x370: break
      default:
        let bare = bareLetter(scalar)
        result.append(contentsOf: bare.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return String(result)
  }

  /// `text` without marks, đ as d, letters in the case they have: readable where a terminal shows
  /// ASCII alone.
  package static func unaccented(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case ..<0x80: result.append(scalar)
      case 0x110: result.append("D")
      case 0x111: result.append("d")
      case 0x300..<0x370: break
      default: result.append(bareLetter(scalar))
      }
    }
    return String(result)
  }

  /// The letter under all marks.
  static func bareLetter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    var letter = scalar
    while let pair = Composition.decomposed(letter) { letter = pair.base }
    return letter
  }

  /// Base and marks, canonically decomposed, in the order they stand.
  static func appendDecomposed(_ scalar: Unicode.Scalar, to segment: inout [Unicode.Scalar]) {
    if let pair = Composition.decomposed(scalar) {
      appendDecomposed(pair.base, to: &segment)
      segment.append(pair.mark)
    } else if scalar.value == 0x340 || scalar.value == 0x341 {
      // The two tone marks that Unicode keeps for old Vietnamese text.
      segment.append(scalar.value == 0x340 ? "\u{300}" : "\u{301}")
    } else {
      segment.append(scalar)
    }
  }

  /// Canonical ordering, then canonical composition, of one base and its marks; marks at the
  /// beginning of a text have no base.
  static func composed(_ segment: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard segment.count > 1, let first = segment.first else { return segment }
    let hasBase = Composition.order(first) == 0
    var marks: [Unicode.Scalar] = []
    for mark in segment.dropFirst(hasBase ? 1 : 0) {
      let order = Composition.order(mark)
      let place = marks.lastIndex { Composition.order($0) <= order }.map { $0 + 1 } ?? 0
      marks.insert(mark, at: place)
    }
    guard hasBase else { return marks }
    var base = first
    var rest: [Unicode.Scalar] = []
    for mark in marks {
      let blocked = rest.last.map { Composition.order($0) >= Composition.order(mark) } ?? false
      if !blocked, let letter = Composition.composed(base, mark) {
        base = letter
      } else {
        rest.append(mark)
      }
    }
    return [base] + rest
  }
}
