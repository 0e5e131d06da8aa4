import DequeModule

/// What waits: the short goes past the long, but the long gets every fourth turn, so that a crowd of
/// short ones never starves it. Among equals the order is theirs.
struct ShortFirstQueue<Element> {
  private var short: Deque<Element> = []
  private var long: Deque<Element> = []
  /// Short ones in a row that went past a long one.
  private var passed = 0

  private static var mostPassed: Int { 3 }

  var isEmpty: Bool { short.isEmpty && long.isEmpty }

  mutating func append(_ element: Element, isShort: Bool) {
    if isShort { short.append(element) } else { long.append(element) }
  }

  /// Whose turn it is; nil where nobody waits.
  mutating func popFirst() -> Element? {
    guard !long.isEmpty else { return short.popFirst() }
    guard passed < Self.mostPassed, let element = short.popFirst() else {
      passed = 0
      return long.popFirst()
    }
    passed += 1
    return element
  }

  /// Puts back what was taken and is not finished: it is the first of its kind again.
  mutating func putBack(_ element: Element, isShort: Bool) {
    if isShort { short.prepend(element) } else { long.prepend(element) }
  }
}
