import Metering

/// Errors as readers make them, written forwards and from the literature's descriptions, not from the
/// product's rules. How swaps divide (a listed neighbour, a mutual swap, a stranger) no source tells.
enum ReaderError {
  /// The record and how it came about; nil where this dial does not allow the error drawn.
  static func make(
    from draft: inout CaseDraft, using random: inout some RandomNumberGenerator
  ) -> (recorded: Int64?, cause: Cause) {
    let digits = written(draft.truth, width: draft.digits)
    let last = digits.count - 1
    switch Draw.uniform(&random) {
    case ..<0.635:
      return (value(substituted(digits, using: &random)), .substitution)
    case ..<0.735:
      var changed = digits
      let at = Int.random(in: 0..<last, using: &random)
      changed.swapAt(at, at + 1)
      return (value(changed), .transposition)
    case ..<0.743:
      var changed = digits
      let at = Int.random(in: 0..<(last - 1), using: &random)
      changed.swapAt(at, at + 2)
      return (value(changed), .jumpTransposition)
    case ..<0.755:
      guard let at = (0..<last).first(where: { digits[$0] == digits[$0 + 1] }) else {
        return (nil, .twin)
      }
      var changed = digits
      let other = Int.random(in: 0...9, using: &random)
      changed[at] = other
      changed[at + 1] = other
      return (value(changed), .twin)
    case ..<0.805:
      var changed = digits
      changed.remove(at: Int.random(in: 0...last, using: &random))
      return (value(changed), .omission)
    case ..<0.813:
      var changed = digits
      changed.insert(
        Int.random(in: 0...9, using: &random), at: Int.random(in: 0...last, using: &random))
      return (value(changed), .insertion)
    case ..<0.89:
      let red = Int64.random(in: 0...9, using: &random)
      return (draft.truth * 10 + red, .decimalShift)
    case ..<0.94:
      return (draft.old, .repeatedIndex)
    case ..<0.944:
      return (0, .zero)
    case ..<0.994:
      return (swapped(&draft, using: &random), .swappedMeters)
    default:
      return (
        draft.old + Int64.random(in: 0...600, using: &random) / draft.home.multiplier,
        .unexplained
      )
    }
  }

  /// A neighbour's dial was read: one that is listed and right, one that got this dial's index in
  /// turn, or one that nobody listed.
  private static func swapped(
    _ draft: inout CaseDraft, using random: inout some RandomNumberGenerator
  ) -> Int64 {
    let at = Int.random(in: 0..<draft.neighbours.count, using: &random)
    let theirs = draft.neighbours[at].recorded
    switch Draw.uniform(&random) {
    case ..<0.4: return theirs
    case ..<0.7:
      draft.neighbours[at].recorded = draft.truth
      return theirs
    default:
      let turn: Int64 = draft.digits == 6 ? 1_000_000 : 100_000
      return Int64.random(in: (turn / 100)..<turn, using: &random)
    }
  }

  private static func written(_ value: Int64, width: Int) -> [Int] {
    var digits: [Int] = []
    var rest = value
    for _ in 0..<width {
      digits.insert(Int(rest % 10), at: 0)
      rest /= 10
    }
    return digits
  }

  private static func value(_ digits: [Int]) -> Int64 {
    digits.reduce(0) { $0 * 10 + Int64($1) }
  }

  /// Half of the wrong digits look like the right one, a fifth are the next number on the drum.
  private static func substituted(
    _ digits: [Int], using random: inout some RandomNumberGenerator
  ) -> [Int] {
    let alike: [[Int]] = [
      [8, 6], [7, 4], [7, 3], [8, 9, 5], [1, 9], [6, 9, 3], [8, 5, 0], [1, 2], [0, 6, 9, 3],
      [8, 5, 3, 4],
    ]
    var changed = digits
    let at = Int.random(in: 0..<digits.count, using: &random)
    let kind = Draw.uniform(&random)
    if kind < 0.5 {
      changed[at] = Draw.pick(alike[digits[at]], &random)
    } else if kind < 0.7 {
      changed[at] = (digits[at] + 1) % 10
    } else {
      changed[at] = (digits[at] + Int.random(in: 1...9, using: &random)) % 10
    }
    return changed
  }
}
