/// A letter taken apart as Vietnamese typing sees it.
struct Letter: Equatable {
  /// What the letter's shape adds to the plain letter.
  enum Shape: UInt32 {
    case plain = 0
    case circumflex = 0x302
    case breve = 0x306
    case horn = 0x31B
    case stroke = 1
  }

  /// A tone, by its combining mark.
  enum Tone: UInt32 {
    case level = 0
    case grave = 0x300
    case acute = 0x301
    case tilde = 0x303
    case hook = 0x309
    case dot = 0x323
  }

  /// The plain lower-case letter.
  var base: Unicode.Scalar
  var isUpper: Bool
  var shape = Shape.plain
  var tone = Tone.level

  /// `nil` when the scalar is no letter of Vietnamese text.
  init?(_ scalar: Unicode.Scalar) {
    if scalar == "đ" || scalar == "Đ" {
      (base, isUpper, shape) = ("d", scalar == "Đ", .stroke)
      return
    }
    var parts: [Unicode.Scalar] = []
    Composer.appendDecomposed(scalar, to: &parts)
    guard let plain = parts.first, plain.isASCII, plain.properties.isAlphabetic else { return nil }
    isUpper = plain.value < 0x60
    base = isUpper ? Unicode.Scalar(UInt8(plain.value) + 0x20) : plain
    for mark in parts.dropFirst() {
      if let shape = Shape(rawValue: mark.value) {
        self.shape = shape
      } else if let tone = Tone(rawValue: mark.value) {
        self.tone = tone
      } else {
        return nil
      }
    }
  }

  var isVowel: Bool {
    switch base {
    case "a", "e", "i", "o", "u", "y": true
    default: false
    }
  }

  /// The letter, composed.
  var scalars: [Unicode.Scalar] {
    if shape == .stroke { return [isUpper ? "Đ" : "đ"] }
    let plain = isUpper ? Unicode.Scalar(UInt8(base.value) - 0x20) : base
    let marks = [shape.rawValue, tone.rawValue].filter { $0 != 0 }.compactMap(Unicode.Scalar.init)
    return Composer.composed([plain] + marks)
  }
}

/// A Vietnamese syllable, finished or being typed: first consonants, vowels, last consonants.
struct Syllable {
  var letters: [Letter]
  /// Where the vowels are among the letters; empty while none has been typed.
  let nucleus: Range<Int>

  private static let initials: Set<String> = [
    "", "b", "c", "ch", "d", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x",
  ]
  private static let finals: Set<String> = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]

  /// `nil` when the letters cannot be a Vietnamese syllable: an abbreviation, a foreign word.
  init?(_ letters: [Letter]) {
    self.letters = letters
    var start = letters.firstIndex(where: \.isVowel) ?? letters.count
    let isFollowed = start + 1 < letters.count && letters[start + 1].isVowel
    if start == 1, isFollowed, letters[start].shape == .plain {
      let pair = Self.plain(letters[...start])
      if pair == "qu" || pair == "gi" { start += 1 }
    }
    let end = letters[start...].firstIndex { !$0.isVowel } ?? letters.count
    guard Self.initials.contains(Self.plain(letters[..<start])),
      Self.finals.contains(Self.plain(letters[end...])), end - start <= 3
    else { return nil }
    nucleus = start..<end
  }

  private static func plain(_ letters: ArraySlice<Letter>) -> String {
    var text = String.UnicodeScalarView()
    for letter in letters { text.append(letter.base) }
    return String(text)
  }

  /// The syllable's tone, wherever its mark stands.
  var tone: Letter.Tone {
    get { letters.first { $0.tone != .level }?.tone ?? .level }
    set {
      for index in letters.indices { letters[index].tone = .level }
      if let place = tonePlace { letters[place].tone = newValue }
    }
  }

  /// The letter that bears the tone by the traditional rule: a vowel with a mark of its own, else
  /// the middle of three, the last before a final consonant, the first of two ("hòa", "thúy").
  private var tonePlace: Int? {
    guard !nucleus.isEmpty else { return nil }
    if let shaped = nucleus.last(where: { letters[$0].shape != .plain }) { return shaped }
    switch nucleus.count {
    case 1: return nucleus.lowerBound
    case 2: return nucleus.upperBound < letters.count ? nucleus.lowerBound + 1 : nucleus.lowerBound
    default: return nucleus.lowerBound + 1
    }
  }

  /// Where `u` and `o` stand side by side.
  var uo: Int? {
    nucleus.dropLast().first { letters[$0].base == "u" && letters[$0 + 1].base == "o" }
  }

  /// Puts tone and horns where the letters so far want them: `uơ` goes on as `ươ`.
  mutating func settle() {
    if let uo, letters[uo + 1].shape == .horn, uo + 2 < letters.count {
      letters[uo].shape = .horn
    }
    let tone = tone
    self.tone = tone
  }
}
