/// A Vietnamese letter taken apart: a base letter of ASCII, the mark that makes it another letter,
/// and its tone.
struct VietnameseLetter: Hashable, Sendable {
  /// The mark of the letter itself.
  enum Mark: Hashable, Sendable {
    case none, breve, circumflex, horn, stroke
  }

  /// The tone, in the order in which the rows of `rows` write it.
  enum Tone: Int, CaseIterable, Hashable, Sendable {
    case level, grave, hook, tilde, acute, dot
  }

  /// A letter of ASCII, small or capital.
  var base: Character
  var mark: Mark
  var tone: Tone

  /// The letter without its tone, as a character of its own.
  var untoned: Character {
    VietnameseLetter.characters[VietnameseLetter(base: base, mark: mark, tone: .level)] ?? base
  }

  /// The small letter of the same mark and tone.
  var lowercased: VietnameseLetter {
    VietnameseLetter(base: base.lowercased().first ?? base, mark: mark, tone: tone)
  }

  /// nil for a letter that English has too, and for everything else.
  ///
  /// Characters compare by canonical equivalence, so a decomposed letter is found as well.
  init?(_ character: Character) {
    guard let letter = VietnameseLetter.letters[character] else { return nil }
    self = letter
  }

  init(base: Character, mark: Mark, tone: Tone) {
    self.base = base
    self.mark = mark
    self.tone = tone
  }

  /// Every letter that ASCII lacks, 67 small and 67 capital ones.
  static let letters: [Character: VietnameseLetter] = {
    var letters: [Character: VietnameseLetter] = [:]
    for (base, mark, row) in rows {
      for (tone, character) in zip(Tone.allCases, row) where mark != .none || tone != .level {
        letters[character] = VietnameseLetter(base: base, mark: mark, tone: tone)
      }
    }
    return letters
  }()

  private static let characters: [VietnameseLetter: Character] = Dictionary(
    letters.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

  private static let rows: [(Character, Mark, String)] = [
    ("a", .none, "aàảãáạ"), ("a", .breve, "ăằẳẵắặ"), ("a", .circumflex, "âầẩẫấậ"),
    ("e", .none, "eèẻẽéẹ"), ("e", .circumflex, "êềểễếệ"), ("i", .none, "iìỉĩíị"),
    ("o", .none, "oòỏõóọ"), ("o", .circumflex, "ôồổỗốộ"), ("o", .horn, "ơờởỡớợ"),
    ("u", .none, "uùủũúụ"), ("u", .horn, "ưừửữứự"), ("y", .none, "yỳỷỹýỵ"), ("d", .stroke, "đ"),
    ("A", .none, "AÀẢÃÁẠ"), ("A", .breve, "ĂẰẲẴẮẶ"), ("A", .circumflex, "ÂẦẨẪẤẬ"),
    ("E", .none, "EÈẺẼÉẸ"), ("E", .circumflex, "ÊỀỂỄẾỆ"), ("I", .none, "IÌỈĨÍỊ"),
    ("O", .none, "OÒỎÕÓỌ"), ("O", .circumflex, "ÔỒỔỖỐỘ"), ("O", .horn, "ƠỜỞỠỚỢ"),
    ("U", .none, "UÙỦŨÚỤ"), ("U", .horn, "ƯỪỬỮỨỰ"), ("Y", .none, "YỲỶỸÝỴ"), ("D", .stroke, "Đ"),
  ]
}
