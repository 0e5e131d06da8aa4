/// Where a mistyped enrolment code is likely wrong, so that a person looks at five letters and not at
/// thirty. Never what it should be: a guess that fits the check letters may still be another code.
enum CodeTypo: Hashable {
  /// Letters that are there, of thirty.
  case length(Int)
  /// No code has this character; the group counts from 1.
  case letter(Character, group: Int)
  /// A usual slip (a letter taken for one that looks alike, two neighbours swapped) in one of these
  /// groups would explain it.
  case groups([Int])
  /// All letters are possible, and no usual slip explains it.
  case anywhere

  /// What is wrong with a text that is no code. `isCode` says whether a text is one.
  init(in text: String, isCode: (String) -> Bool) {
    let letters = text.uppercased().filter { $0 != "-" && !$0.isWhitespace }
    let alphabet = Set("0123456789ABCDEFGHJKMNPQRSTVWXYZOIL")
    if let wrong = letters.firstIndex(where: { !alphabet.contains($0) }) {
      let place = letters.distance(from: letters.startIndex, to: wrong)
      self = .letter(letters[wrong], group: place / 5 + 1)
      return
    }
    guard letters.count == 30 else {
      self = .length(letters.count)
      return
    }
    let read = letters.map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
    let groups = CodeTypo.slips(of: read).filter { isCode(String($0.letters)) }
      .flatMap { [$0.place / 5 + 1, $0.end / 5 + 1] }
    let found = Set(groups).sorted()
    self = found.isEmpty || found.count > 2 ? .anywhere : .groups(found)
  }

  private typealias Slip = (letters: [Character], place: Int, end: Int)

  /// The code as it would be without one usual slip.
  private static func slips(of letters: [Character]) -> [Slip] {
    var slips: [Slip] = []
    for place in letters.indices {
      for other in alike[letters[place]] ?? "" {
        var changed = letters
        changed[place] = other
        slips.append((changed, place, place))
      }
      guard place + 1 < letters.count, letters[place] != letters[place + 1] else { continue }
      var changed = letters
      changed.swapAt(place, place + 1)
      slips.append((changed, place, place + 1))
    }
    return slips
  }

  /// Letters and digits that look or sound alike on paper and over the telephone.
  private static let alike: [Character: String] = {
    let pairs = [
      "5S", "2Z", "8B", "6G", "17", "D0", "Q0", "C0", "CG", "VY", "VW", "MN", "PR", "EF", "KX",
      "49",
      "38", "5Z", "BP", "DT", "68", "1J", "UV",
    ]
    var table: [Character: String] = [:]
    for pair in pairs {
      for (one, other) in [(pair.first, pair.last), (pair.last, pair.first)] {
        if let one, let other { table[one, default: ""].append(other) }
      }
    }
    return table
  }()
}
