extension Composer {
  /// What the text before the cursor becomes when `character` is typed after it.
  ///
  /// A pure function of the text alone, so that editing, moving the cursor and drafts need no
  /// hidden state. A mark key typed twice takes the mark back and leaves the key itself; words that
  /// cannot be Vietnamese are left alone. The result is in Normalization Form C.
  package static func typed(
    _ character: Character, after text: String, method: InputMethod
  ) -> String {
    let scalars = character.unicodeScalars
    guard method != .off, let key = scalars.first, scalars.count == 1, key.isASCII else {
      return normalised(text + String(character))
    }
    let before = normalised(text)
    let (head, word) = lastWord(of: before)
    guard !word.isEmpty, let syllable = Syllable(word) else { return before + String(character) }
    let lower = Unicode.Scalar(UInt8(key.value | (key.value < 0x40 ? 0 : 0x20)))
    if let changed = changed(syllable, by: lower, method) {
      switch changed {
      case .changed(let letters): return head + string(letters)
      case .takenBack(let letters): return head + string(letters) + String(character)
      }
    }
    guard let letter = Letter(key), var longer = Syllable(word + [letter]) else {
      return before + String(character)
    }
    longer.settle()
    return head + string(longer.letters)
  }

  /// What a mark key does to a syllable.
  private enum Change {
    case changed([Letter])
    /// The mark was there already: it goes, and the key types itself.
    case takenBack([Letter])
  }

  private static func changed(
    _ syllable: Syllable, by key: Unicode.Scalar, _ method: InputMethod
  ) -> Change? {
    let telex = method == .telex
    if let tone = tone(of: key, telex) { return toned(syllable, tone) }
    switch (key, telex) {
    case ("a", true), ("e", true), ("o", true): return circumflexed(syllable) { $0 == key }
    case ("6", false): return circumflexed(syllable) { $0 == "a" || $0 == "e" || $0 == "o" }
    case ("w", true): return horned(syllable) ?? breved(syllable)
    case ("7", false): return horned(syllable)
    case ("8", false): return breved(syllable)
    case ("d", true), ("9", false): return stroked(syllable)
    default: return nil
    }
  }

  private static func tone(of key: Unicode.Scalar, _ telex: Bool) -> Letter.Tone? {
    switch (key, telex) {
    case ("s", true), ("1", false): .acute
    case ("f", true), ("2", false): .grave
    case ("r", true), ("3", false): .hook
    case ("x", true), ("4", false): .tilde
    case ("j", true), ("5", false): .dot
    case ("z", true), ("0", false): .level
    default: nil
    }
  }

  private static func toned(_ syllable: Syllable, _ tone: Letter.Tone) -> Change? {
    guard !syllable.nucleus.isEmpty else { return nil }
    var syllable = syllable
    let old = syllable.tone
    if tone == .level, old == .level { return nil }
    syllable.tone = old == tone ? .level : tone
    return old == tone ? .takenBack(syllable.letters) : .changed(syllable.letters)
  }

  private static func circumflexed(
    _ syllable: Syllable, _ isWanted: (Unicode.Scalar) -> Bool
  ) -> Change? {
    let letters = syllable.letters
    // Only a glide may stand between the vowel and its mark key: "daua" is "dâu", not "hoao".
    let place = syllable.nucleus.last { !"iuy".unicodeScalars.contains(letters[$0].base) }
    guard let place, isWanted(letters[place].base) else { return nil }
    return reshaped(syllable, [place], .circumflex)
  }

  private static func horned(_ syllable: Syllable) -> Change? {
    let letters = syllable.letters
    if let uo = syllable.uo {
      let isOpen = uo + 2 == letters.count
      let onlyO = isOpen && letters[uo].shape == .plain && letters[uo + 1].shape != .horn
      return reshaped(syllable, onlyO ? [uo + 1] : [uo, uo + 1], .horn)
    }
    let nucleus = syllable.nucleus
    guard let place = nucleus.first(where: { letters[$0].base == "u" || letters[$0].base == "o" })
    else { return nil }
    // "oa" takes the breve ("hoặc"); "ua" the horn ("mưa"), but with a final the breve ("quặng").
    let beforeA = place + 1 < nucleus.upperBound && letters[place + 1].base == "a"
    if beforeA, letters[place].base == "o" || nucleus.upperBound < letters.count { return nil }
    return reshaped(syllable, [place], .horn)
  }

  private static func breved(_ syllable: Syllable) -> Change? {
    guard let place = syllable.nucleus.last(where: { syllable.letters[$0].base == "a" }) else {
      return nil
    }
    return reshaped(syllable, [place], .breve)
  }

  private static func stroked(_ syllable: Syllable) -> Change? {
    guard syllable.letters.first?.base == "d" else { return nil }
    return reshaped(syllable, [0], .stroke)
  }

  private static func reshaped(
    _ syllable: Syllable, _ places: [Int], _ shape: Letter.Shape
  ) -> Change {
    var syllable = syllable
    let isThere = places.allSatisfy { syllable.letters[$0].shape == shape }
    for place in places { syllable.letters[place].shape = isThere ? .plain : shape }
    syllable.settle()
    return isThere ? .takenBack(syllable.letters) : .changed(syllable.letters)
  }

  private static func lastWord(of text: String) -> (head: String, word: [Letter]) {
    var word: [Letter] = []
    var scalars = text.unicodeScalars
    while let last = scalars.last, let letter = Letter(last) {
      word.append(letter)
      scalars.removeLast()
    }
    return (String(scalars), word.reversed())
  }

  private static func string(_ letters: [Letter]) -> String {
    var text = String.UnicodeScalarView()
    for letter in letters { text.append(contentsOf: letter.scalars) }
    return String(text)
  }
}
