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
  package func contains(_ candidate: ReviewCase) -> Bool { contains(ReviewFacets(candidate)) }

  func contains(_ facets: ReviewFacets) -> Bool {
    switch self {
    case .awaiting: facets.awaits || facets.isCrossed
    case .returned: facets.state == .returned
    case .decided: facets.isDecided
    case .disputed: facets.state == .disputed
    case .unresolved: facets.state == .unresolved
    case .unread: facets.state == .unread
    case .crossed: facets.isCrossed || facets.isContested
    case .all: true
    }
  }
}

/// What a filter asks of a case, in numbers alone: going through twenty thousand touches no text.
struct ReviewFacets: Hashable, Sendable {
  var state: Standing.State
  var awaits: Bool
  var isDecided: Bool
  var isCrossed: Bool
  var isContested: Bool
  var cause: Cause?
  var verdict: Verdict
  var invoice: InvoiceState
  /// The day on which the minutes were written, else of the visit; counted from 1970.
  var day: Int
  /// VND either way of a case without doubt; nil of every other.
  var clearMoney: UInt64?
  /// Minutes on the re-read index that wait and that nothing contradicts: they may go with others.
  var goesWithOthers: Bool
  /// Places in the queue's lists of persons and books.
  var person = 0
  var book = 0

  init(_ one: ReviewCase) {
    state = one.state
    awaits = one.awaits != nil
    isDecided = one.decision != nil
    isCrossed = one.isCrossed
    isContested = one.isContested
    cause = one.cause
    verdict = one.verdict
    invoice = one.invoice
    day = LocalMinute(one.time.prefix(10))?.day.number ?? 0
    clearMoney = one.isClear(limit: .max) ? one.moneyChange?.magnitude : nil
    goesWithOthers =
      one.awaits == .minutes && one.basis == .reread && !one.isContested
      && !one.marks.contains(.invoiceChanged)
  }
}

/// A queue in its order, with the words of each case folded once, so that filtering as one types costs one
/// pass over bytes that lie side by side.
package struct ReviewQueue: Hashable, Sendable {
  /// The worst money first.
  package private(set) var cases: [ReviewCase]
  /// How many wait for a decision, came back to their inspectors, and are in dispute.
  package private(set) var waiting = 0
  package private(set) var returned = 0
  package private(set) var disputed = 0
  private var facets: [ReviewFacets] = []
  private var persons: [String: Int] = [:]
  private var books: [String: Int] = [:]
  private var text: [UInt8] = []
  /// Where the text of each case ends.
  private var ends: [Int] = []

  /// - Complexity: O(n log n).
  package init(_ cases: [ReviewCase]) {
    // Weights are worked out once, and cases moved where they belong, never copied.
    let order = cases.indices.map { (weight: cases[$0].weight, place: $0) }.sorted {
      $0.weight == $1.weight
        ? ReviewCase.isWorse(cases[$0.place], cases[$1.place]) : $0.weight > $1.weight
    }
    self.cases = cases
    for place in order.indices {
      var from = order[place].place
      // What stood there has been moved away: to where the place that took its own has it.
      while from < place { from = order[from].place }
      if from != place { self.cases.swapAt(place, from) }
    }
    fold()
  }

  package static let empty = ReviewQueue([])

  private mutating func fold() {
    facets.reserveCapacity(cases.count)
    ends.reserveCapacity(cases.count)
    text.reserveCapacity(cases.count * 110)
    // By place, for a case taken out of the array would be copied with all its words.
    for at in cases.indices {
      var facet = ReviewFacets(cases[at])
      facet.person = ReviewQueue.place(of: cases[at].author.person, in: &persons)
      facet.book = ReviewQueue.place(of: cases[at].book, in: &books)
      facets.append(facet)
      if facet.awaits { waiting += 1 }
      if facet.state == .returned { returned += 1 }
      if facet.state == .disputed { disputed += 1 }
      append(cases[at].identity.meter)
      append(cases[at].minutes ?? "")
      append(cases[at].address)
      append(cases[at].book)
      append(cases[at].identity.point)
      append(cases[at].author.person)
      ends.append(text.count)
    }
  }

  private mutating func append(_ word: String) {
    var word = word
    word.withUTF8 { AccentFolding.append($0, to: &text) }
    text.append(UInt8(ascii: "\n"))
  }

  private static func place(of word: String, in known: inout [String: Int]) -> Int {
    if let place = known[word] { return place }
    known[word] = known.count
    return known.count - 1
  }

  /// The places, in the queue's order, of the cases that a filter lets through.
  /// - Parameter today: the day by which a case's age is told.
  /// - Complexity: O(bytes of the cases' words).
  package func places(_ filter: ReviewFilter, today: Day) -> [Int] {
    let words = AccentFolding.folded(filter.words).split(separator: UInt8(ascii: " "))
      .map(Array.init)
    let person = filter.inspector.map { persons[$0] ?? -1 }
    let book = filter.book.map { books[$0] ?? -1 }
    var places: [Int] = []
    places.reserveCapacity(facets.count)
    text.withUnsafeBufferPointer { text in
      var start = 0
      for place in 0..<facets.count {
        let end = ends[place]
        defer { start = end }
        let facet = facets[place]
        guard passes(facet, filter, today.number), person ?? facet.person == facet.person,
          book ?? facet.book == facet.book
        else { continue }
        if words.isEmpty || ReviewQueue.holds(text, start, end, words) { places.append(place) }
      }
    }
    return places
  }

  /// True where the case at a place waits for a decision.
  /// - Complexity: O(1).
  package func awaits(_ place: Int) -> Bool {
    facets.indices.contains(place) && facets[place].awaits
  }

  /// True where the case at a place may be approved together with others, by a person whose work it is
  /// not.
  /// - Complexity: O(1).
  package func goesWithOthers(_ place: Int, decidedBy person: String) -> Bool {
    facets.indices.contains(place) && facets[place].goesWithOthers
      && facets[place].person != persons[person]
  }

  private func passes(_ facets: ReviewFacets, _ filter: ReviewFilter, _ today: Int) -> Bool {
    guard filter.group.contains(facets) else { return false }
    if let cause = filter.cause, cause != facets.cause { return false }
    if let verdict = filter.verdict, verdict != facets.verdict { return false }
    if let invoice = filter.invoice, invoice != facets.invoice { return false }
    if let limit = filter.clearUpTo {
      guard let money = facets.clearMoney, money <= limit.magnitude else { return false }
    }
    return filter.age.map { $0 == ReviewFilter.Age(days: today - facets.day) } ?? true
  }

  /// True where all words stand between two places of the text.
  private static func holds(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ words: [[UInt8]]
  ) -> Bool {
    for word in words {
      let count = word.count
      var place = start
      var isThere = false
      while place + count <= end {
        var length = 0
        while length < count, text[place + length] == word[length] { length += 1 }
        if length == count {
          isThere = true
          break
        }
        place += 1
      }
      if !isThere { return false }
    }
    return true
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

}
