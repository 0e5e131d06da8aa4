package import Metering

/// Which cases of a supervisor's queue are shown; every part that is nil lets all through.
package struct ReviewFilter: Hashable, Sendable {
  package var group: Group
  /// Words that must stand in the serial, the minutes' number, the address, the book, the point or the
  /// inspector's id, accents and capitals ignored; empty shows all.
  package var words: String
  package var inspector: String?
  package var book: String?
  package var cause: Cause?
  package var verdict: Verdict?
  package var invoice: InvoiceState?
  package var age: Age?
  /// VND: only cases without doubt that move at most so much either way.
  package var clearUpTo: Int64?

  /// How far a case is.
  package enum Group: String, CaseIterable, Hashable, Sendable {
    /// The supervisor's turn.
    case awaiting
    /// The inspector's turn.
    case returned
    case decided
    case disputed, unresolved, unread
    /// A decision crossed a later entry, or two decisions do not agree.
    case crossed
    case all
  }

  /// How long a case has been there.
  package enum Age: String, CaseIterable, Hashable, Sendable {
    case today, upToThreeDays, upToSevenDays, older

    /// - Parameter days: since the minutes were written, else since the visit.
    package init(days: Int) {
      switch days {
      case ...0: self = .today
      case ...3: self = .upToThreeDays
      case ...7: self = .upToSevenDays
      default: self = .older
      }
    }
  }

  package init(group: Group = .awaiting, words: String = "") {
    self.group = group
    self.words = words
  }

  /// True where nothing but the group narrows the queue.
  package var isPlain: Bool { self == ReviewFilter(group: group) }
}

extension ReviewFilter.Group {
  package func contains(_ candidate: ReviewCase) -> Bool {
    switch self {
    case .awaiting: candidate.awaits != nil || candidate.isCrossed
    case .returned: candidate.state == .returned
    case .decided: candidate.decision != nil
    case .disputed: candidate.state == .disputed
    case .unresolved: candidate.state == .unresolved
    case .unread: candidate.state == .unread
    case .crossed: candidate.isCrossed || candidate.isContested
    case .all: true
    }
  }
}

/// A queue in its order, with the words of each case folded once, so that filtering as one types costs one
/// pass over bytes that lie side by side.
package struct ReviewQueue: Hashable, Sendable {
  /// The worst money first.
  package private(set) var cases: [ReviewCase]
  private var text: [UInt8] = []
  /// Where the text of each case ends.
  private var ends: [Int] = []

  /// - Complexity: O(n log n).
  package init(_ cases: [ReviewCase]) {
    self.cases = cases.sorted(by: ReviewCase.isWorse)
    fold()
  }

  package static let empty = ReviewQueue([])

  private mutating func fold() {
    text.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    for one in cases {
      for word in [
        one.identity.meter, one.minutes ?? "", one.address, one.book, one.identity.point,
        one.author.person,
      ] {
        var word = word
        word.withUTF8 { AccentFolding.append($0, to: &text) }
        text.append(UInt8(ascii: "\n"))
      }
      ends.append(text.count)
    }
  }

  /// The places, in the queue's order, of the cases that a filter lets through.
  /// - Parameter today: the day by which a case's age is told.
  /// - Complexity: O(bytes of the cases' words).
  package func places(_ filter: ReviewFilter, today: Day) -> [Int] {
    let words = AccentFolding.folded(filter.words).split(separator: UInt8(ascii: " "))
      .map(Array.init)
    return text.withUnsafeBufferPointer { text in
      cases.indices.filter { place in
        let start = place == 0 ? 0 : ends[place - 1]
        let own = UnsafeBufferPointer(rebasing: text[start..<ends[place]])
        return passes(cases[place], filter, today) && words.allSatisfy { own.contains($0) }
      }
    }
  }

  private func passes(_ one: ReviewCase, _ filter: ReviewFilter, _ today: Day) -> Bool {
    guard filter.group.contains(one), filter.inspector.map({ $0 == one.author.person }) ?? true,
      filter.book.map({ $0 == one.book }) ?? true, filter.cause.map({ $0 == one.cause }) ?? true,
      filter.verdict.map({ $0 == one.verdict }) ?? true,
      filter.invoice.map({ $0 == one.invoice }) ?? true,
      filter.clearUpTo.map({ one.isClear(limit: $0) }) ?? true
    else { return false }
    return filter.age.map { $0 == one.age(on: today) } ?? true
  }

  /// Puts cases as they stand now in the place of what they were; those that are gone leave.
  /// - Complexity: O(n log n).
  package mutating func update(_ changed: [ReviewCase], gone: [Int64] = []) {
    let new = Dictionary(changed.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let left = Set(gone).union(new.keys)
    self = ReviewQueue(cases.filter { !left.contains($0.id) } + changed)
  }

  /// The other half of a swap: in the same book, each meter's recorded index lies where the other's dial
  /// was. Nil where none or several do.
  /// - Complexity: O(cases).
  package func partner(of one: ReviewCase) -> ReviewCase? {
    guard one.cause == .swappedMeters, let indices = one.indices else { return nil }
    let found = cases.filter { other in
      guard other.id != one.id, other.cause == .swappedMeters, other.book == one.book,
        other.identity.period == one.identity.period, let theirs = other.indices
      else { return false }
      return theirs.couldHaveShown(indices.recorded) && indices.couldHaveShown(theirs.recorded)
    }
    return found.count == 1 ? found[0] : nil
  }
}

extension ReviewCase.Indices {
  /// True where the dial may have shown this index on the day of the reading.
  fileprivate func couldHaveShown(_ index: Index) -> Bool {
    old.thousandths <= index.thousandths && index.thousandths <= reinspected.thousandths + 999
  }
}

extension ReviewCase {
  /// Days since the minutes were written, else since the visit; by the date that the device wrote.
  package func days(on today: Day) -> Int {
    guard let day = LocalMinute(time)?.day else { return 0 }
    return today.number - day.number
  }

  package func age(on today: Day) -> ReviewFilter.Age { ReviewFilter.Age(days: days(on: today)) }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func contains(_ word: [UInt8]) -> Bool {
    guard let first = word.first, count >= word.count else { return word.isEmpty }
    for start in 0...(count - word.count) where self[start] == first {
      var length = 1
      while length < word.count, self[start + length] == word[length] { length += 1 }
      if length == word.count { return true }
    }
    return false
  }
}
